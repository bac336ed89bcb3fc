using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Zhengtong.Identity.Contracts;

namespace Zhengtong.Identity.Privacy;

internal static class PrivacySetup
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.TryAddSingleton(PrivacyNotices.Shipped());
        return services.AddScoped<AgreeToNotice>().AddScoped<ISpaceSource, AgreementsSource>();
    }
}
