using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Coach;

/// <summary>The files of a session, to whom the session is visible.</summary>
internal static class CoachingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/coaching/{id:guid}/files/{fileId:guid}", SendAsync).RequireAuthorization(Policies.SignedIn);

    private static async Task SendAsync(Guid id, Guid fileId, HttpContext http, Coachings coachings, IFileStore store, CancellationToken ct) =>
        await http.Response.SendFoundFileAsync(await coachings.FileAsync(id, fileId, http.User.Actor()!, http.User.Party(), ct), store, ct);
}
