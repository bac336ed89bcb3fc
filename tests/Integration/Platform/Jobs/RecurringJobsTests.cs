using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Jobs;

public sealed class RecurringJobsTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachDatabase]
    public async Task A_running_job_is_not_started_a_second_time(Engine engine)
    {
        var (started, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await StartAsync(engine, async _ =>
        {
            started.SetResult();
            await release.Task;
        });
        var running = Jobs(host).RunOnceAsync(Sweep.JobName, Ct);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);

        var second = await Jobs(host).RunOnceAsync(Sweep.JobName, Ct);

        Assert.Equal("platform.job-running", Assert.Single(second.Problems).Code);
        release.SetResult();
        Assert.True((await running).Ok);
    }

    [Theory, EachDatabase]
    public async Task The_job_of_a_node_that_died_is_taken_over_when_its_lease_ends(Engine engine)
    {
        var runs = 0;
        await using var host = await StartAsync(engine, _ => Task.FromResult(runs++));
        var dead = new JobLeases(host.Services.GetRequiredService<IServiceScopeFactory>(), host.Clock);
        var lost = await dead.TakeAsync(await dead.ReadAsync(Sweep.JobName, Ct), Ct);
        Assert.NotNull(lost);

        Assert.False((await Jobs(host).RunOnceAsync(Sweep.JobName, Ct)).Ok);
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.True((await Jobs(host).RunOnceAsync(Sweep.JobName, Ct)).Ok);

        Assert.Equal(1, runs);
        Assert.False(await dead.EndAsync(Sweep.JobName, lost.Value, "came back", Ct));
        Assert.Null((await LeaseAsync(host)).LastError);
    }

    [Theory, EachDatabase]
    public async Task A_long_run_keeps_its_lease(Engine engine)
    {
        var (started, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await StartAsync(engine, async _ =>
        {
            started.SetResult();
            await release.Task;
        });
        var running = Jobs(host).RunOnceAsync(Sweep.JobName, Ct);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        var before = (await LeaseAsync(host)).LeasedUntil;

        host.Clock.Advance(TimeSpan.FromSeconds(20));

        await UntilAsync(async () => (await LeaseAsync(host)).LeasedUntil > before);
        release.SetResult();
        Assert.True((await running).Ok);
    }

    [Theory, EachDatabase]
    public async Task A_run_whose_lease_was_taken_is_stopped(Engine engine)
    {
        var started = new TaskCompletionSource();
        await using var host = await StartAsync(engine, async ct =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
        });
        var running = Jobs(host).RunOnceAsync(Sweep.JobName, Ct);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        await host.InDatabaseAsync(db => db.UpdateAsync(db.Set<JobLease>().Where(l => l.Name == Sweep.JobName), s => s.SetProperty(l => l.Revision, l => l.Revision + 1), Ct));

        host.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("platform.job-failed", Assert.Single((await running.WaitAsync(TimeSpan.FromSeconds(20), Ct)).Problems).Code);
    }

    [Theory, EachDatabase]
    public async Task An_error_is_kept_with_the_job_and_goes_with_the_next_good_run(Engine engine)
    {
        var broken = true;
        await using var host = await StartAsync(engine, _ => broken ? throw new InvalidOperationException("no broom") : Task.CompletedTask);

        var failed = await Jobs(host).RunOnceAsync(Sweep.JobName, Ct);

        Assert.Equal("platform.job-failed", Assert.Single(failed.Problems).Code);
        Assert.Contains("no broom", (await LeaseAsync(host)).LastError, StringComparison.Ordinal);
        broken = false;
        Assert.True((await Jobs(host).RunOnceAsync(Sweep.JobName, Ct)).Ok);
        Assert.Null((await LeaseAsync(host)).LastError);
    }

    [Theory, EachDatabase]
    public async Task A_job_comes_round_when_its_period_is_over_whichever_node_ran_it(Engine engine)
    {
        var runs = 0;
        await using var host = await StartAsync(engine, _ => Task.FromResult(runs++));
        await Jobs(host).RunOnceAsync(Sweep.JobName, Ct);

        var wait = await Jobs(host).RunWhenDueAsync(Sweep.JobName, TimeSpan.FromMinutes(10), Ct);
        Assert.Equal((1, TimeSpan.FromMinutes(10)), (runs, wait));
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Jobs(host).RunWhenDueAsync(Sweep.JobName, TimeSpan.FromMinutes(10), Ct);

        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task An_unknown_job_is_refused()
    {
        await using var host = await StartAsync(Engine.Sqlite, _ => Task.CompletedTask);

        Assert.Equal("platform.job-unknown", Assert.Single((await Jobs(host).RunOnceAsync("no-such", Ct)).Problems).Code);
    }

    private static Task<TestHost> StartAsync(Engine engine, Func<CancellationToken, Task> work) => TestHost.StartAsync(engine, b =>
    {
        b.Services.AddSingleton(work);
        b.Services.AddRecurringJob<Sweep>();
    });

    private static RecurringJobs Jobs(TestHost host) => host.Services.GetRequiredService<RecurringJobs>();

    private static Task<JobLease> LeaseAsync(TestHost host) =>
        host.InDatabaseAsync(db => db.Set<JobLease>().AsNoTracking().SingleAsync(l => l.Name == Sweep.JobName));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class Sweep(Func<CancellationToken, Task> work) : IRecurringJob
    {
        public const string JobName = "tests.sweep";

        public string Name => JobName;

        public TimeSpan Period => TimeSpan.FromMinutes(10);

        public Task RunAsync(CancellationToken ct) => work(ct);
    }
}
