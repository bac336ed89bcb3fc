using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Zhengtong.Platform.Events;

namespace Zhengtong.Platform.Jobs;

public static class EventsAndJobs
{
    /// <summary>The dispatcher of the outbox and the recurring jobs of this node.</summary>
    public static IServiceCollection AddEventsAndJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OutboxSignal>();
        services.AddOptions<OutboxSettings>().BindConfiguration("Outbox");
        services.AddSingleton<EventTypes>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<IHostedService>(sp => sp.GetRequiredService<OutboxDispatcher>());
        services.AddSingleton<RecurringJobs>();
        services.AddSingleton<IHostedService>(sp => sp.GetRequiredService<RecurringJobs>());
        return services.AddRecurringJob<PurgeDoneEvents>();
    }

    public static IServiceCollection AddRecurringJob<TJob>(this IServiceCollection services)
        where TJob : class, IRecurringJob => services.AddScoped<IRecurringJob, TJob>();
}
