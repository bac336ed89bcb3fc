using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>
/// Writes a profile or a further version of one (01.03): which elements must agree at which levels, from which day. Kept by the catalogue department of the nation or a province, or
/// by an administrator; everybody else reads. An active profile refuses what others publish, so a second person puts it in force.
/// </summary>
internal sealed partial class SaveProfile(Database db, IMessages messages, IOrganisations organisations, TimeProvider clock)
{
    public const string Policy = "role:" + Roles.CatalogueManager + "," + Roles.Administrator;
    private const int ProvinceLength = 2;
    private const int Sample = 300;
    private const int MostTold = 10;

    private static readonly Problem NotYours = Problem.Forbidden("catalogue.profile-upper", "要素统一标准由国家或省级事项管理部门、系统管理员维护。需要调整的，请向省级提出。");
    private static readonly Problem Unknown = Problem.NotFound("catalogue.profile-unknown", "没有找到这个统一标准，请返回列表查看。");
    private static readonly Problem Taken = Problem.Conflict("catalogue.profile-taken", "已有同样标识的统一标准，请换一个标识，或返回列表修改原来的。");
    private static readonly Problem Stale = Problem.Conflict("catalogue.profile-stale", "这个统一标准刚刚由其他人修改过，请刷新页面核对后再保存。");
    private static readonly Problem Waiting = Problem.Conflict("catalogue.profile-waiting", "这个统一标准已有其他人提出的修改在等待批准，请先批准或者退回。");
    private static readonly Problem NothingWaits = Problem.Conflict("catalogue.profile-none-waiting", "没有等待批准的修改，可能已由他人处理。请刷新页面查看。");
    private static readonly Problem SecondPerson = Problem.Forbidden("catalogue.profile-second-person", "修改由您本人提出，请由另一位省级以上事项管理人员或系统管理员批准。");
    private static readonly Problem Past = Problem.Conflict("catalogue.profile-past", "提出的生效日期已经过了。请退回，让提出人改了日期再提交。");

    internal sealed class Command
    {
        /// <summary>Of a new one only.</summary>
        public string? Key { get; set; }

        public string? Name { get; set; }

        public IList<string> Elements { get; set; } = [];

        public IList<int> Levels { get; set; } = [];

        public bool Active { get; set; }

        public DateOnly? EffectiveOn { get; set; }

        public string? Reason { get; set; }

        /// <summary>The version that the form showed.</summary>
        public int Number { get; set; }
    }

    internal sealed record Trial(int Compared, int Differing, IReadOnlyList<(string Element, int Items)> ByElement);

    public static bool MayKeep(Actor actor) => actor.Has(Roles.Administrator) || actor.Post is { Role: Roles.CatalogueManager, RegionCode.Length: <= ProvinceLength };

    /// <summary>A profile as the list shows it.</summary>
    /// <param name="Now">What counts today.</param>
    /// <param name="Next">What was approved for a later day.</param>
    /// <param name="Draft">What waits for a second person.</param>
    internal sealed record Row(string Key, ElementProfileVersion? Now, ElementProfileVersion? Next, ProfileFacts? Draft)
    {
        public string Name => Now?.Name ?? Next?.Name ?? Draft!.Name;

        public ProfileFacts Facts => Now?.Facts() ?? Next?.Facts() ?? Draft!;
    }

