using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Jobs;

/// <summary>Takes, renews and ends the leases of jobs. The revision counts the holders: who took it at revision n may touch it only while it is n.</summary>
internal sealed class JobLeases(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>How long a dead node keeps a job from the others.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromMinutes(1);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The job's row, made when missing.</summary>
    public async Task<JobLease> ReadAsync(string job, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var lease = await db.Set<JobLease>().AsNoTracking().SingleOrDefaultAsync(x => x.Name == job, ct);
        if (lease is not null)
        {
            return lease;
        }

        db.Add(new JobLease { Name = job, LeasedUntil = Now });
        // Another node may have added it meanwhile, which is as good.
        await db.SaveAsync(ct);
        db.ChangeTracker.Clear();
        return await db.Set<JobLease>().AsNoTracking().SingleAsync(x => x.Name == job, ct);
    }

    /// <returns>The holder's revision; null when another node holds it or was quicker.</returns>
    public async Task<int?> TakeAsync(JobLease seen, CancellationToken ct)
    {
        var now = Now;
        if (seen.LeasedUntil > now)
        {
            return null;
        }

        var mine = seen.Revision + 1;
        var taken = await UpdateAsync(
            seen.Name,
            seen.Revision,
            s => s.SetProperty(x => x.LeasedUntil, now + Term).SetProperty(x => x.Revision, mine),
            ct,
            rows => rows.Where(x => x.LeasedUntil <= now));
        return taken ? mine : null;
    }

    /// <returns>False when the lease had ended and another node took it.</returns>
    public Task<bool> RenewAsync(string job, int revision, CancellationToken ct)
    {
        var until = Now + Term;
        return UpdateAsync(job, revision, s => s.SetProperty(x => x.LeasedUntil, until), ct);
    }

    /// <summary>Gives the job back as if this turn had not been, for a node that stops.</summary>
    public Task<bool> GiveBackAsync(string job, int revision)
    {
        var now = Now;
        return UpdateAsync(job, revision, s => s.SetProperty(x => x.LeasedUntil, now), CancellationToken.None);
    }

    public Task<bool> EndAsync(string job, int revision, string? error, CancellationToken ct)
    {
        var now = Now;
        var text = error is { Length: > 2000 } ? error[..2000] : error;
        return UpdateAsync(job, revision, s => s.SetProperty(x => x.LeasedUntil, now).SetProperty(x => x.LastRunAt, now).SetProperty(x => x.LastError, text), ct);
    }

    private async Task<bool> UpdateAsync(
        string job, int revision, Action<UpdateSettersBuilder<JobLease>> set, CancellationToken ct, Func<IQueryable<JobLease>, IQueryable<JobLease>>? only = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var lease = db.Set<JobLease>().Where(x => x.Name == job && x.Revision == revision);
        return await db.UpdateAsync(only?.Invoke(lease) ?? lease, set, ct) == 1;
    }
}
