using Microsoft.AspNetCore.Http;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Cases.WorkList;

/// <summary>A work list as an Excel sheet: what the filter shows, names masked as on the screen.</summary>
internal sealed class WorkListExport(WorkLists list)
{
    private static readonly string[] Heads = ["办件编号", "事项", "申请人", "办理单位", "环节", "来源", "办理方式", "收件时间", "到期日", "剩余时间"];

    public Task<IResult> FileAsync(Post post, WorkListFilter filter, CancellationToken ct) => ExcelSheet.FileAsync(
        "待办办件",
        "件",
        Heads,
        list.AllAsync(post, filter, ct).Select(r => (IReadOnlyList<string>)
        [
            r.Number, r.ItemName, r.Applicant, r.OrganisationName, r.StepName, r.End.Name(), r.Mode.Name(), LegalDay.Moment(r.ReceivedAt), LegalDay.Date(r.DueOn), r.DueText,
        ]),
        ct);
}