    /// <summary>Writes what a second person is to put in force; writing it again replaces one's own.</summary>
    /// <param name="key">null: a new one.</param>
    public async Task<Outcome<string>> HandleAsync(string? key, Command command, Act act, CancellationToken ct)
    {
        if (!MayKeep(act.Actor))
        {
            return NotYours;
        }

        var problems = new List<Problem>();
        var read = Read(command, LegalDay.Today(clock), problems);
        var wanted = key ?? (command.Key ?? "").Trim();
        if (!KeyShape().IsMatch(wanted))
        {
            problems.Add(Problem.Invalid("catalogue.profile-key", "请填写标识：小写字母开头，只用小写字母、数字和短横线，不超过 40 个字符。", "Key"));
        }

        if (problems.Count > 0)
        {
            return Outcome<string>.Because(problems);
        }

        var profile = await db.Set<ElementProfile>().SingleOrDefaultAsync(p => p.Key == wanted, ct);
        if (key is not null && profile is null)
        {
            return Unknown;
        }

        if (key is null && profile is not null and not { Number: 0, Draft: null })
        {
            return Taken;
        }

        if (key is not null && profile!.Number != command.Number)
        {
            return Stale;
        }

        if (profile?.DraftedById is { } author && author != act.Actor.Id)
        {
            return Waiting;
        }

        if (profile is null)
        {
            profile = ElementProfile.Start(wanted, act.At);
            db.Add(profile);
        }

        profile.Propose(read, act);
        db.Record(profile, act with { Reason = read.Reason }, "profile-proposed", new { read.Name, read.Elements, read.Levels, read.Active, read.EffectiveOn });
        await TellKeepersAsync(profile, read, act, ct);
        var saved = await db.SaveAsync(ct, Taken);
        return saved.Ok ? wanted : Outcome<string>.Because(saved.Problems);
    }

    /// <param name="revision">Of what the approver saw.</param>
    public async Task<Outcome> ApproveAsync(string key, int revision, Act act, CancellationToken ct)
    {
        var found = await WaitingAsync(key, act, ct);
        if (!found.TryGet(out var profile))
        {
            return Outcome.Refused(found.Problems);
        }

        if (profile.DraftedById == act.Actor.Id)
        {
            return SecondPerson;
        }

        if (profile.Revision != revision)
        {
            return Stale;
        }

        var (facts, author, first) = (profile.Proposed!, profile.DraftedById!.Value, profile.Number == 0);
        if (facts.EffectiveOn < LegalDay.Today(clock))
        {
            return Past;
        }

        var version = profile.Approve(act);
        db.Add(version);
        db.Record(profile, act with { Reason = facts.Reason }, first ? "profile-added" : "profile-changed",
            new { version.Number, version.Name, version.Elements, version.Levels, version.Active, version.EffectiveOn, proposedBy = version.ProposedByName });
        Tell(author, profile, "统一标准已批准", $"您提出的“{facts.Name}”已批准，{LegalDay.Date(facts.EffectiveOn)}起生效。");
        return await db.SaveAsync(ct, Stale);
    }

    /// <summary>Who wrote it withdraws it; another sends it back with a reason.</summary>
    public async Task<Outcome> DiscardAsync(string key, string? reason, Act act, CancellationToken ct)
    {
        var found = await WaitingAsync(key, act, ct);
        if (!found.TryGet(out var profile))
        {
            return Outcome.Refused(found.Problems);
        }

        var (facts, author, own) = (profile.Proposed!, profile.DraftedById!.Value, profile.DraftedById == act.Actor.Id);
        var why = (reason ?? "").Trim();
        if (!own && (why.Length is 0 or > ElementProfile.LongestReason))
        {
            return Problem.Invalid("catalogue.profile-answer", $"请写明退回的理由，不超过 {ElementProfile.LongestReason} 个字。", "Answer");
        }

        profile.Discard();
        db.Record(profile, act with { Reason = own ? "撤回" : why }, own ? "profile-withdrawn" : "profile-rejected", new { facts.Name });
        if (!own)
        {
            Tell(author, profile, "统一标准被退回", $"您提出的“{facts.Name}”被退回：{why}");
        }

        return await db.SaveAsync(ct, Stale);
    }

    private async Task<Outcome<ElementProfile>> WaitingAsync(string key, Act act, CancellationToken ct) =>
        !MayKeep(act.Actor) ? NotYours
        : await db.Set<ElementProfile>().SingleOrDefaultAsync(p => p.Key == key, ct) is not { } profile ? Unknown
        : profile.Draft is null ? NothingWaits
        : profile;

    private async Task TellKeepersAsync(ElementProfile profile, ProfileFacts facts, Act act, CancellationToken ct)
    {
        var keepers = await organisations.InRegionAsync(Roles.CatalogueManager, act.Actor.Post?.RegionCode ?? "", ct);
        foreach (var keeper in keepers.Select(k => k.StaffId).Distinct().Where(k => k != act.Actor.Id).Take(MostTold))
        {
            Tell(keeper, profile, "有统一标准等待批准", $"{act.Actor.Name}提出修改“{facts.Name}”，{LegalDay.Date(facts.EffectiveOn)}起生效。请核对后批准或者退回。");
        }
    }

