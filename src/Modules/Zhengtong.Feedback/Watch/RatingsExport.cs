using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Feedback.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Watch;

/// <summary>The ratings of a supervisor's region as an Excel sheet: what the page shows, raters masked as there.</summary>
internal static class RatingsExport
{
    private static readonly string[] Heads = ["评价", "办件编号", "事项", "办理单位", "意见", "评价人", "渠道", "时间"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/office/ratings/export", FileAsync).RequireAuthorization(Policies.Supervisor);

    private static Task<IResult> FileAsync(bool? all, HttpContext http, Database db, CancellationToken ct) => ExcelSheet.FileAsync(
        all == true ? "服务评价" : "服务差评",
        "条",
        Heads,
        db.RatingsOf(http.User.Actor()!.Post!.RegionCode, all == true).OrderByDescending(r => r.Id).Take(ExcelSheet.MostRows + 1).AsAsyncEnumerable().Select(r => (IReadOnlyList<string>)
        [
            Levels.Name(r.Level), r.CaseNumber, r.ItemName, r.OrganisationName, r.Text, r.RaterMasked, RatingsPageModel.NameOf(r.Channel), LegalDay.Moment(r.At),
        ]),
        ct);
}
