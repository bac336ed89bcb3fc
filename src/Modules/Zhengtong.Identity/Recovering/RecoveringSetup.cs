using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Jobs;

namespace Zhengtong.Identity.Recovering;

internal static class RecoveringSetup
{
    public static IServiceCollection AddRecovering(this IServiceCollection services)
    {
        services.AddOptions<RecoverySettings>().BindConfiguration("Recovery")
            .Validate(s => s.IsSound, "Recovery: WaitHours is 24 to 720, StoppedDays 1 to 365.").ValidateOnStart();
        services.AddScoped<RecoverAccount>().AddScoped<RecoverPhone>().AddScoped<ChangePhoneAtCounter>().AddScoped<ResetAtCounter>();
        return services.AddRecurringJob<ChangeLostPhones>();
    }
}
