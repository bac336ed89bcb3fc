using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>The findings of the list as an Excel sheet, filtered as the list is.</summary>
internal static class FindingsExport
{
    public const string Path = "/office/inspection/export";
    private static readonly string[] Heads = ["事项编码", "事项", "单位", "区划", "要素", "问题", "严重程度", "来源", "发现日期", "整改期限", "责任人", "状态"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, FileAsync).RequireAuthorization(FindingAccess.Readers);

    private static Task<IResult> FileAsync([AsParameters] FindingFilter filter, HttpContext http, Database db, TimeProvider clock, CancellationToken ct) => ExcelSheet.FileAsync(
        "事项问题清单",
        "条",
        Heads,
        filter.Of(db, http.User.Actor()!, LegalDay.Today(clock)).OrderBy(f => f.DueOn).ThenBy(f => f.Id).Take(ExcelSheet.MostRows + 1).AsAsyncEnumerable().Select(f => (IReadOnlyList<string>)
        [
            f.ItemCode, f.ItemName, f.OrganisationName, f.RegionCode, ItemElements.Find(f.Element)?.Name ?? f.Element, FindingNames.Told(f), f.Blocks ? "阻止发布" : "提示", FindingNames.Of(f.Origin),
            LegalDay.Date(LegalDay.Of(f.FoundAt)), f.Rests ? "停止计算" : LegalDay.Date(f.DueOn), f.ResponsibleName, FindingNames.Of(f),
        ]),
        ct);
}
