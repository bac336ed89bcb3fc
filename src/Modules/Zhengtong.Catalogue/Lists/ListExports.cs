using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
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
        routes.MapGet("/office/lists/{kind}/export", OfficeAsync).RequireAuthorization(Policies.CatalogueManager);
    }

    private static async Task<IResult> PublicAsync(
        string kind, [FromQuery(Name = "q")] string? words, [FromQuery(Name = "org")] Guid? organisation, string? type, HttpContext http, ReadLists lists, VisitorRegion regions, CancellationToken ct)
    {
        var region = await regions.ChosenAsync(http, ct);
        var filter = new ListFilter(words, organisation, type);
        if (DerivedLists.Find(kind) is { Public: true } derived)
        {
            var first = await lists.DerivedAsync(derived, filter, derived.RegionFor(region), 1, ct);
            return await ExcelSheet.FileAsync(
                Plain(derived.Name), "条", first.Heads,
                ReadLists.AllAsync(after => lists.DerivedAsync(derived, filter with { After = after }, derived.RegionFor(region), PageSize, ct), ct),
                ct);
        }

        if (RegisterLists.Find(kind) is not { } register || await lists.InForceAsync(register, region, ct) is not { } version)
        {
            return Results.NotFound();
        }

        var head = await lists.RegisterAsync(register, version.Id, filter, region.ServingCode, 1, ct);
        return await ExcelSheet.FileAsync(
            register.Name, "条", head.Heads,
            ReadLists.AllAsync(after => lists.RegisterAsync(register, version.Id, filter with { After = after }, region.ServingCode, PageSize, ct), ct),
            ct);
    }

    private static async Task<IResult> OfficeAsync(string kind, [FromQuery(Name = "q")] string? words, HttpContext http, Database db, CancellationToken ct) => RegisterLists.Find(kind) is not { } list
        ? Results.NotFound()
        : await ExcelSheet.FileAsync(
            list.Name, "条", list.Heads,
            db.EntriesOf(list, http.User.Actor()!).AsNoTracking().Where(e => e.RemovedAt == null).Matching(words).OrderBy(e => e.Number).Take(ExcelSheet.MostRows + 1).AsAsyncEnumerable()
                .Select(e => (IReadOnlyList<string>)[.. ReadLists.CellsOf(list, e.Facts()).Select(c => c.Text)]),
            ct);

    /// <summary>Names of files and sheets go without quotation marks.</summary>
    private static string Plain(string name) => name.Replace("“", "", StringComparison.Ordinal).Replace("”", "", StringComparison.Ordinal);
}
