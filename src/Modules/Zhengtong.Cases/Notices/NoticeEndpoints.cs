using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Notices;

/// <summary>The documents of a case for download, to whom the case is visible.</summary>
internal static class NoticeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases/{caseId:guid}/notices/{noticeId:guid}.pdf", NoticeAsync).RequireAuthorization(Policies.SignedInOrDelegate);
        routes.MapGet("/cases/{caseId:guid}/result.pdf", ResultAsync).RequireAuthorization(Policies.SignedInOrDelegate);
    }

    public static string Notice(Guid caseId, Guid noticeId) => $"/cases/{caseId}/notices/{noticeId}.pdf";

    public static string Preview(Guid caseId, Guid noticeId) => $"/cases/{caseId}/notices/{noticeId}.html";

    public static string Result(Guid caseId) => $"/cases/{caseId}/result.pdf";

    private static async Task<IResult> NoticeAsync(Guid caseId, Guid noticeId, HttpContext http, NoticePdf notices, IConfiguration configuration, CancellationToken ct) =>
        Answer(await notices.NoticeAsync(caseId, noticeId, http.User.Actor()!, http.User.Party(), http.Request.Site(configuration), ct), http, notices);

    private static async Task<IResult> ResultAsync(Guid caseId, HttpContext http, NoticePdf notices, IConfiguration configuration, CancellationToken ct) =>
        Answer(await notices.ResultAsync(caseId, http.User.Actor()!, http.User.Party(), http.Request.Site(configuration), ct), http, notices);

    private static IResult Answer(Outcome<NoticePdf.Sheet> outcome, HttpContext http, NoticePdf notices)
    {
        if (!outcome.TryGet(out var sheet))
        {
            return Results.StatusCode(outcome.Problems[0].Kind.Status());
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(notices.Pdf(sheet), "application/pdf", http.Request.Query.ContainsKey("download") ? $"{sheet.Title}-{sheet.Number}.pdf" : null);
    }
}
