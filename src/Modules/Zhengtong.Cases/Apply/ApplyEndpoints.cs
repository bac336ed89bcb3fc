using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Apply;

/// <summary>What the pages of an application ask for beside themselves: autosave, and the files of the draft to look at.</summary>
internal static class ApplyEndpoints
{
    public const string RevisionHeader = "X-Revision";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/apply/draft/{id:guid}/autosave", AutosaveAsync).RequireAuthorization(Drafts.Policy);
        routes.MapGet("/apply/draft/{id:guid}/files/{fileId:guid}", FileAsync).RequireAuthorization(Drafts.Policy);
    }

    /// <summary>204 with the new revision; 409 when another page saved before; 404 when the draft is not one's own.</summary>
    private static async Task<IResult> AutosaveAsync(Guid id, HttpContext http, IAntiforgery antiforgery, SaveDraft save, TimeProvider clock, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }

        var form = await http.Request.ReadFormAsync(ct);
        if (!int.TryParse(form["Revision"], out var revision))
        {
            return Results.BadRequest();
        }

        var saved = await save.AnswersAsync(id, revision, form, null, http.Act(clock), ct);
        if (!saved.TryGet(out var open))
        {
            return ((Outcome)saved).ToHttp();
        }

        http.Response.Headers[RevisionHeader] = open.Draft.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Results.NoContent();
    }

    private static async Task FileAsync(Guid id, Guid fileId, HttpContext http, OpenDrafts drafts, Database db, IFileStore store, TimeProvider clock, CancellationToken ct)
    {
        var found = await drafts.FindAsync(id, http.Act(clock), ct);
        var file = found.TryGet(out var open) && open.Given.Any(g => g.FileId == fileId)
            ? await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId && f.OwnerPartyId == open.Draft.PartyId, ct)
            : null;
        await http.Response.SendFoundFileAsync(file, store, ct);
    }
}
