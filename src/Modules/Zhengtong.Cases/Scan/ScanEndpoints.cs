using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Scan;

/// <summary>One page to look at, for whoever fills the draft in.</summary>
internal static class ScanEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/apply/draft/{id:guid}/pages/{pageId:guid}", SendAsync).RequireAuthorization(Drafts.Policy);

    private static async Task SendAsync(Guid id, Guid pageId, HttpContext http, OpenDrafts drafts, Database db, IFileStore store, TimeProvider clock, CancellationToken ct)
    {
        var found = await drafts.FindAsync(id, http.Act(clock), ct);
        var file = found.TryGet(out var open)
            ? await db.Set<ScanPage>().Where(p => p.Id == pageId && p.DraftId == id).Join(db.Set<StoredFile>().AsNoTracking(), p => p.FileId, f => f.Id, (p, f) => f)
                .SingleOrDefaultAsync(f => f.OwnerPartyId == open.Draft.PartyId, ct)
            : null;
        await http.Response.SendFoundFileAsync(file, store, ct);
    }
}
