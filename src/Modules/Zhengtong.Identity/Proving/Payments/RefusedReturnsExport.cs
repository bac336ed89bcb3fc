using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>The refused returns as an Excel sheet, filtered as the list is.</summary>
internal static class RefusedReturnsExport
{
    public const string Path = RefusedReturnsPageModel.Path + "/export";
    private static readonly string[] Heads = ["支付编号", "支付人", "金额（元）", "支付时间", "最近被拒时间", "渠道说明的原因", "状态", "退回时间", "另行处理时间", "处理人", "处理情况"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, FileAsync).RequireAuthorization(Policies.Administrator).RequireRateLimiting(CostlyWork.Exports);

    private static Task<IResult> FileAsync(string? state, RefusedReturns returns, CancellationToken ct) => ExcelSheet.FileAsync(
        "退款被拒",
        "笔",
        Heads,
        returns.SheetAsync(state, ExcelSheet.MostRows + 1).Select(r => (IReadOnlyList<string>)
        [
            r.Number, r.Name, PaymentRule.Yuan(r.Fen), LegalDay.Moment(r.PaidAt), LegalDay.Moment(r.RefusedAt), r.Reason, r.State, LegalDay.Moment(r.ReturnedAt), LegalDay.Moment(r.SettledAt),
            r.SettledByName, r.Note,
        ]),
        ct);
}
