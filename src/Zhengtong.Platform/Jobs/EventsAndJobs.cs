using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
        services.AddHostedService<OutboxWorker>();
        services.AddSingleton<RecurringJobs>();
        services.AddHostedService<RecurringJobsWorker>();
        return services.AddRecurringJob<PurgeDoneEvents>();
    }

    public static IServiceCollection AddRecurringJob<TJob>(this IServiceCollection services)
        where TJob : class, IRecurringJob => services.AddScoped<IRecurringJob, TJob>();
}
