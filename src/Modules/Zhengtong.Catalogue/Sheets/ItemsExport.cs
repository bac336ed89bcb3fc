using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>
/// The items one keeps as a sheet that can be changed and sent back, and the empty template: under two head rows, the names people use and the fields of the national exchange tables, or under the
/// national fields alone with the codes of those tables in the cells.
/// </summary>
internal sealed class ItemsExport(Database db, IOrganisations organisations)
{
    private const int Page = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/office/items/export", (string? region, string? organisation, string? type, string? heads, string? after, HttpContext http, ItemsExport export, CancellationToken ct) =>
            export.FileAsync(
                http.User.Actor()!, new Filter(region?.Trim() ?? "", organisation?.Trim() ?? "", type?.Trim() ?? "", after), heads == "national", ct))
                .RequireAuthorization(Policies.ItemKeeper);
        routes.MapGet("/office/items/template", (string? heads, CancellationToken ct) => SheetTemplate.FileAsync(heads == "national", ct)).RequireAuthorization(Policies.ItemKeeper);
        routes.MapGet("/office/items/import/{id:guid}/errors",
            (Guid id, HttpContext http, ItemsExport export, CancellationToken ct) => export.ErrorsAsync(id, http.User.Actor()!, ct))
            .RequireAuthorization(Policies.ItemKeeper).RequireRateLimiting(CostlyWork.Exports);
    }

    public Task<IResult> FileAsync(Actor actor, Filter filter, bool nationalHeads, CancellationToken ct) =>
        ExcelSheet.FileAsync("实施清单", "项", Heads(nationalHeads), RowsAsync(actor, filter, nationalHeads, ct), ct);

    /// <summary>No more than fit a file: where the next file goes on is the last code.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(Actor actor, Filter filter, bool nationalHeads, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!nationalHeads)
        {
            yield return SecondHeads;
        }

        var offices = (await organisations.InRegionAsync(actor.Post?.RegionCode ?? "", ct)).ToDictionary(o => o.Id);
        var (last, left) = (filter.After, ExcelSheet.MostRows - 1);
        while (left > 0)
        {
            var items = db.Set<Item>().AsNoTracking().KeptBy(actor).Where(i => i.Kind == ItemKind.Implementation && i.RegionCode.StartsWith(filter.Region));
            items = filter.Organisation.Length > 0 ? items.Where(i => i.OrganisationName == filter.Organisation) : items;
            items = filter.Type.Length > 0 ? items.Where(i => i.TypeCode == filter.Type) : items;
            items = last is not null ? items.Where(i => string.Compare(i.Code, last) > 0) : items;
            var read = await items.Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, v.Content, v.PlanEffective, v.PlanCancel })
                .OrderBy(x => x.Item.Code).Take(Math.Min(Page, left)).ToListAsync(ct);
            foreach (var row in read)
            {
                var standing = new SheetStanding(row.Item, row.PlanEffective, row.PlanCancel, SheetStanding.CreditCodeOf(offices, row.Item.OrganisationId));
                var content = ItemContent.FromJson(row.Content);
                yield return [.. SheetHead.All.Select(h => standing.Cell(h.Name, nationalHeads)), .. Columns(nationalHeads).Select(c => c.Show(content))];
            }

            if (read.Count < Page)
            {
                yield break;
            }

            left -= read.Count;
            last = read[^1].Item.Code;
        }
    }

    public static IReadOnlyList<SheetColumn> Columns(bool national) => national ? NationalColumns.All : SheetColumns.All;

    public static IReadOnlyList<string> Heads(bool national) =>
        [.. SheetHead.All.Select(h => national ? h.National : h.Name), .. Columns(national).Select(c => national ? c.National : c.Name)];

    /// <summary>Below the names: the national field of each, so that both are read.</summary>
    public static readonly IReadOnlyList<string> SecondHeads = [.. SheetHead.All.Select(h => h.National), .. SheetColumns.All.Select(c => c.National)];

    private async Task<IResult> ErrorsAsync(Guid id, Actor actor, CancellationToken ct)
    {
        if (!await db.Set<ImportRun>().AnyAsync(r => r.Id == id && r.Kind == RunningSheets.Kind && (r.ById == actor.Id || db.Set<MassChange>().VisibleTo(actor).Any(c => c.SubjectId == id)), ct))
        {
            return Results.NotFound();
        }

        var errors = db.Set<ImportRowError>().AsNoTracking().Where(e => e.RunId == id).OrderBy(e => e.Row).AsAsyncEnumerable();
        return await ExcelSheet.FileAsync("导入错误", "条", ["行", "实施编码", "问题和改法"], errors.Select(e => (IReadOnlyList<string>)[e.Row.ToString(CultureInfo.InvariantCulture), e.Key, e.Message]), ct);
    }

    /// <param name="After">The last code of the file before.</param>
    internal sealed record Filter(string Region, string Organisation, string Type, string? After);
}
