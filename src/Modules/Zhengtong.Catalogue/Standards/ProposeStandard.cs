using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Standards;

/// <summary>
/// Proposes the project of a local standard, also one set up in an earlier year (17.01), or registers a standard that exists (17.04); changes either until it is reviewed or published.
/// </summary>
internal sealed class ProposeStandard(Database db, Regions regions, Uploads uploads)
{
    public static readonly Problem Unknown = Problem.NotFound("catalogue.standard-unknown", "没有找到这项标准，或您无权办理。");
    public static readonly Problem NotNow = Problem.Conflict("catalogue.standard-stage", "这项标准现在不在这个环节，请刷新页面查看进度。");
    public static readonly Problem NumberTaken = Problem.Conflict("catalogue.standard-taken", "这个编号的标准已经在标准库里，请核对编号。");
    private static readonly UploadRules Text = new([FileKind.Pdf]);
    private const int Province = 2;
    private const int City = 4;

    internal sealed record Document(Stream Content, string Name);

    /// <param name="replaces">The standard of the library that this one is to replace.</param>
    /// <param name="experience">The experience it is raised from; the caller has seen that the actor keeps it.</param>
    public async Task<Outcome<Guid>> HandleAsync(StandardInput input, bool existing, Guid? replaces, StandardExperience? experience, Document? text, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.CatalogueManager or Roles.ItemEditor } post || (existing && post.Role != Roles.CatalogueManager))
        {
            return Problem.Forbidden("catalogue.standard-propose", "立项由事项管理人员或事项专员申请，已有标准由事项管理人员登记。");
        }

        var problems = new List<Problem>();
        var facts = input.Check(existing, LegalDay.Of(act.At).Year, problems);
        var region = problems.Count > 0 ? null : await RegionAsync(facts, post, problems, ct);
        if (problems.Count == 0 && replaces is { } old && !await MayReplaceAsync(old, facts.Level, region?.Code ?? "", ct))
        {
            problems.Add(Problem.Conflict("catalogue.standard-replaces", "只能修订同一地区、同一级别、还没有被代替或废止的标准，请返回标准库核对。"));
        }

        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        var made = Standard.Propose(facts, region?.Code ?? "", region?.FullName ?? "", existing, replaces, experience?.Id, act);
        if (await KeepTextAsync(made, text, act, ct) is { Count: > 0 } refused)
        {
            return Outcome<Guid>.Because(refused);
        }

        if (experience is not null)
        {
            experience.Raise(made.Id, act.At);
            db.Record(experience, act, "experience-raised", new { standard = made.Id });
        }

        db.Add(made);
        db.Record(made, act, existing ? "standard-registered" : "standard-proposed", Said(made));
        await db.TellOutsideAsync(made, act.At, ct);
        var saved = await db.SaveAsync(ct, NumberTaken);
        return saved.Ok ? made.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>By who proposed it; a manager who decides on it may put right what was registered. Not while a committee reviews it, nor once published.</summary>
    public async Task<Outcome> ChangeAsync(Guid id, int revision, StandardInput input, Document? text, Act act, CancellationToken ct)
    {
        if (await db.Set<Standard>().OwnedBy(act.Actor).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } of)
        {
            return Unknown;
        }

        var today = LegalDay.Of(act.At);
        if (!MayChange(of, today))
        {
            return NotNow;
        }

        if (of.Revision != revision)
        {
            return Problem.Conflict("catalogue.standard-stale", "这项标准刚刚被其他人修改过，请刷新页面后再改。");
        }

        var problems = new List<Problem>();
        var facts = input.Check(of.Existing, today.Year, problems);
        if (problems.Count == 0 && (facts.Level != of.Level || (of.Existing && StandardNumber.Parse(facts.Number)!.Region != of.RegionCode)))
        {
            problems.Add(Problem.Invalid("catalogue.standard-level-fixed", "级别和地区不能修改，请撤回后重新提出。", nameof(input.Level)));
        }

        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        of.Write(facts, act);
        if (await KeepTextAsync(of, text, act, ct) is { Count: > 0 } refused)
        {
            return Outcome.Refused(refused);
        }

        db.Record(of, act, "standard-changed", Said(of));
        await db.TellOutsideAsync(of, act.At, ct);
        return await db.SaveAsync(ct, NumberTaken);
    }

    public static bool MayChange(Standard of, DateOnly today) =>
        of.On(today) is StandardStatus.Proposed or StandardStatus.Drafting or StandardStatus.Returned || (of.Existing && of.On(today) == StandardStatus.ToPublish);

    private static object Said(Standard of) => new { of.Title, of.Number, of.Level, of.Domain, of.Year, of.Drafters, replaces = of.ReplacesId, text = of.TextName };

    /// <summary>Nobody ends a standard of another region or level by revising it.</summary>
    private Task<bool> MayReplaceAsync(Guid old, StandardLevel level, string region, CancellationToken ct) => db.Set<Standard>()
        .AnyAsync(s => s.Id == old && s.Level == level && s.RegionCode == region && s.PublishedAt != null && s.ReplacedById == null && s.AbolishedOn == null, ct);

    private async Task<Region?> RegionAsync(StandardFacts facts, Post post, List<Problem> problems, CancellationToken ct)
    {
        if (facts.Level is not (StandardLevel.Province or StandardLevel.City))
        {
            return null;
        }

        var wanted = StandardNumber.Parse(facts.Number)?.Region ?? (facts.Level == StandardLevel.Province ? Start(post, Province) : Start(post, City));
        if (wanted.Length == 0 || !(post.RegionCode.StartsWith(wanted, StringComparison.Ordinal) || wanted.StartsWith(post.RegionCode, StringComparison.Ordinal)))
        {
            problems.Add(Problem.Invalid("catalogue.standard-region", "这一级的地方标准不属于您所在的地区，请核对级别和编号。", nameof(StandardInput.Level)));
            return null;
        }

        var region = await regions.FindAsync(wanted, ct);
        if (region is null)
        {
            problems.Add(Problem.Invalid("catalogue.standard-region-unknown", $"没有代码为 {wanted} 的省或市，请核对编号。", nameof(StandardInput.Number)));
        }

        return region;
    }

    private static string Start(Post post, int length) => post.RegionCode.Length >= length ? post.RegionCode[..length] : "";

    private async Task<IReadOnlyList<Problem>> KeepTextAsync(Standard of, Document? text, Act act, CancellationToken ct)
    {
        if (text is null)
        {
            return [];
        }

        var kept = await uploads.AcceptAsync(text.Content, text.Name, of.OwnerId, Text, act, ct);
        if (!kept.TryGet(out var file))
        {
            return [.. kept.Problems.Select(p => p with { Field = "Text" })];
        }

        of.GiveText(file.Id, file.Name);
        return [];
    }
}
