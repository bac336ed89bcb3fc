using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Catalogue.Inspect.Rules;

/// <summary>
/// The list of what enters the hall (进驻清单, by the item's own element) and the negative list (负面清单, compiled by each region) exclude each other, and what people go to a window
/// for stands on one of them (05.20). Judged for every item, so that each contradiction becomes a finding with a person and a limit.
/// </summary>
internal static partial class HallListRules
{
    private const string Window = "1";
    private const string Source = "进驻政务服务大厅清单和负面清单管理要求";

    public static readonly IReadOnlyList<StandardRule> All =
    [
        new("hall-both", "进驻清单与负面清单不重复", "同一事项既说进驻大厅，又列入不进驻的负面清单，群众不知道该去哪里。", Source, "entersHall", false, 5, "请改正是否进驻政务大厅，或从负面清单移出。", i =>
            i.Content.EntersHall == true && OffTheHall(i) == true ? [new("", "标明进驻政务大厅，却列在进驻负面清单里。")] : []),
        new("hall-neither", "到窗口办的和承诺少跑的事项在进驻清单或负面清单", "负面清单以外的事项都要进驻大厅，“最多跑一次”“零跑腿”的事项也不例外；不进驻的要列入负面清单并写明理由。", Source, "entersHall", false, 10, "请办理进驻并标明，或列入负面清单并写明理由。", Neither),
        new("hall-fields", "进驻情况与办理形式、地点一致", "进驻大厅的事项要能在窗口办；列入负面清单的事项不在大厅办。", Source, "entersHall", false, 10, "请核对是否进驻、办理形式和办理地点。", Fields),
    ];

    /// <returns>null when nobody looked.</returns>
    private static bool? OffTheHall(Inspected i) => i.Around.OffTheHall?.Invoke(i);

    private static IEnumerable<Hit> Neither(Inspected i)
    {
        if (!i.Applicable || i.Content.EntersHall == true || OffTheHall(i) != false)
        {
            yield break;
        }

        var hall = HallOf(i.Content);
        if (i.Content.EntersHall is null && hall is not null)
        {
            yield return new("", $"在“{hall.Shortened()}”办理，却没有标明进驻，也不在负面清单里。");
        }
        else if (i.Content.EntersHall == false && hall is null && i.Content.HandleForms.Contains(Window))
        {
            yield return new("", "在窗口办理而没有进驻大厅，负面清单里也没有理由。");
        }
        else if (i.Content.Visits is 0 or 1 && hall is null)
        {
            // What is promised on the trip lists must be in the hall too, online or not (05.15, 05.16).
            yield return new("", $"列在“{(i.Content.Visits == 0 ? "零跑腿" : "最多跑一次")}”清单里，却没有进驻大厅，负面清单里也没有理由。");
        }
    }

    private static IEnumerable<Hit> Fields(Inspected i)
    {
        var c = i.Content;
        if (c is { EntersHall: true, HandleForms.Count: > 0 } && !c.HandleForms.Contains(Window))
        {
            yield return new("", CrossFieldRules.IsWhollyOnline(c.OnlineDepth) ? $"网上办理深度为“{c.OnlineDepth}”、不设窗口办理，却标明进驻大厅。" : "标明进驻大厅，办理形式却没有窗口办理。");
        }
        else if (c.EntersHall != true && HallOf(c) is { } hall && OffTheHall(i) == true)
        {
            yield return new("", $"列在进驻负面清单里，办理地点却是“{hall.Shortened()}”。");
        }
    }

    /// <summary>The place among those of an item that is a hall of any level, as its name or its address says; null: none is.</summary>
    public static string? HallOf(ItemContent content) => content.Places.SelectMany(p => new[] { p.Name, p.Address }).FirstOrDefault(p => Hall().IsMatch(p));

    /// <summary>政务服务中心, 政务大厅, 行政服务中心, 市民中心, 便民服务站 ..., by whichever name; not the halls of single departments (办税服务厅).</summary>
    [GeneratedRegex("(?:政务|便民|市民|为民)(?:服务)?(?:中心|大厅|站|点)|行政(?:审批)?服务(?:中心|大厅)|政务服务厅|市民之家")]
    private static partial Regex Hall();
}
