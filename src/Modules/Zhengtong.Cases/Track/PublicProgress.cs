using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Track;

/// <summary>
/// Progress for whoever has the number and the applicant's name, without signing in. A number that does not exist and a name that does not match get the same
/// answer after the same work, so the page tells nobody which numbers exist or whose they are.
/// </summary>
internal sealed class PublicProgress(Database db, CaseTimeline timelines)
{
    public static readonly Problem Mistyped = Problem.Invalid("cases.number-mistyped", "办件编号有误，请对照收件凭证检查后再输入。编号共 22 位。", "Number");

    public static readonly Problem NoMatch = Problem.NotFound("cases.no-match", "没有找到编号和申请人姓名（或单位名称）都相符的办件。请对照收件凭证检查后再查。");

    internal sealed record Found(Case Case, string Applicant, TimelineView Timeline);

    public async Task<Outcome<Found>> FindAsync(string? number, string? name, CancellationToken ct)
    {
        // The check character finds a slip of the finger before anything is looked up.
        if (CaseNumber.TryParse(number) is not { } parsed)
        {
            return Mistyped;
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return Problem.Invalid("cases.name-missing", "请输入申请人姓名；单位申请的，输入单位全称。", "ApplicantName");
        }

        var text = parsed.ToString();
        var @case = await db.Set<Case>().AsNoTracking().SingleOrDefaultAsync(c => c.Number == text, ct);
        return Same(name, @case?.ApplicantName ?? "") && @case is not null
            ? new Found(@case, Mask.Name(@case.ApplicantName), await timelines.OfAsync(@case, TimelineDepth.Public, ct))
            : NoMatch;
    }

    private static bool Same(string typed, string name) => CryptographicOperations.FixedTimeEquals(Digest(typed), Digest(name));

    /// <summary>Blanks and the width of brackets are no difference.</summary>
    private static byte[] Digest(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(TypedText.Tidy(name)));
}
