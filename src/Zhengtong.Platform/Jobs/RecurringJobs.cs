using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Jobs;

/// <summary>Runs the recurring jobs of all modules, each on one node at a time. A node that dies loses its lease after a minute and another goes on.</summary>
public sealed class RecurringJobs(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RecurringJobs> log)
{
    private readonly JobLeases _leases = new(scopes, clock);

    /// <summary>Runs a job now, due or not, unless a node is running it.</summary>
    public async Task<Outcome> RunOnceAsync(string name, CancellationToken ct)
    {
        if (!Jobs().Any(j => j.Name == name))
        {
            return Problem.NotFound("platform.job-unknown", "没有这个后台任务，请刷新任务列表后再试。");
        }

        var revision = await _leases.TakeAsync(await _leases.ReadAsync(name, ct), ct);
        return revision is { } mine
            ? await RunLeasedAsync(name, mine, ct)
            : Problem.Conflict("platform.job-running", "该任务正在运行，请等它结束后再试。");
    }

    /// <returns>How long to wait before looking again.</returns>
    internal async Task<TimeSpan> RunWhenDueAsync(string name, TimeSpan period, CancellationToken ct)
    {
        var lease = await _leases.ReadAsync(name, ct);
        var wait = lease.LastRunAt + period - clock.GetUtcNow().UtcDateTime;
        if (wait > TimeSpan.Zero)
        {
            return wait.Value;
        }

        if (await _leases.TakeAsync(lease, ct) is { } mine)
        {
            await RunLeasedAsync(name, mine, ct);
            return period;
        }

        return period < JobLeases.Term ? period : JobLeases.Term;
    }

    private async Task<Outcome> RunLeasedAsync(string name, int revision, CancellationToken ct)
    {
        using var holding = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var working = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var keep = KeepAsync(name, revision, working, holding.Token);
        string? error = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetServices<IRecurringJob>().Single(j => j.Name == name).RunAsync(working.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await _leases.GiveBackAsync(name, revision);
            throw;
        }
#pragma warning disable CA1031 // Whatever a job throws is logged and kept with its lease; the next turn tries again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Job {Job} failed", name);
            error = $"{e.GetType().Name}: {e.Message}";
        }
        finally
        {
            await holding.CancelAsync();
            await keep;
        }

        await _leases.EndAsync(name, revision, error, CancellationToken.None);
        return error is null ? Outcome.Done() : Problem.Conflict("platform.job-failed", $"任务运行失败，请根据错误信息排查后重试：{error}");
    }

    /// <summary>Renews the lease until the work has ended; stops the work when another node holds it.</summary>
    private async Task KeepAsync(string name, int revision, CancellationTokenSource working, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(JobLeases.Term / 3, clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!ended.IsCancellationRequested && !await _leases.RenewAsync(name, revision, ended))
                {
                    log.LogWarning("Job {Job} lost its lease and is stopped", name);
                    await working.CancelAsync();
                    return;
                }
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A store that cannot be reached for a moment: the term leaves two more tries.
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogWarning(e, "The lease of job {Job} could not be renewed", name);
            }
        }
    }

    internal IReadOnlyList<(string Name, TimeSpan Period)> Jobs()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetServices<IRecurringJob>().Select(j => (j.Name, j.Period))];
    }
}
