using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>The inspection standard (检测标准) as it counts today: the rules that come with the product and those that managers published. Requirement 02.07.</summary>
internal sealed class InspectionStandard(Database db, InspectionData data, TimeProvider clock)
{
    public static readonly IReadOnlyList<StandardRule> BuiltIn =
    [
        .. MaterialRules.All, .. LawRules.All, .. CrossFieldRules.All, .. WordingRules.All, .. ServiceRules.All, .. HallListRules.All, .. ParentRules.All, .. SpecialStepRules.All,
    ];

    private IReadOnlyList<StandardRule>? _rules;

    /// <summary>Read once a request or run.</summary>
    public async Task<IReadOnlyList<StandardRule>> RulesAsync(CancellationToken ct) => _rules ??= await ReadAsync(ct);

    private async Task<IReadOnlyList<StandardRule>> ReadAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var versions = await db.Set<InspectionRuleVersion>().AsNoTracking()
            .Where(v => v.EffectiveOn <= today && db.Set<InspectionRule>().Any(r => r.Id == v.RuleId && v.Number > r.RetiredThrough))
            .ToListAsync(ct);
        var added = versions.GroupBy(v => v.RuleId).Select(g => g.MaxBy(v => v.Number)!).OrderBy(v => v.PublishedAt)
            .Select(v => Of("r-" + v.RuleId.ToString("N"), v.Number, v.RegionCode, v.Text)).Where(r => r.Ok).Select(r => r.Value);
        return [.. BuiltIn, .. added];
    }

    /// <summary>A rule from its wording; refused when the expression has no meaning.</summary>
    public static Outcome<StandardRule> Of(string key, int version, string regionCode, RuleWording text)
    {
        var read = ItemAnswers.Read(text.Expression, nameof(text.Expression));
        if (!read.TryGet(out Rule? rule))
        {
            return Outcome<StandardRule>.Because(read.Problems);
        }

        var message = text.Title.TrimEnd('。') + "。";
        return new StandardRule(key, text.Title, text.Why, text.Source, text.Element, text.Blocks, text.Days, text.Remedy, i => Rule.Evaluate(rule, new ItemAnswers(i)) ? [new Hit("", message)] : [])
        {
            Version = version,
            Scope = RuleScope.All,
            Types = text.TypeList,
            Levels = text.LevelList,
            RegionCode = regionCode,
        };
    }

    /// <summary>
    /// Changes when anything changes that may make the same item pass or fail: the rules, the words, the list of what does not enter the hall, entries above that ended, dead addresses.
    /// </summary>
    public async Task<string> MarkAsync(IEnumerable<StandardRule> rules, CancellationToken ct)
    {
        var text = new StringBuilder();
        var offTheHall = db.Set<ListMapping>().Where(m => m.List == RegisterLists.HallNegative && db.Set<RegisterEntry>().Any(e => e.Id == m.EntryId && e.RemovedAt == null));
        text.Append(CultureInfo.InvariantCulture, $"{await offTheHall.CountAsync(ct)} {await offTheHall.MaxAsync(m => (DateTime?)m.MappedAt, ct):O}\n");
        var ended = db.Set<Item>().Where(i => i.Kind == ItemKind.Basic && i.Status != ItemStatus.InUse);
        text.Append(CultureInfo.InvariantCulture, $"{await ended.CountAsync(ct)} {await ended.SumAsync(i => (long)i.Revision, ct)}\n");
        var dead = db.Set<OutwardLink>().Where(l => l.DeadOn != null);
        text.Append(CultureInfo.InvariantCulture, $"{await dead.CountAsync(ct)} {await dead.MaxAsync(l => l.DeadOn, ct):O}\n");
        foreach (var rule in rules)
        {
            text.Append(rule.Key).Append(' ').Append(rule.Version).Append('\n');
        }

        foreach (var word in data.Words)
        {
            text.Append(word.Word).Append(' ').AppendJoin(' ', word.Elements).Append(word.AtEnd).Append(word.Except).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
