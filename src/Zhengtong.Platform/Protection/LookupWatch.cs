using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// Stops this node when the lookup key is exchanged beside it: with the keys it has it would find nobody any more, and let people register a second time. Whoever runs the verb should have stopped
/// it; this is for the node he forgot.
/// </summary>
internal sealed class LookupWatch(IServiceScopeFactory scopes, Lookups lookups, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<LookupWatch> log) : BackgroundService
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await IsBehindAsync(stoppingToken))
                {
                    log.LogCritical("The lookup key is being exchanged: this node stops. Start it again when the verb relookup has ended");
                    lifetime.StopApplication();
                    return;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The watch outlives an outage of the store.
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogWarning(e, "The lookup keys could not be looked at; trying again");
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>An exchange is under way, or one has ended since this process read its keys.</summary>
    internal async Task<bool> IsBehindAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (count, halfWay) = await LookupKeys.CountAsync(scope.ServiceProvider.GetRequiredService<Database>(), ct);
        return halfWay || (lookups.Known is { } known && known != count);
    }
}
