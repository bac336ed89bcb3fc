using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Lists as Excel sheets: what the public page shows, and a list as it is being compiled in the form that can be imported again.</summary>
internal static class ListExports
{
    private const int PageSize = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/lists/{kind}/export", PublicAsync).AllowAnonymous();
        routes.MapGet("/office/lists/{kind}/checks/export", ChecksAsync).RequireAuthorization(Policies.CatalogueManager);
        routes.MapGet("/office/lists/{kind}/export", OfficeAsync).RequireAuthorization(Policies.CatalogueManager);
    }

    private static async Task<IResult> PublicAsync(
        string kind, [FromQuery(Name = "q")] string? words, [FromQuery(Name = "org")] Guid? organisation, string? type, string? version, DateOnly? on,
        HttpContext http, ReadLists lists, VisitorRegion regions, CancellationToken ct)
    {
        var region = await regions.ChosenAsync(http, ct);
        var filter = new ListFilter(words, organisation, type);
        if (DerivedLists.Find(kind) is { Public: true } derived)
        {
            filter = filter with { On = on };
            var first = await lists.DerivedAsync(derived, filter, derived.RegionFor(region), 1, ct);
            return await ExcelSheet.FileAsync(
                Plain(derived.Name) + (on is { } day ? $"（{LegalDay.Date(day)}）" : ""), "条", first.Heads,
                ReadLists.AllAsync(after => lists.DerivedAsync(derived, filter with { After = after }, derived.RegionFor(region), PageSize, ct), ct),
                ct);
        }

        if (RegisterLists.Shown(kind) is not (var register, var part) || await lists.VersionAsync(register, region, version, ct) is not { } shown)
        {
            return Results.NotFound();
        }

        var head = await lists.RegisterAsync(register, part, shown.Id, filter, region.ServingCode, 1, ct);
        return await ExcelSheet.FileAsync(
            part?.Name ?? register.Name, "条", head.Heads,
            ReadLists.AllAsync(after => lists.RegisterAsync(register, part, shown.Id, filter with { After = after }, region.ServingCode, PageSize, ct), ct),
            ct);
    }

    private static async Task<IResult> OfficeAsync(string kind, [FromQuery(Name = "q")] string? words, HttpContext http, Database db, CancellationToken ct)
    {
        if (RegisterLists.Find(kind) is not { } list)
        {
            return Results.NotFound();
        }

        var entries = db.EntriesOf(list, http.User.Actor()!).AsNoTracking().Where(e => e.RemovedAt == null).Matching(words);
        var codes = list.Mapped
            ? (await db.Set<ListMapping>().AsNoTracking().Where(m => entries.Any(e => e.Id == m.EntryId)).Select(m => new { m.EntryId, m.TargetCode }).ToListAsync(ct))
                .ToLookup(m => m.EntryId, m => m.TargetCode)
            : null;
        return await ExcelSheet.FileAsync(
            list.Name, "条", list.SheetHeads,
            entries.OrderBy(e => e.Number).Take(ExcelSheet.MostRows + 1).AsAsyncEnumerable()
                .Select(e => (IReadOnlyList<string>)
                    [.. ReadLists.CellsOf(list, e.Facts()).Select(c => c.Text), .. codes is null ? (string[])[] : [string.Join('、', codes[e.Id].Order(StringComparer.Ordinal))]]),
            ct);
    }

    private static async Task<IResult> ChecksAsync(string kind, HttpContext http, ListChecks checks, CancellationToken ct)
    {
        var (register, derived, region) = (RegisterLists.Find(kind), DerivedLists.Find(kind), http.User.Actor()!.Post!.RegionCode);
        return register is null && derived is null
            ? Results.NotFound()
            : await ExcelSheet.FileAsync(Plain(register?.Name ?? derived!.Name) + "核对", "处", ["情况", "条目或事项", "事项编码", "说明"], FindingsAsync(register, derived, region, checks, ct), ct);
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> FindingsAsync(
        RegisterList? register, DerivedList? derived, string region, ListChecks checks, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var kind in register is not null ? ListChecks.KindsOf(register) : ListChecks.KindsOf(derived!))
        {
            string? from = null;
            List<Finding> page;
            do
            {
                page = register is not null ? await checks.PageAsync(register, region, kind, from, PageSize, ct) : await checks.PageAsync(derived!, region, from, PageSize, ct);
                foreach (var finding in page)
                {
                    yield return [finding.KindName, finding.Subject, finding.Code, finding.Text];
                }

                from = page.Count > 0 ? page[^1].Key : null;
            }
            while (page.Count == PageSize);
        }
    }

    /// <summary>Names of files and sheets go without quotation marks.</summary>
    private static string Plain(string name) => name.Replace("“", "", StringComparison.Ordinal).Replace("”", "", StringComparison.Ordinal);
}
