using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Jobs;

namespace Zhengtong.Identity.SingleSignOn;

internal static class SingleSignOnSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddSingleSignOn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSsoServer(configuration);
        services.AddSingleton<SsoQueries>().AddSingleton<KnownSystems>();
        services.AddScoped<LiveGrants>().AddScoped<CheckGrant>().AddScoped<TellSystem>().AddScoped<OpenGrant>().AddScoped<GiveConsent>().AddScoped<EndGrants>();
        services.AddScoped<KeepSystem>().AddScoped<KeepTarget>().AddScoped<IConnectedSystems, ConnectedSystems>().AddSingleton<IOnlineTargets, OnlineTargets>().AddSingleton<SystemHosts>();
        services.AddHttpClient(SystemHosts.Client, c => c.Timeout = Patience).ConfigurePrimaryHttpMessageHandler(s => s.GetRequiredService<SystemHosts>().Handler());
        services.AddRecurringJob<EndSsoGrants>().AddRecurringJob<TellSignOut>().AddRecurringJob<AskHealth>().AddRecurringJob<RotateSsoKeys>();
        return services;
    }

    public static void MapSingleSignOn(this IEndpointRouteBuilder routes) => JumpEndpoint.Map(routes);
}
