using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Rules;

/// <summary>What a case did otherwise than its published item says (未按标准审批, 02.15).</summary>
internal enum DeviationKind
{
    /// <summary>A material was demanded that the item does not list for the applicant's situation. 行政许可法 art. 31(2).</summary>
    UnlistedMaterial = 1,

    /// <summary>The text of a demand names a document that is not listed.</summary>
    UnlistedDemand = 2,

    /// <summary>What is missing was told more than once. 行政许可法 art. 32(1)(4).</summary>
    RepeatedCorrection = 3,

    /// <summary>A step that the item does not have. 行政许可法 art. 16(4).</summary>
    UnlistedStep = 4,

    /// <summary>The clock stood for a procedure that the item does not publish. 行政许可法 art. 45.</summary>
    UnlistedProcedure = 5,

    /// <summary>Not answered, handled or decided within its limit. 行政许可法 arts. 32, 42.</summary>
    LimitExceeded = 6,

    /// <summary>A fee that is not in the item. 行政许可法 arts. 58, 59.</summary>
    UnlistedFee = 7,
}

/// <summary>What happened in a case, as far as its item can be held against it.</summary>
/// <param name="Versions">The pinned version, and those it was pinned to when something was done (在办件换版本).</param>
internal sealed record CaseFacts(IReadOnlyList<ItemContent> Versions, string Situation)
{
    public IReadOnlyList<Demand> Demands { get; init; } = [];

    public IReadOnlyList<Done> Steps { get; init; } = [];

    public IReadOnlyList<Done> Procedures { get; init; } = [];

    public IReadOnlyList<Charge> Charges { get; init; } = [];

    public IReadOnlyList<Limit> Limits { get; init; } = [];

    /// <summary>A one-time notice (一次性告知).</summary>
    internal sealed record Demand(string Notice, DateOnly On, IReadOnlyList<Demanded> What);

    /// <param name="Name">The material; <see cref="Deviation.Form"/> for the form.</param>
    internal sealed record Demanded(string Name, string Text);

    /// <param name="Key">Of the step or the procedure.</param>
    internal sealed record Done(string Key, string Name, DateOnly On);

    internal sealed record Charge(string Order, string Name, string Standard, DateOnly On);

    /// <param name="Key">Of the clock or the step.</param>
    /// <param name="DueOn">The last day in time.</param>
    /// <param name="Until">When it ended, or the day of judging.</param>
    internal sealed record Limit(string Key, string Name, DateOnly DueOn, DateOnly Until);
}

/// <summary>
/// A deviation of a case from its published item. No organisation may add steps or materials, openly or by other names (不得额外增加或变相增加办理环节和申请材料), so what is
/// found here goes to those who supervise. A pure function of the facts; 02.15.
/// </summary>
/// <param name="Key">Names it within its kind: the same thing is found once.</param>
internal sealed record Deviation(DeviationKind Kind, string Key, DateOnly On, string Text)
{
    public const string Form = "申请表";

    /// <summary>Steps of answering an application that the law gives and no item lists: a refusal is reviewed, a second demand needs the lead.</summary>
    public const string RefusalReview = "refusal-review";
    public const string SecondCorrection = "second-correction";

    public static IReadOnlyList<Deviation> Of(CaseFacts facts) =>
    [
        .. Materials(facts), .. Wordings(facts), .. Repeated(facts), .. Steps(facts), .. Procedures(facts), .. Fees(facts), .. Late(facts),
    ];

    private static IEnumerable<Deviation> Materials(CaseFacts facts)
    {
        var listed = facts.Versions.SelectMany(v => v.MaterialsFor(facts.Situation)).Select(m => m.Name).Append(Form).ToHashSet(StringComparer.Ordinal);
        return
            from demand in facts.Demands
            from one in demand.What
            where !listed.Contains(one.Name)
            select new Deviation(DeviationKind.UnlistedMaterial, one.Name, demand.On, $"要求补正“{one.Name}”，事项清单对申请人的情形没有要求这份材料");
    }

    private static IEnumerable<Deviation> Wordings(CaseFacts facts)
    {
        var materials = facts.Versions.SelectMany(v => v.MaterialsFor(facts.Situation)).ToList();
        var names = materials.Select(m => m.Name).Append(Form).ToList();
        var notes = materials.SelectMany(m => m.CheckPoints.Append(m.Note).Append(m.SourceNote).Concat(m.ReviewPoints.Select(p => p.Text))).Where(n => n.Length > 0).ToList();
        return
            from demand in facts.Demands
            from one in demand.What
            from thing in DemandedThings.In(one.Text)
            where !DemandedThings.Listed(thing, names, notes)
            select new Deviation(DeviationKind.UnlistedDemand, thing, demand.On, $"补正要求中写明须交“{thing}”，事项清单没有列明：{one.Text}");
    }

    private static IEnumerable<Deviation> Repeated(CaseFacts facts) => facts.Demands.OrderBy(d => d.On).ThenBy(d => d.Notice, StringComparer.Ordinal).Skip(1)
        .Select((d, i) => new Deviation(DeviationKind.RepeatedCorrection, d.Notice, d.On, $"第 {i + 2} 次要求补正（{d.Notice}），依法应当一次告知"));

    private static IEnumerable<Deviation> Steps(CaseFacts facts)
    {
        var keys = facts.Versions.SelectMany(v => v.Steps).Select(s => s.Key).Append(RefusalReview).Append(SecondCorrection).ToHashSet(StringComparer.Ordinal);
        return facts.Steps.Where(s => !keys.Contains(s.Key)).Select(s => new Deviation(DeviationKind.UnlistedStep, s.Key, s.On, $"办理了事项清单没有的环节“{s.Name}”"));
    }

    private static IEnumerable<Deviation> Procedures(CaseFacts facts)
    {
        var names = facts.Versions.SelectMany(v => v.UncountedSteps).Select(u => u.Name).ToHashSet(StringComparer.Ordinal);
        return facts.Procedures.Where(p => !names.Contains(p.Key)).Select(p => new Deviation(DeviationKind.UnlistedProcedure, p.Key, p.On, $"以事项清单没有公布的“{p.Name}”停止计时"));
    }

    private static IEnumerable<Deviation> Fees(CaseFacts facts)
    {
        var items = facts.Versions.Where(v => v.Fee.Charged != false).SelectMany(v => v.Fee.Items).Select(f => (f.Name, f.Standard)).ToHashSet();
        return facts.Charges.Where(c => !items.Contains((c.Name, c.Standard)))
            .Select(c => new Deviation(DeviationKind.UnlistedFee, $"{c.Order} {c.Name}", c.On, $"缴费单 {c.Order} 收取“{c.Name}”（{c.Standard}），事项清单没有这项收费"));
    }

    private static IEnumerable<Deviation> Late(CaseFacts facts) => facts.Limits.Where(l => l.Until > l.DueOn)
        .Select(l => new Deviation(DeviationKind.LimitExceeded, l.Key, l.DueOn.AddDays(1), $"{l.Name}应于 {LegalDay.MonthDay(l.DueOn)}前完成，已超过"));
}

internal static class DeviationWords
{
    public static string Name(this DeviationKind kind) => kind switch
    {
        DeviationKind.UnlistedMaterial => "要求清单外材料",
        DeviationKind.UnlistedDemand => "变相要求清单外材料",
        DeviationKind.RepeatedCorrection => "重复要求补正",
        DeviationKind.UnlistedStep => "增加办理环节",
        DeviationKind.UnlistedProcedure => "清单外程序停止计时",
        DeviationKind.LimitExceeded => "超过办理期限",
        DeviationKind.UnlistedFee => "清单外收费",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
