using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;

namespace Zhengtong.Catalogue.Performance;

internal static class PerformanceSetup
{
    public static void AddPerformance(this IServiceCollection services)
    {
        services.AddScoped<EvaluateItem>().AddScoped<TellEvaluation>().AddScoped<MeasureList>();
        services.AddSubscriber<ItemPublished, MeasureItem>();
        services.AddRecurringJob<RemindTodos>();
    }

    public static void MapPerformance(this IEndpointRouteBuilder routes) => routes
        .MapGet("/office/performance/export", (Guid? organisation, HttpContext http, MeasureList list, CancellationToken ct) => list.FileAsync(http.User.Actor()!, organisation, ct))
        .RequireAuthorization(Policies.ItemKeeper);
}
