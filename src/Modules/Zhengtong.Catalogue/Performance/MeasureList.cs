using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Performance;

/// <summary>Items by what they save people, most first, of an organisation or a region; read by the place they are of and paged by key. One statement, of one table.</summary>
internal sealed class MeasureList(Database db)
{
    private static readonly string[] Heads = ["单位", "事项", "编码", "材料（首版）", "材料（现在）", "环节（首版）", "环节（现在）", "承诺时限（首版）", "承诺时限（现在）", "告知承诺", "合计精简"];

    public IQueryable<ItemMeasure> Of(Actor actor, Guid? organisation)
    {
        var measures = db.Set<ItemMeasure>().AsNoTracking().VisibleTo(actor);
        return organisation is { } of ? measures.Where(m => m.OrganisationId == of) : measures;
    }

    public async Task<(IReadOnlyList<ItemMeasure> Rows, bool More)> PageAsync(Actor actor, Guid? organisation, int? saved, Guid? after, int take, CancellationToken ct)
    {
        var rows = Of(actor, organisation);
        if (saved is { } s && after is { } last)
        {
            rows = rows.Where(m => m.Saved <= s && (m.Saved < s || m.ItemId > last));
        }

        var read = await rows.OrderByDescending(m => m.Saved).ThenBy(m => m.ItemId).Take(take + 1).ToListAsync(ct);
        return ([.. read.Take(take)], read.Count > take);
    }

    public Task<IResult> FileAsync(Actor actor, Guid? organisation, CancellationToken ct) =>
        ExcelSheet.FileAsync("事项绩效", "项", Heads, LinesAsync(actor, organisation, ct), ct);

    private async IAsyncEnumerable<IReadOnlyList<string>> LinesAsync(Actor actor, Guid? organisation, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        static string Days(int? days) => days is { } d ? $"{d} 个工作日" : "";
        await foreach (var m in Of(actor, organisation).OrderByDescending(m => m.Saved).ThenBy(m => m.ItemId).Take(ExcelSheet.MostRows + 1).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return [
                m.OrganisationName, m.Name, m.Code,
                $"{m.FirstMaterials}", $"{m.Materials}", $"{m.FirstSteps}", $"{m.Steps}", Days(m.FirstDays), Days(m.Days), m.Commitment ? "是" : "否", $"{m.Saved}"
            ];
        }
    }
}
