using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Track;

/// <summary>How often one network address may ask for progress by number and name: setting <c>Track:PerMinute</c>, ten unless told. Opening the page is free.</summary>
internal static class TrackingLimit
{
    public const string Policy = "track";
    private const int Usual = 10;

    public static IServiceCollection AddTrackingLimit(this IServiceCollection services, IConfiguration configuration) =>
        services.AddAddressLimit(new(Policy, configuration.GetValue("Track:PerMinute", Usual), TimeSpan.FromMinutes(1), PostsOnly: true));
}
