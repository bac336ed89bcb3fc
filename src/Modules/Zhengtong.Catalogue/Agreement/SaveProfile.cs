using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>
/// Adds a profile or a version of one (01.03): which elements must agree at which levels, from which day. Kept by the catalogue department of the nation or a province, or
/// by an administrator; everybody else reads.
/// </summary>
internal sealed partial class SaveProfile(Database db, ProfilesInForce profiles, TimeProvider clock)
{
    public const string Policy = "role:" + Roles.CatalogueManager + "," + Roles.Administrator;
    private const int ProvinceLength = 2;
    private const int Sample = 300;

    private static readonly Problem NotYours = Problem.Forbidden("catalogue.profile-upper", "要素统一标准由国家或省级事项管理部门、系统管理员维护。需要调整的，请向省级提出。");
    private static readonly Problem Unknown = Problem.NotFound("catalogue.profile-unknown", "没有找到这个统一标准，请返回列表查看。");
    private static readonly Problem Taken = Problem.Conflict("catalogue.profile-taken", "已有同样标识的统一标准，请换一个标识，或返回列表修改原来的。");
    private static readonly Problem Stale = Problem.Conflict("catalogue.profile-stale", "这个统一标准刚刚由其他人修改过，请刷新页面核对后再保存。");

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

        var profile = key is null ? null : await db.Set<ElementProfile>().SingleOrDefaultAsync(p => p.Key == key, ct);
        if (key is not null && profile is null)
        {
            return Unknown;
        }

        if (profile is not null && profile.Number != command.Number)
        {
            return Stale;
        }

        if (profile is null)
        {
            profile = ElementProfile.Start(wanted, act.At);
            db.Add(profile);
        }

        var version = profile.Change(read, act);
        db.Add(version);
        db.Record(profile, act with { Reason = read.Reason }, key is null ? "profile-added" : "profile-changed",
            new { version.Number, version.Name, version.Elements, version.Levels, version.Active, version.EffectiveOn });
        var saved = await db.SaveAsync(ct, Taken);
        return saved.Ok ? wanted : Outcome<string>.Because(saved.Problems);
    }

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
        var found = sample.Select(p => AgreementCheck.Of(p.Own, p.Item.Level, p.Standard, profile)).ToList();
        return new Trial(sample.Count, found.Count(f => f.Count > 0), [.. found.SelectMany(f => f).CountBy(d => d.Element.Name).OrderByDescending(x => x.Value).Select(x => (x.Key, x.Value))]);
    }

    public Task<IReadOnlyList<(string Key, ElementProfileVersion Version)>> ListAsync(CancellationToken ct) => profiles.LatestAsync(ct);

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
