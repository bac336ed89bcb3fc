using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Ends;

/// <summary>Live items that say something else than the master (02.16), the oldest first, paged by key; and as a sheet. One statement.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class DeviationsPageModel(Database db) : PageModel
{
    private const int PageSize = 50;

    public IReadOnlyList<Deviation> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public static void MapExport(IEndpointRouteBuilder routes) => routes.MapGet("/office/ends/deviations/export", (HttpContext http, Database db, CancellationToken ct) => ExcelSheet.FileAsync(
        "不一致的事项", "项", ["事项", "编码", "应用端", "主管单位", "不一致的要素", "发现时间"],
        Of(db, http.User.Actor()!).OrderBy(d => d.Since).ThenBy(d => d.Id).Take(ExcelSheet.MostRows + 1).AsAsyncEnumerable()
            .Select(d => (IReadOnlyList<string>)[d.ItemName, d.Code, d.EndName, d.OrganisationName, string.Join('、', CompareEnd.Read(d.Differences).Select(x => x.Name)), LegalDay.Moment(d.Since)]),
        ct)).RequireAuthorization(Policies.ItemKeeper);

    public async Task OnGetAsync(DateTime? since, Guid? after, CancellationToken ct)
    {
        var rows = Of(db, User.Actor()!);
        if (since is { } moment && after is { } last)
        {
            var at = DateTime.SpecifyKind(moment, DateTimeKind.Utc);
            rows = rows.Where(d => d.Since > at || (d.Since == at && d.Id > last));
        }

        var read = await rows.OrderBy(d => d.Since).ThenBy(d => d.Id).Take(PageSize + 1).ToListAsync(ct);
        Rows = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"/office/ends/deviations?since={Rows[^1].Since:yyyy-MM-ddTHH:mm:ss.ffffff}&after={Rows[^1].Id}" : null;
    }

    private static IQueryable<Deviation> Of(Database db, Actor actor) => db.Set<ApplicationEnd>().AsNoTracking().KeptBy(actor).Where(e => e.RetiredAt == null)
        .Join(
            db.Set<EndItem>().Where(x => x.DeviatesSince != null),
            e => e.Id,
            x => x.EndId,
            (e, x) => new Deviation
            {
                Id = x.Id, EndId = e.Id, EndName = e.Name, OrganisationName = e.OrganisationName,
                ItemName = x.ItemName, Code = x.Code, Differences = x.Differences, Since = x.DeviatesSince!.Value,
            });

    internal sealed record Deviation
    {
        public required Guid Id { get; init; }

        public required Guid EndId { get; init; }

        public required string EndName { get; init; }

        public required string OrganisationName { get; init; }

        public required string ItemName { get; init; }

        public required string Code { get; init; }

        public required string Differences { get; init; }

        public required DateTime Since { get; init; }
    }
}
