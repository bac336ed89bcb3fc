using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Standards;

/// <summary>The texts of standards, and the library as a sheet, for the public and for the office.</summary>
internal static class StandardFiles
{
    private static readonly string[] Heads = ["编号", "名称", "级别", "领域", "地区", "起草单位", "状态", "立项年份", "发布日期", "实施日期", "应复审日期", "标准质量系统编号"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/standards/{id:guid}/text", PublicTextAsync).AllowAnonymous();
        routes.MapGet("/standards/export", PublicSheetAsync).AllowAnonymous();
        routes.MapGet("/office/standards/{id:guid}/text", OfficeTextAsync).RequireAuthorization(StandardAccess.Reader);
        routes.MapGet("/office/standards/export", OfficeSheetAsync).RequireAuthorization(StandardAccess.Reader);
    }

    private static Task PublicTextAsync(Guid id, HttpContext http, Database db, IFileStore store, CancellationToken ct) =>
        SendAsync(db.Set<Standard>().Where(s => s.Id == id && s.PublishedAt != null), http, db, store, ct);

    private static Task OfficeTextAsync(Guid id, HttpContext http, Database db, IFileStore store, CancellationToken ct) =>
        SendAsync(db.Set<Standard>().VisibleTo(db, http.User.Actor()!).Where(s => s.Id == id), http, db, store, ct);

    private static async Task SendAsync(IQueryable<Standard> of, HttpContext http, Database db, IFileStore store, CancellationToken ct) =>
        await http.Response.SendFoundFileAsync(await of.Join(db.Set<StoredFile>(), s => s.TextId, f => f.Id, (_, f) => f).AsNoTracking().SingleOrDefaultAsync(ct), store, ct);

    private static Task<IResult> PublicSheetAsync(
        [FromQuery(Name = "q")] string? words, StandardDomain? domain, StandardLevel? level, StandardStatus? status, string? region,
        Database db, IOptions<StandardSettings> settings, TimeProvider clock, CancellationToken ct) =>
        SheetAsync(db.Set<Standard>().Where(s => s.PublishedAt != null), new StandardFilter(words, domain, level, status, region), settings.Value, false, clock, ct);

    private static Task<IResult> OfficeSheetAsync(
        [FromQuery(Name = "q")] string? words, StandardDomain? domain, StandardLevel? level, StandardStatus? status, string? region, bool? reviewDue, int? year,
        HttpContext http, Database db, IOptions<StandardSettings> settings, TimeProvider clock, CancellationToken ct) =>
        SheetAsync(db.Set<Standard>().VisibleTo(db, http.User.Actor()!), new StandardFilter(words, domain, level, status, region, reviewDue == true, year), settings.Value, true, clock, ct);

    private static Task<IResult> SheetAsync(IQueryable<Standard> standards, StandardFilter filter, StandardSettings settings, bool office, TimeProvider clock, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var found = filter.Of(standards.AsNoTracking(), today, settings.ReviewYears).OrderBy(s => s.Number).ThenBy(s => s.Id).Take(ExcelSheet.MostRows + 1);
        var rows = found.AsAsyncEnumerable().Select(s => (IReadOnlyList<string>)
        [
            s.Number ?? "", s.Title, s.Level.Name(), s.Domain.Name(), s.RegionName, s.Drafters, s.On(today).Name(), $"{s.Year}", Day(s.IssuedOn), Day(s.InForceOn),
            Day(ReviewCycle.DueOn(s, today, settings.ReviewYears)),
            .. office ? (string[])[s.OutsideNumber] : [],
        ]);
        return ExcelSheet.FileAsync("政务服务标准", "项", office ? Heads : Heads[..^1], rows, ct);
    }

    private static string Day(DateOnly? day) => day is { } d ? LegalDay.Date(d) : "";
}
