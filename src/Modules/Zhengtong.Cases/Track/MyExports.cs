using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Track;

/// <summary>The party's own lists as Excel sheets: what the page shows with the same search, and nothing that the page does not show.</summary>
internal static class MyExports
{
    private static readonly string[] CaseHeads = ["办件编号", "事项", "受理机关", "状态", "下一步", "提交日期", "办结日期"];
    private static readonly string[] MessageHeads = ["消息", "状态", "时间"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/my/cases/export", CasesAsync).RequireAuthorization(Policies.ApplicantOrDelegate);
        routes.MapGet("/my/messages/export", MessagesAsync).RequireAuthorization(Policies.Applicant);
    }

    private static Task<IResult> CasesAsync(string? state, string? q, HttpContext http, MyCases cases, CancellationToken ct) => ExcelSheet.FileAsync(
        "我的办件",
        "件",
        CaseHeads,
        cases.AllAsync(http.User.Actor()!, http.User.Party()!, MyCasesPageModel.Ended(state), q?.Trim(), ct).Select(r => (IReadOnlyList<string>)
        [
            r.Case.Number, r.Case.ItemName, r.Case.OrganisationName, r.Case.Status.Name(), r.Next ?? "", LegalDay.Date(LegalDay.Of(r.Case.ReceivedAt)),
            r.Case.ClosedAt is { } closed ? LegalDay.Date(LegalDay.Of(closed)) : "",
        ]),
        ct);

    /// <summary>In the order of the page: unread first, then the newest. The text of a message may hold a pick-up code, so it is read on its own page only.</summary>
    private static Task<IResult> MessagesAsync(HttpContext http, Database db, CancellationToken ct)
    {
        var party = http.User.Party()!.Id;
        var inbox = db.Set<Message>().AsNoTracking().Where(m => m.PartyId == party).OrderBy(m => m.ReadAt != null).ThenByDescending(m => m.Id).Take(ExcelSheet.MostRows + 1)
            .Select(m => new { m.Title, Read = m.ReadAt != null, m.SentAt }).AsAsyncEnumerable();
        return ExcelSheet.FileAsync("我的消息", "条", MessageHeads, inbox.Select(m => (IReadOnlyList<string>)[m.Title, m.Read ? "已读" : "未读", LegalDay.Moment(m.SentAt)]), ct);
    }
}
