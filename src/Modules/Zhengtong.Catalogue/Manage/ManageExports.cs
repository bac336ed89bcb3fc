using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Catalogue.Manage;

/// <summary>The managers' lists as Excel sheets, with what is filtered.</summary>
internal static class ManageExports
{
    public static void MapManageExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/office/items/register", ItemsAsync).RequireAuthorization(CataloguePolicies.Reader).RequireRateLimiting(CostlyWork.Exports);
        routes.MapGet("/office/items/coverage/export", CoverageAsync).RequireAuthorization(CataloguePolicies.Reader);
        routes.MapGet("/office/changes/export", ChangesAsync).RequireAuthorization(Policies.ItemKeeper);
    }

    private static Task<IResult> ItemsAsync([AsParameters] RegisterFilter filter, HttpContext http, ItemRegister register, CancellationToken ct) => ExcelSheet.FileAsync(
        ChangeWords.Of(filter.Kind), "项", ["事项编码", "事项名称", "事项类型", "实施主体", "区划", "行使层级", "版本", "状态", "已关联上级目录"], ItemRowsAsync(register.AllAsync(filter, http.User.Actor()!), ct), ct);

    private static async IAsyncEnumerable<IReadOnlyList<string>> ItemRowsAsync(IAsyncEnumerable<RegisterRow> items, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var i in items.WithCancellation(ct))
        {
            yield return
            [
                i.Code, i.Name, ItemTypeNames.Of(i.TypeCode), i.OrganisationName, i.RegionName, ItemElements.Level(i.Level),
                i.Version.ToString(CultureInfo.InvariantCulture), ChangeWords.Of(i.Status), i.Bound ? "是" : "否",
            ];
        }
    }

    private static Task<IResult> CoverageAsync(string? region, HttpContext http, Coverage coverage, CancellationToken ct) =>
        ExcelSheet.FileAsync("事项覆盖", "个", ["实施主体", "区划", "登记事项", "平台运行", "不上平台", "暂停", "覆盖率"], CoverageRowsAsync(coverage, http.User.Actor()!, region, ct), ct);

    private static async IAsyncEnumerable<IReadOnlyList<string>> CoverageRowsAsync(Coverage coverage, Actor actor, string? region, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var r in (await coverage.ReadAsync(actor, region, ct)).Rows)
        {
            yield return [r.OrganisationName, r.RegionName, $"{r.Registered}", $"{r.Running}", $"{r.Excluded}", $"{r.Paused}", r.Share.ToString("P1", CultureInfo.InvariantCulture)];
        }
    }

    private static Task<IResult> ChangesAsync([AsParameters] ChangeFilter filter, HttpContext http, ChangeList list, CancellationToken ct) => ExcelSheet.FileAsync(
        "事项变更", "份", ["类别", "事项编码", "事项名称", "实施主体", "提出单位", "提出人", "提交日期", "办理期限", "状态", "原因"], ChangeRowsAsync(list, filter, http.User.Actor()!, ct), ct);

    private static async IAsyncEnumerable<IReadOnlyList<string>> ChangeRowsAsync(ChangeList list, ChangeFilter filter, Actor actor, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var c in list.AllAsync(filter, actor).WithCancellation(ct))
        {
            yield return
            [
                ChangeWords.Of(c.Kind), c.Code, c.Name, c.OrganisationName, c.RequesterOrganisationName, c.RequestedByName,
                c.SubmittedAt is { } at ? LegalDay.Date(LegalDay.Of(at)) : "", c.DueOn is { } due ? LegalDay.Date(due) : "", ChangeWords.Of(c.Status), c.Reason,
            ];
        }
    }
}
