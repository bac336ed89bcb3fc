using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>How every organisation of the region stands (动态清零) as an Excel sheet; the page shows the first fifty (02.09).</summary>
internal static class BoardExport
{
    public const string Path = "/office/inspection/board/export";
    private static readonly string[] Heads = ["日期", "区划", "单位", "事项", "待整改", "已超期", "已整改", "按期整改"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, FileAsync).RequireAuthorization(BoardPageModel.Policy);

    private static async Task<IResult> FileAsync(HttpContext http, Database db, CancellationToken ct)
    {
        var region = http.User.Actor()!.Post!.RegionCode;
        var mine = db.Set<InspectionDay>().AsNoTracking().Where(d => d.RegionCode.StartsWith(region));
        var last = await mine.MaxAsync(d => (DateOnly?)d.Day, ct) ?? default;
        var rows = mine.Where(d => d.Day == last).OrderByDescending(d => d.Open).ThenBy(d => d.RegionCode).ThenBy(d => d.OrganisationId).Take(ExcelSheet.MostRows + 1).AsAsyncEnumerable();
        return await ExcelSheet.FileAsync("动态清零", "个单位", Heads, rows.Select(d => (IReadOnlyList<string>)
            [LegalDay.Date(d.Day), d.RegionCode, d.OrganisationName, Of(d.Items), Of(d.Open), Of(d.Overdue), Of(d.Mended), Of(d.MendedInTime)]), ct);
    }

    private static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);
}
