using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.WorkList;

/// <summary>The export beside each work list: <c>{list}/export</c> with the filter of the list.</summary>
internal static class WorkListEndpoints
{
    public static void MapExport(this IEndpointRouteBuilder routes, string path, string policy) => routes
        .MapGet(path + "/export", (string? due, string? words, string? from, HttpContext http, WorkListExport export, CancellationToken ct) =>
            export.FileAsync(http.User.Actor()!.Post!, new WorkListFilter { Due = due, Words = words, From = from }, ct))
        .RequireAuthorization(policy);
}