    private void Tell(Guid staff, ElementProfile profile, string title, string body) =>
        messages.Send(db, new NewMessage(staff, title, body, $"profile:{profile.Id:N}:{profile.Revision}:{staff}", $"{ProfilesPageModel.Path}/edit/{profile.Key}"));

    /// <summary>What the profile would find: tried on the newest bound items within the actor's reach, without a trace.</summary>
    public async Task<Outcome<Trial>> TryAsync(Command command, Actor actor, Pairs pairs, CancellationToken ct)
    {
        var problems = new List<Problem>();
        var facts = Read(command, LegalDay.Today(clock), problems);
        if (problems.Where(p => p.Field is "Elements" or "Levels").ToList() is { Count: > 0 } missing)
        {
            return Outcome<Trial>.Because(missing);
        }

        var profile = new Profile("", facts.Name, facts.Elements, facts.Levels);
        var levels = facts.Levels.ToList();
        var sample = await pairs.ReadAsync(
            db.Set<Item>().VisibleTo(actor).Where(i => levels.Contains(i.Level) && i.Status != ItemStatus.Cancelled && i.ParentId != null).OrderByDescending(i => i.CurrentVersionId),
            Sample, ct);
        var found = sample.Select(p => AgreementCheck.Of(p.Own, p.Item.Level, p.Standard, profile, p.Item.Kind)).ToList();
        return new Trial(sample.Count, found.Count(f => f.Count > 0), [.. found.SelectMany(f => f).CountBy(d => d.Element.Name).OrderByDescending(x => x.Value).Select(x => (x.Key, x.Value))]);
    }

    /// <summary>Two statements.</summary>
    public async Task<IReadOnlyList<Row>> ListAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var versions = (await db.Set<ElementProfileVersion>().AsNoTracking().ToListAsync(ct)).ToLookup(v => v.ProfileId);
        var rows = (await db.Set<ElementProfile>().AsNoTracking().OrderBy(p => p.Id).ToListAsync(ct)).Select(p =>
        {
            var now = versions[p.Id].Where(v => v.EffectiveOn <= today).MaxBy(v => v.Number);
            return new Row(p.Key, now, versions[p.Id].Where(v => v.EffectiveOn > today && v.Number > (now?.Number ?? 0)).MaxBy(v => v.Number), p.Proposed);
        });
        return [.. rows.Where(r => r.Now is not null || r.Next is not null || r.Draft is not null)];
    }

    private static ProfileFacts Read(Command command, DateOnly today, List<Problem> problems)
    {
        void Must(bool holds, string reason, string message, string field)
        {
            if (!holds)
            {
                problems.Add(Problem.Invalid("catalogue.profile-" + reason, message, field));
            }
        }

        var (name, why) = ((command.Name ?? "").Trim(), (command.Reason ?? "").Trim());
        Must(name.Length is > 0 and <= ElementProfile.LongestName, "name", $"请填写名称，不超过 {ElementProfile.LongestName} 个字。", "Name");
        Must(command.Elements.Count > 0 && command.Elements.All(e => ItemElements.Find(e) is not null), "elements", "请至少勾选一个要素。", "Elements");
        Must(command.Levels.Count > 0 && command.Levels.All(l => l is >= 1 and <= 6), "levels", "请至少勾选一个行使层级。", "Levels");
        Must(why.Length is > 0 and <= ElementProfile.LongestReason, "reason", $"请写明调整的依据或理由，不超过 {ElementProfile.LongestReason} 个字。", "Reason");
        Must(command.EffectiveOn is { } on && on >= today, "effective", "请选择生效日期，今天或以后。", "EffectiveOn");
        return new ProfileFacts(
            name, [.. ItemElements.All.Select(e => e.Key).Where(command.Elements.Contains)], [.. command.Levels.Distinct().Order()], command.Active, command.EffectiveOn ?? today, why);
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}$")]
    private static partial Regex KeyShape();
}
