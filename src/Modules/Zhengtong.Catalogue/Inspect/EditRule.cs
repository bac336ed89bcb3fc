using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>
/// Adds rules to the standard of a region (02.07): written by one manager, tried over the whole catalogue, and put in force by another, as a version that never changes.
/// A rule in force may refuse what others publish, so nobody does it alone; nor does anybody end it alone. Who saves or publishes says which state of it he read.
/// </summary>
internal sealed class EditRule(Database db, RunningTrials trials, TimeProvider clock)
{
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.rule-meanwhile", "这条规则刚刚被同事修改过，没有保存也没有发布。请刷新页面，看过现在的写法再决定。");
    private static readonly Problem NotInForce = Problem.Conflict("catalogue.rule-not-in-force", "这条规则现在没有生效，或者没有人提出停用。请刷新页面查看。");
    private static readonly Problem Unknown = Problem.NotFound("catalogue.rule-unknown", "没有找到这条规则，或不属于您的地区。");

    internal sealed class Command
    {
        public string? Title { get; set; }

        public string? Why { get; set; }

        public string? Source { get; set; }

        public string? Element { get; set; }

        public bool Blocks { get; set; }

        public IList<string> Types { get; set; } = [];

        public IList<int> Levels { get; set; } = [];

        public int? Days { get; set; }

        public string? Remedy { get; set; }

        public string? Expression { get; set; }

        /// <summary>What the author had before him; nothing for a new rule.</summary>
        public int? Revision { get; set; }

        public RuleWording Text => new(
            Tidy(Title), Tidy(Why), Tidy(Source), Tidy(Element), Blocks, string.Join(',', Types.Select(Tidy).Distinct().Order(StringComparer.Ordinal)), string.Join(',', Levels.Distinct().Order()),
            Days ?? 0, Tidy(Remedy), Tidy(Expression));

        private static string Tidy(string? text) => (text ?? "").Trim();
    }

