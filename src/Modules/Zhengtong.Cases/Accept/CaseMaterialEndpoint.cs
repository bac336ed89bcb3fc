using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Accept;

/// <summary>A material of a case, to whom the case is visible. Files that are infected or not yet scanned are not sent.</summary>
internal static class CaseMaterialEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/cases/{caseId:guid}/materials/{sequence:int}", SendAsync).RequireAuthorization(Policies.SignedInOrDelegate);

    public static string Href(Guid caseId, int sequence, bool download = false) => $"/cases/{caseId}/materials/{sequence}{(download ? "?download=1" : "")}";

    private static async Task SendAsync(Guid caseId, int sequence, HttpContext http, Database db, IFileStore store, CancellationToken ct)
    {
        var visible = http.User.Party() is { } party ? db.Set<Case>().OwnOf(party) : db.Set<Case>().VisibleTo(db, http.User.Actor()!, null);
        var file = await db.Set<CaseMaterial>()
            .Where(m => m.CaseId == caseId && m.Sequence == sequence && visible.Any(c => c.Id == m.CaseId))
            .Join(db.Set<StoredFile>().AsNoTracking(), m => m.FileId, f => f.Id, (m, f) => f)
            .SingleOrDefaultAsync(ct);
        if (file is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var sent = await http.Response.SendFileAsync(file, store, inline: !http.Request.Query.ContainsKey("download"), ct);
        if (!sent.Ok)
        {
            await sent.ToHttp().ExecuteAsync(http);
        }
    }
}
