using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Jobs;

namespace Zhengtong.Catalogue.Reorganise;

internal static class ReorganiseSetup
{
    public static void AddReorganising(this IServiceCollection services)
    {
        services.AddScoped<Reorganisations>().AddScoped<ProposeReorganisation>().AddScoped<DecideReorganisation>();
        services.AddScoped<IRehomes, RehomeItems>();
        services.AddRecurringJob<RunReorganisations>();
    }
}