    public async Task<Outcome<Guid>> SaveAsync(Guid? id, Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.CatalogueManager } post || (id is not null && await FindAsync(id.Value, act, ct) is null))
        {
            return Unknown;
        }

        var text = command.Text;
        if (Check(text) is { Count: > 0 } problems)
        {
            return Outcome<Guid>.Because(problems);
        }

        var rule = id is { } known ? await FindAsync(known, act, ct) : null;
        if (rule is not null && rule.Revision != command.Revision)
        {
            return Meanwhile;
        }

        if (rule is null)
        {
            rule = new InspectionRule { Id = Guid.CreateVersion7(), RegionCode = post.RegionCode };
            db.Add(rule);
        }

        rule.Write(text, act.Actor.Id, act.Actor.Name, act.At);
        db.Record(rule, act, "rule-written", new { text.Title, text.Expression, text.Types, text.Levels, text.Blocks, text.Days });
        var saved = await db.SaveAsync(ct, Meanwhile);
        return saved.Ok ? rule.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>Starts a trial over the catalogue of the region in the background.</summary>
    public async Task<Outcome<Guid>> TryAsync(Guid id, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } rule)
        {
            return Unknown;
        }

        var trial = new RuleTrial { Id = Guid.CreateVersion7(), RuleId = id, Expression = rule.Expression, Types = rule.Types, Levels = rule.Levels, StartedAt = act.At, ByName = act.Actor.Name };
        db.Add(trial);
        var saved = await db.SaveAsync(ct);
        if (!saved.Ok)
        {
            return Outcome<Guid>.Because(saved.Problems);
        }

        trials.Start(trial.Id, rule.RegionCode, rule.Text);
        return trial.Id;
    }

    /// <param name="revision">What the publisher read.</param>
    public async Task<Outcome> PublishAsync(Guid id, int? revision, DateOnly? effectiveOn, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } rule)
        {
            return Unknown;
        }

        if (rule.AuthorId == act.Actor.Id)
        {
            return Problem.Forbidden("catalogue.rule-second-person", "规则由您本人编写，请由另一位事项管理人员试运行后发布。");
        }

        if (rule.Revision != revision)
        {
            return Meanwhile;
        }

        var today = LegalDay.Today(clock);
        if (effectiveOn is not { } day || day < today || day > today.AddYears(1))
        {
            return Problem.Invalid("catalogue.rule-effective", "请选择生效日期，今天起一年以内。", "EffectiveOn");
        }

        if (!await db.Set<RuleTrial>().AnyAsync(t => t.RuleId == id && t.EndedAt != null && !t.Failed && t.Expression == rule.Expression && t.Types == rule.Types && t.Levels == rule.Levels, ct))
        {
            return Problem.Conflict("catalogue.rule-untried", "现在的写法还没有试运行过。请先试运行，看清会检出哪些事项，再发布。");
        }

        db.Add(rule.Publish(day, act.Actor.Name, act.At));
        db.Record(rule, act, "rule-published", new { version = rule.Published, effectiveOn = day });
        return await db.SaveAsync(ct, Meanwhile);
    }

    /// <summary>Asks that the rule be taken out of the standard; it counts until a second person agrees.</summary>
    public async Task<Outcome> AskEndAsync(Guid id, string? reason, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } rule)
        {
            return Unknown;
        }

        if (!rule.IsInForce)
        {
            return NotInForce;
        }

        if ((reason ?? "").Trim().Length is 0 or > 500)
        {
            return Problem.Invalid("catalogue.rule-reason", "请填写停用的理由，不超过 500 个字。", "Reason");
        }

        rule.AskEnd(reason!.Trim(), act.Actor.Id, act.Actor.Name, act.At);
        db.Record(rule, act, "rule-end-asked", new { reason = rule.EndReason });
        return await db.SaveAsync(ct, Meanwhile);
    }

    /// <summary>Takes the rule out of the standard; its findings end at the next inspection. Publishing it again is the way back.</summary>
    public async Task<Outcome> RetireAsync(Guid id, int? revision, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } rule)
        {
            return Unknown;
        }

        if (!rule.IsInForce || rule.EndAskedById is not { } asked)
        {
            return NotInForce;
        }

        if (asked == act.Actor.Id)
        {
            return Problem.Forbidden("catalogue.rule-end-second-person", "停用由您本人提出，请由另一位事项管理人员同意。");
        }

        if (rule.Revision != revision)
        {
            return Meanwhile;
        }

        rule.Retire(act.Actor.Name, act.At);
        db.Record(rule, act, "rule-retired", new { reason = rule.RetiredReason });
        return await db.SaveAsync(ct, Meanwhile);
    }

    /// <summary>The rule stays: said by who asked for its end, or by who was to agree.</summary>
    public async Task<Outcome> KeepAsync(Guid id, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } rule)
        {
            return Unknown;
        }

        if (rule.EndAskedById is null)
        {
            return NotInForce;
        }

        rule.KeepOn();
        db.Record(rule, act, "rule-kept");
        return await db.SaveAsync(ct, Meanwhile);
    }

    private Task<InspectionRule?> FindAsync(Guid id, Act act, CancellationToken ct)
    {
        var region = act.Actor.Post is { Role: Roles.CatalogueManager } post ? post.RegionCode : "-";
        return db.Set<InspectionRule>().SingleOrDefaultAsync(r => r.Id == id && r.RegionCode == region, ct);
    }

    private static List<Problem> Check(RuleWording text)
    {
        var found = new List<Problem>();
        void Must(bool holds, string field, string message)
        {
            if (!holds)
            {
                found.Add(Problem.Invalid("catalogue.rule-" + char.ToLowerInvariant(field[0]) + field[1..], message, field));
            }
        }

        Must(text.Title.Length is > 0 and <= 100, nameof(text.Title), "请用一句话写明检出的问题，不超过 100 个字。");
        Must(text.Why.Length is > 0 and <= 500, nameof(text.Why), "请写明检什么、为什么检，不超过 500 个字。");
        Must(text.Source.Length is > 0 and <= 300, nameof(text.Source), "请写明依据的文件或标准，不超过 300 个字。");
        Must(ItemElements.Find(text.Element) is not null, nameof(text.Element), "请选择检测的要素。");
        Must(text.Days is >= 1 and <= 250, nameof(text.Days), "请填写整改期限，1 至 250 个工作日。");
        Must(text.Remedy.Length is > 0 and <= 300, nameof(text.Remedy), "请写明怎样整改，不超过 300 个字。");
        Must(text.TypeList.All(t => RulePageModel.Types.Any(x => x.Code == t)), nameof(text.Types), "请从列出的事项类型里勾选，或一项也不勾选（不限）。");
        Must(text.LevelList.All(l => l is >= 1 and <= 6), nameof(text.Levels), "请从列出的层级里勾选，或一项也不勾选（不限）。");
        if (text.Expression.Length is 0 or > 4000)
        {
            found.Add(Problem.Invalid("catalogue.rule-unreadable", "请填写判断条件，不超过 4000 个字。", nameof(text.Expression)));
        }
        else if (InspectionStandard.Of("draft", 0, "", text) is { Ok: false } refused)
        {
            found.AddRange(refused.Problems);
        }

        return found;
    }
}
