using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Identity.Federation;

internal static class FederationSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddFederation(this IServiceCollection services)
    {
        services.AddSingleton<FederationProviders>().AddSingleton<ForeignProvider>().AddSingleton<FederatedAttempts>().AddScoped<EnterFederated>();
        services.AddHttpClient(ForeignProvider.Client, c => c.Timeout = Patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        return services;
    }
}
