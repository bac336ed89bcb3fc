using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Events;

namespace Zhengtong.Catalogue.Guide;

internal static class GuideSetup
{
    public static void AddGuides(this IServiceCollection services)
    {
        services.AddSingleton<GuideCache>();
        services.AddSingleton<IStartupFilter>(sp => sp.GetRequiredService<GuideCache>());
        services.AddScoped<SetPilot>();
        services.AddSingleton<SampleFiles>();
        services.AddScoped<GuideReader>();
        services.AddSubscriber<ItemPublished, EvictGuide>();
        services.AddSubscriber<OnlineTargetChanged, EvictGuide>();
    }

    public static void MapGuides(this IEndpointRouteBuilder routes)
    {
        GuideQr.Map(routes);
        SampleFiles.Map(routes);
    }
}
