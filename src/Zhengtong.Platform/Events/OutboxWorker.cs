using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Zhengtong.Platform.Events;

/// <summary>Keeps the dispatcher going: at once when this node saved an event, otherwise by a poll that also finds retries and other nodes' leftovers.</summary>
internal sealed class OutboxWorker(OutboxDispatcher dispatcher, OutboxSignal signal, TimeProvider clock, ILogger<OutboxWorker> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await dispatcher.DispatchDueAsync(stoppingToken) == 0)
                {
                    await signal.WaitAsync(Poll, clock, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop outlives an outage of the store.
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogError(e, "The outbox could not be worked; trying again");
                await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
