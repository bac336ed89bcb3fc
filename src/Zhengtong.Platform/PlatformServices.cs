using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Platform;

/// <summary>Registers what every module stands on.</summary>
public static class PlatformServices
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration, string connection)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDatabase(connection);
        services.AddSingleton<Counters>();
        services.AddSingleton<SealedWords>().AddSingleton<AddressLimits>().AddCostlyWork(configuration);
        services.AddSingleton<WorkingCalendars>();
        services.AddEventsAndJobs();
        services.AddScoped<TraceSeals>();
        if (!configuration.GetValue("Demo:Enabled", false))
        {
            // In the demo history is made up of days long past, which a seal would call changed.
            services.AddRecurringJob<TraceSeals>();
        }

        services.AddMessaging(configuration);
        services.AddDocuments(configuration);
        services.AddFiles(configuration);
        services.AddSingleton<Regions.Regions>();
        services.AddSingleton<Regions.IDivisions>(s => s.GetRequiredService<Regions.Regions>());
        if (DatabaseSetup.IsPostgres(connection))
        {
            services.AddProtectedKeys<PostgresDatabase>(configuration);
        }
        else
        {
            services.AddProtectedKeys<SqliteDatabase>(configuration);
        }

        return services;
    }
}
