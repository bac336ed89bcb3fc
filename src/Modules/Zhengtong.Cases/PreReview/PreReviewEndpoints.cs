using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.PreReview;

/// <summary>The files of a pre-review's snapshot, for the window that answers it.</summary>
internal static class PreReviewEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/pre-reviews/{id:guid}/files/{fileId:guid}", SendAsync).RequireAuthorization(Policies.Window);

    private static async Task SendAsync(Guid id, Guid fileId, HttpContext http, PreReviewSheets sheets, IFileStore store, CancellationToken ct) =>
        await http.Response.SendFoundFileAsync(await sheets.FileAsync(id, fileId, http.User.Actor()!.Post!, ct), store, ct);
}
