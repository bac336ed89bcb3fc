using Microsoft.AspNetCore.Http;
using MiniExcelLibs;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.WorkList;

/// <summary>A work list as an Excel sheet: what the filter shows, names masked as on the screen.</summary>
internal sealed class WorkListExport(WorkLists list)
{
    private const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task<IResult> FileAsync(Post post, WorkListFilter filter, CancellationToken ct)
    {
        var page = await list.ExportAsync(post, filter, ct);
        var rows = page.Rows.Select(r => Line(
            r.Number, r.ItemName, r.Applicant, r.OrganisationName, r.StepName, WorkListView.EndName(r.End), r.Mode.Name(), LegalDay.Moment(r.ReceivedAt), LegalDay.Date(r.DueOn), r.DueText));
        if (page.Next is not null)
        {
            rows = rows.Append(Line($"还有更多：一次最多导出 {WorkLists.ExportRows} 件，请缩小筛选范围后再导出。", "", "", "", "", "", "", "", "", ""));
        }

        var sheet = new MemoryStream();
        await MiniExcel.SaveAsAsync(sheet, page.Rows.Count == 0 ? [Line("没有符合条件的办件", "", "", "", "", "", "", "", "", "")] : rows, sheetName: "待办", cancellationToken: ct);
        sheet.Position = 0;
        return Results.File(sheet, MediaType, "待办办件.xlsx");
    }

    private static Dictionary<string, object> Line(params IReadOnlyList<string> cells) => Heads.Zip(cells).ToDictionary(x => x.First, x => (object)x.Second);

    private static readonly string[] Heads = ["办件编号", "事项", "申请人", "办理单位", "环节", "来源", "办理方式", "收件时间", "到期日", "剩余时间"];
}
