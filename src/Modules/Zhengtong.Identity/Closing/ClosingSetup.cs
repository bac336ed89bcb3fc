using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Jobs;

namespace Zhengtong.Identity.Closing;

internal static class ClosingSetup
{
    public static IServiceCollection AddClosing(this IServiceCollection services) => services.AddScoped<CloseAccount>().AddRecurringJob<EraseClosed>();
}
