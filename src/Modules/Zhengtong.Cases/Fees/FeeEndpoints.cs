using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Fees;

/// <summary>What the fee pages ask for beside themselves, and where the payment platform knocks.</summary>
internal static class FeeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        TakeNotification.Map(routes);
        routes.MapGet(FeeOrdersPageModel.Path + "/export", (DateOnly? from, DateOnly? to, string? state, HttpContext http, FeeOrdersExport export, CancellationToken ct) =>
            export.FileAsync(http.User.Actor()!.Post!, new FeeFilter { From = from, To = to, State = state }, ct)).RequireAuthorization(FeeOrdersPageModel.FinancePolicy);
        routes.MapGet("/fees/orders/{id:guid}/waiver", WaiverAsync).RequireAuthorization(Policies.Handler);
    }

    /// <summary>The document a waiver rests on, to whom the case is visible.</summary>
    private static async Task WaiverAsync(Guid id, HttpContext http, Database db, IFileStore store, CancellationToken ct)
    {
        var visible = db.Set<Case>().VisibleTo(db, http.User.Actor()!, null);
        var file = await db.Set<FeeOrder>().Where(o => o.Id == id && visible.Any(c => c.Id == o.CaseId))
            .Join(db.Set<StoredFile>().AsNoTracking(), o => o.WaiverFileId, f => f.Id, (o, f) => f).SingleOrDefaultAsync(ct);
        if (file is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var sent = await http.Response.SendFileAsync(file, store, inline: true, ct);
        if (!sent.Ok)
        {
            await sent.ToHttp().ExecuteAsync(http);
        }
    }
}
