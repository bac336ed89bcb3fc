using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Sessions;

/// <summary>Where one is or was signed in, what failed, and a way to end what one does not know: of applicants and of staff. Requirement 18.07.</summary>
[Authorize(Policies.SignedIn)]
[RequiresFreshProof("End", "Others")]
[ResponseCache(NoStore = true)]
internal sealed class SessionsPageModel(Database db, EndSessions end, FailedSignIns failed, SessionStore store, TimeProvider clock) : PageModel
{
    public const string Path = "/account/sessions";
    private const int Most = 20;

    internal sealed record Row(Guid Id, DateTime CreatedAt, DateTime LastSeenAt, string Method, string Address, string Device, bool Open, bool Current);

    /// <param name="OwnPlace">One of the addresses that the holder is known to have signed in from.</param>
    internal sealed record FailedRow(DateTime At, string Way, FailedOutcome Outcome, bool OwnPlace);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<FailedRow> Failed { get; private set; } = [];

    /// <summary>Something that one signs in with was changed just now.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Changed { get; set; }

    /// <summary>Where one proves oneself before a session is ended; null when that is fresh.</summary>
    public string? Lead => RequiresFreshProofAttribute.LeadOf(HttpContext);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (account, current, now) = (User.AccountId(), User.SessionId(), clock.GetUtcNow().UtcDateTime);
        var seen = now - IdleTime.Of(User.Actor()!.Kind);
        var open = EndSessions.OpenOf(db, account, now).Where(x => x.LastSeenAt > seen);
        Rows = await db.Set<Session>().AsNoTracking().Where(x => x.AccountId == account).OrderByDescending(x => x.CreatedAt).Take(Most)
            .Select(x => new Row(x.Id, x.CreatedAt, x.LastSeenAt, x.Method, x.Address, x.Device, open.Any(o => o.Id == x.Id), x.Id == current)).ToListAsync(ct);
        var own = Rows.Select(r => failed.PlaceOf(r.Address)).ToHashSet(StringComparer.Ordinal);
        Failed = [.. (await db.Set<FailedSignIn>().AsNoTracking().Where(x => x.AccountId == account).OrderByDescending(x => x.At).Take(Most).ToListAsync(ct))
            .Select(x => new FailedRow(x.At, x.Way, x.Outcome, own.Contains(x.PlaceHash)))];
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] Guid id, CancellationToken ct)
    {
        var account = User.AccountId();
        var session = await db.Set<Session>().SingleOrDefaultAsync(x => x.Id == id && x.AccountId == account, ct);
        if (session is null)
        {
            return NotFound();
        }

        session.Close(Act.Micro(clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(ct);
        store.Forget(session.TokenHash);
        return Redirect(Path);
    }

    public async Task<IActionResult> OnPostOthersAsync(CancellationToken ct)
    {
        await end.OthersAsync(User.AccountId(), User.SessionId(), Act.Micro(clock.GetUtcNow().UtcDateTime), ct);
        return Redirect(Path);
    }

    public static string NameOf(string method) => method switch
    {
        MethodStrength.Password => "密码",
        MethodStrength.Sms => "短信验证码",
        MethodStrength.PasswordAndSms => "密码和短信验证码",
        MethodStrength.PasswordAndTotp => "密码和动态口令",
        MethodStrength.SmsAndTotp => "短信验证码和动态口令",
        MethodStrength.Passkey => "通行密钥",
        MethodStrength.Scan => "手机扫码",
        MethodStrength.Certificate => "数字证书",
        MethodStrength.Federated => "其他平台",
        MethodStrength.FederatedAndTotp => "其他平台和动态口令",
        _ => method,
    };

    public static string NameOf(FailedOutcome outcome) => outcome switch
    {
        FailedOutcome.Locked => "账号已停用",
        FailedOutcome.Expired => "初始密码已过期",
        _ => "验证不正确",
    };
}
