using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Cases.Rebase;

internal static class RebaseSetup
{
    public static IServiceCollection AddRebasing(this IServiceCollection services) => services.AddScoped<RebaseSheets>().AddScoped<RebaseCase>();
}
