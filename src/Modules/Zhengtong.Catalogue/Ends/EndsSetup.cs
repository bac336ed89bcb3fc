using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;

namespace Zhengtong.Catalogue.Ends;

internal static class EndsSetup
{
    public static IServiceCollection AddEnds(this IServiceCollection services)
    {
        services.AddHttpClient(PullEnd.Client, c => c.Timeout = PullEnd.Patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });
        services.AddSingleton<EndAddress>().AddSingleton<PullEnd>();
        services.AddScoped<KeepEnd>().AddScoped<CompareEnd>().AddScoped<GoLive>().AddScoped<CheckEnds>().AddScoped<EndFindings>().AddScoped<LaggingEnds>();
        services.AddSubscriber<ItemPublished, FollowMaster>();
        return services.AddRecurringJob<CheckEnds>();
    }

    public static void MapEnds(this IEndpointRouteBuilder routes)
    {
        EndsApi.Map(routes);
        DeviationsPageModel.MapExport(routes);
    }
}
