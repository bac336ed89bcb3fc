using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>The verb <c>inspect</c>: a whole inspection, and its findings by rule as a Markdown table.</summary>
internal static class InspectCommand
{
    private const int Examples = 3;

    public static async Task<int> RunAsync(IServiceProvider root, string[] words, CancellationToken ct)
    {
        var run = await root.GetRequiredService<InspectAll>().RunAsync(full: true, null, ct);
        await using var scope = root.CreateAsyncScope();
        Console.Write(await TableAsync(scope.ServiceProvider, run, ct));
        return 0;
    }

    public static async Task<string> TableAsync(IServiceProvider services, InspectionRun run, CancellationToken ct)
    {
        var db = services.GetRequiredService<Database>();
        // Counts every open finding of the catalogue: of a million items that takes minutes.
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        var rules = await services.GetRequiredService<InspectionStandard>().RulesAsync(ct);
        var counts = await db.Set<Finding>().AsNoTracking().Where(f => f.ClosedAt == null).GroupBy(f => f.RuleKey)
            .Select(g => new { g.Key, Findings = g.Count(), Items = g.Select(f => f.ItemId).Distinct().Count() }).ToDictionaryAsync(x => x.Key, x => x, ct);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine($"检测事项 {run.Checked} 项，其中 {run.Faulty} 项有问题；未整改的问题共 {counts.Values.Sum(c => c.Findings)} 个。");
        text.WriteLine();
        text.WriteLine("| 规则 | 严重程度 | 问题 | 涉及事项 | 例子 |");
        text.WriteLine("|---|---|---:|---:|---|");
        foreach (var rule in rules.OrderByDescending(r => counts.GetValueOrDefault(r.Key)?.Findings ?? 0))
        {
            var (findings, items) = counts.TryGetValue(rule.Key, out var count) ? (count.Findings, count.Items) : (0, 0);
            var examples = findings == 0 ? [] : await db.Set<Finding>().AsNoTracking().Where(f => f.ClosedAt == null && f.RuleKey == rule.Key).OrderBy(f => f.Id).Take(Examples)
                .Select(f => f.ItemName + "：" + f.Message).ToListAsync(ct);
            text.WriteLine($"| {rule.Title}（`{rule.Key}`） | {rule.Effect} | {findings} | {items} | {string.Join("<br>", examples.Select(Cell))} |");
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
