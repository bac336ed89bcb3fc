using Microsoft.AspNetCore.Http;
using MiniExcelLibs;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Fees;

/// <summary>The finance view as an Excel sheet: what the filter shows, amounts as numbers so that they add up.</summary>
internal sealed class FeeOrdersExport(FeeOrders orders)
{
    private const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static readonly string[] Heads = ["日期", "缴费单号", "办件编号", "事项", "缴款人", "执收单位", "应缴（元）", "减免（元）", "状态", "缴费时间", "支付流水", "凭证编号", "电子票据号", "退款时间", "对账差错"];

    public async Task<IResult> FileAsync(Post post, FeeFilter filter, CancellationToken ct)
    {
        var page = await orders.ExportAsync(post, filter, ct);
        var rows = page.Rows.Select(o => Line(
            LegalDay.Date(o.RaisedOn), o.Number, o.CaseNumber, o.ItemName, o.PayerMasked, o.OrganisationName,
            o.DueFen / 100m, o.WaivedFen / 100m, o.State.Name(), LegalDay.Moment(o.PaidAt), o.Transaction, o.ReceiptNumber,
            o.BillNumber, LegalDay.Moment(o.RefundedAt), o.Trouble)).ToList();
        if (page.Next is not null)
        {
            rows.Add(Note($"还有更多：一次最多导出 {FeeOrders.ExportRows} 张，请缩小日期范围后再导出。"));
        }

        var sheet = new MemoryStream();
        await MiniExcel.SaveAsAsync(sheet, rows.Count == 0 ? [Note("没有符合条件的缴费单")] : rows, sheetName: "缴费单", cancellationToken: ct);
        sheet.Position = 0;
        return Results.File(sheet, MediaType, "缴费单.xlsx");
    }

    private static Dictionary<string, object> Note(string text) => Line([text, .. Heads.Skip(1).Select(_ => "")]);

    private static Dictionary<string, object> Line(params IReadOnlyList<object> cells) => Heads.Zip(cells).ToDictionary(x => x.First, x => x.Second);
}
