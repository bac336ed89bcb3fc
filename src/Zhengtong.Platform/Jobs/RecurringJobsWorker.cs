using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Zhengtong.Platform.Jobs;

/// <summary>Gives every job its turns on this node.</summary>
internal sealed class RecurringJobsWorker(RecurringJobs jobs, TimeProvider clock, ILogger<RecurringJobsWorker> log) : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(jobs.Jobs().Select(j => TurnAsync(j.Name, j.Period, stoppingToken)));

    private async Task TurnAsync(string name, TimeSpan period, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var pause = period;
            try
            {
                pause = await jobs.RunWhenDueAsync(name, period, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The turn outlives an outage of the store.
            catch (Exception e)
#pragma warning restore CA1031
            {
                // A job of every six hours does not lose its turn to an outage of a minute.
                pause = period < JobLeases.Term ? period : JobLeases.Term;
                log.LogError(e, "The lease of job {Job} could not be handled; trying again", name);
            }

            await Task.Delay(pause > ShortestPause ? pause : ShortestPause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
