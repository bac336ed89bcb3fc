using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Cases.Accept;

[Requirement("03.11")]
public sealed class AcceptByLapseTests
{
    /// <summary>Received on Monday 2 March: the fifth working day is Monday 9 March, and the case counts as accepted from Tuesday on.</summary>
    private static readonly DateTimeOffset LastMoment = new(2026, 3, 9, 15, 59, 59, TimeSpan.Zero);

    [Theory, EachDatabase]
    public async Task On_the_sixth_working_day_a_case_counts_as_accepted_from_the_day_of_receipt(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync();

        stage.Host.Clock.SetUtcNow(LastMoment);
        await RunAsync(stage);
        Assert.Equal(CaseStatus.Received, (await stage.CaseAsync(id)).Status);

        stage.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await RunAsync(stage);
        var lapsed = await stage.CaseAsync(id);
        Assert.Equal((CaseStatus.InReview, true, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 13)), (lapsed.Status, lapsed.AcceptedByLapse, lapsed.AcceptedOn!.Value, lapsed.DueOn!.Value));
    }

    [Theory, EachDatabase]
    public async Task After_the_last_day_only_acceptance_is_left_and_it_counts_from_receipt(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        stage.Host.Clock.SetUtcNow(LastMoment.AddSeconds(1));
        var clerk = await stage.SignInAsync("clerk1");
        var path = $"/desk/cases/{(await stage.StepAsync(id)).Id}";

        var asked = await clerk.AfterAsync(await clerk.SendAsync(path, "Ask", ("ask.deficiency-m1", "不清楚")));
        var refused = await clerk.AfterAsync(await clerk.SendAsync(path, "Refuse", ("refuse.needed", "false"), ("refuse.reason", "不需要")));
        await clerk.AfterAsync(await clerk.SendAsync(path, "Accept"));

        Assert.Contains("不能再要求补正或不予受理", asked.QuerySelector(".zt-errors")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("不能再要求补正或不予受理", refused.QuerySelector(".zt-errors")!.TextContent, StringComparison.Ordinal);
        var accepted = await stage.CaseAsync(id);
        Assert.Equal((true, new DateOnly(2026, 3, 2)), (accepted.AcceptedByLapse, accepted.AcceptedOn!.Value));
    }

    [Theory, EachDatabase]
    public async Task A_clerk_and_the_lapse_in_the_same_moment_accept_once(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await stage.ApplyAsync());
        }

        stage.Host.Clock.SetUtcNow(LastMoment.AddSeconds(1));
        var act = await stage.ActAsync("clerk1");
        var steps = await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().Where(s => ids.Contains(s.CaseId)).Select(s => s.Id).ToListAsync());

        await Task.WhenAll(steps.Select(s => (Task)stage.Host.InScopeAsync(x => x.GetRequiredService<AcceptCase>().HandleAsync(s, "齐全", act, default))).Append(RunAsync(stage)).Append(RunAsync(stage)));
        await RunAsync(stage);

        var notices = await stage.Host.InDatabaseAsync(db => db.Set<Notice>().Where(n => n.Kind == "acceptance").GroupBy(n => n.CaseId).Select(g => g.Count()).ToListAsync());
        Assert.Equal([1, 1, 1, 1, 1, 1], notices);
        Assert.All(await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().Where(s => s.CompletedAt == null).ToListAsync()), s => Assert.Equal("review", s.Key));
    }

    private static Task RunAsync(WindowStage stage) => stage.Host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<AcceptByLapse>().Single().RunAsync(default));
}
