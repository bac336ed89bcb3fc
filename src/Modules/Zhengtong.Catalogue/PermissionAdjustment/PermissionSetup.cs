using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Choose;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Tell;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.PermissionAdjustment;

internal static class PermissionSetup
{
    public static void AddPermissions(this IServiceCollection services)
    {
        services.AddOptions<PermissionSettings>().BindConfiguration("Permissions");
        services.AddScoped<OpenBatch>().AddScoped<ApplyAdjustment>().AddScoped<PassGates>().AddScoped<DecideAdjustment>().AddScoped<PutInEffect>();
        services.AddScoped<NearestManagers>().AddScoped<Choices>().AddScoped<TellAdjustment>().AddScoped<PowerListVersions>().AddScoped<RestorePowerList>().AddScoped<ZoneEntries>();
        services.AddScoped<DelegationEffect>().AddScoped<LeaveOpinion>();
        services.AddSubscriber<PermissionAdjusted, GuideEviction>();
    }

    public static void MapPermissions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/office/permissions/effect/export",
            (DateOnly? from, DateOnly? to, Guid? batch, Guid? receiver, HttpContext http, DelegationEffect effect, CancellationToken ct) =>
                effect.FileAsync(http.User.Actor()!, new(from, to, batch, receiver), ct)).RequireAuthorization(Policies.ItemKeeper);
        routes.MapGet("/office/permissions/adjustments/{id:guid}/documents/{fileId:guid}", DocumentAsync).RequireAuthorization(Policies.ItemKeeper);
    }

    private static async Task DocumentAsync(Guid id, Guid fileId, HttpContext http, Database db, IFileStore store, CancellationToken ct)
    {
        var visible = await db.Set<Model.PermissionAdjustment>().VisibleTo(db, http.User.Actor()!).AnyAsync(a => a.Id == id, ct)
            && (await db.Set<CapacityAssessment>().AnyAsync(a => a.AdjustmentId == id && a.FileId == fileId, ct)
                    || await db.Set<LegalityReview>().AnyAsync(r => r.AdjustmentId == id && r.FileId == fileId, ct));
        await http.Response.SendFoundFileAsync(visible ? await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId, ct) : null, store, ct);
    }
}
