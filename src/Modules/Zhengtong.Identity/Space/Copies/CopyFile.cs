using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Copies;

/// <summary>Sends a copy to whose it is, after a fresh proof, while it is offered. Each download is recorded before a byte leaves.</summary>
internal static class CopyFile
{
    public const string Path = CopyPageModel.Path + "/file";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, SendAsync).RequireAuthorization(Policies.Applicant).WithMetadata(new OpenBeforeAgreeingAttribute());

    private static async Task<IResult> SendAsync(HttpContext http, Database db, PersonalData personal, IFileStore store, TimeProvider clock, CancellationToken ct)
    {
        if (RequiresFreshProofAttribute.LeadOf(http) is { } lead)
        {
            return Results.LocalRedirect(lead);
        }

        var act = http.Act(clock, "下载");
        if (!await db.DisposesAsync(act, ct) || await db.CopyOf(act.Party).AsNoTracking().SingleOrDefaultAsync(ct) is not { } copy || !copy.Offered(act.At))
        {
            return Results.LocalRedirect(CopyPageModel.Path + "?missing=true");
        }

        var content = await store.OpenAsync(copy.FileKey, ct);
        if (content is null)
        {
            return Results.LocalRedirect(CopyPageModel.Path + "?missing=true");
        }

        await using (content)
        {
            db.RecordReading(act.Party.Id, act, "信息副本（全部信息）");
            await db.SaveChangesAsync(ct);
            await db.UpdateAsync(db.Set<SpaceCopy>().Where(c => c.Id == copy.Id), s => s.SetProperty(c => c.Downloads, c => c.Downloads + 1).SetProperty(c => c.DownloadedAt, act.At), ct);
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName($"{(copy.PartyKind == PartyKind.Company ? "单位" : "个人")}信息副本-{LegalDay.Of(copy.MadeAt!.Value):yyyyMMdd}.zip");
            var headers = http.Response.Headers;
            (headers.ContentDisposition, headers.CacheControl, headers.XContentTypeOptions) = (disposition.ToString(), "private, no-store", "nosniff");
            (http.Response.ContentType, http.Response.ContentLength) = ("application/zip", copy.Size);
            await SealedFile.OpenAsync(content, Convert.FromBase64String(personal.Open(copy.SecretHidden)), http.Response.Body, ct);
        }

        return Results.Empty;
    }
}
