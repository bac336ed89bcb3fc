using System.Linq.Expressions;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Supervise;
using Zhengtong.Platform.Auditing;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.CasePage;

namespace Zhengtong.Tests.Integration.Cases.Supervise;

/// <summary>Whoever changes the history behind the product's back is found out, whatever he changes.</summary>
public sealed class VerifyTraceTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.32")]
    public async Task A_change_of_any_column_is_found_and_the_verb_answers_one(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var caseId = await stage.ReviewedAsync();
        await stage.Host.UnguardAsync("platform_trace");
        Assert.Equal(0, await RunAsync(stage));

        Action<UpdateSettersBuilder<TraceEntry>>[] changes =
        [
            s => s.SetProperty(x => x.At, x => x.At.AddSeconds(1)),
            s => s.SetProperty(x => x.ActorId, Guid.NewGuid()),
            s => s.SetProperty(x => x.ActorName, x => x.ActorName + "。"),
            s => s.SetProperty(x => x.ActingForId, Guid.NewGuid()),
            s => s.SetProperty(x => x.ActingForName, "某公司"),
            s => s.SetProperty(x => x.End, x => x.End + 1),
            s => s.SetProperty(x => x.What, "denied"),
            s => s.SetProperty(x => x.Reason, x => x.Reason + " "),
            s => s.SetProperty(x => x.Data, x => x.Data + " "),
            s => s.SetProperty(x => x.Hash, new byte[32]),
            s => s.SetProperty(x => x.Sequence, 900),
            s => s.SetProperty(x => x.SubjectId, Guid.NewGuid()),
        ];
        foreach (var change in changes)
        {
            var before = await stage.Host.InDatabaseAsync(db => db.Set<TraceEntry>().AsNoTracking().SingleAsync(x => x.SubjectId == caseId && x.Sequence == 2, Ct));
            Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<TraceEntry>().Where(x => x.SubjectId == caseId && x.Sequence == 2).ExecuteUpdateAsync(change, Ct)));
            Assert.Equal(1, await RunAsync(stage));
            await PutBackAsync(stage, caseId, before);
            Assert.Equal(0, await RunAsync(stage));
        }
    }

    [Theory, EachDatabase]
    [Requirement("03.32")]
    public async Task A_cut_tail_and_a_vanished_subject_are_found(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var caseId = await stage.ReviewedAsync();
        var other = await stage.ReceivedAsync();
        await stage.Host.UnguardAsync("platform_trace");
        var last = await stage.Host.InDatabaseAsync(db => db.Set<TraceEntry>().AsNoTracking().OrderByDescending(x => x.Sequence).FirstAsync(x => x.SubjectId == caseId, Ct));
        await stage.Host.InDatabaseAsync(db => db.Set<TraceEntry>().Where(x => x.SubjectId == caseId && x.Sequence == last.Sequence).ExecuteDeleteAsync(Ct));
        var cut = await stage.World.DoAsync<VerifyTrace, VerifyTrace.Report>(v => v.CheckAsync(Ct));
        Assert.Equal((caseId, "cases_case"), (cut.Fault!.What.SubjectId, cut.Fault.Kind));
        await PutBackAsync(stage, caseId, last);

        await stage.Host.InDatabaseAsync(db => db.Set<Case>().Where(x => x.Id == other).ExecuteDeleteAsync(Ct));
        var gone = await stage.World.DoAsync<VerifyTrace, VerifyTrace.Report>(v => v.CheckAsync(Ct));
        Assert.Equal(other, gone.Fault!.What.SubjectId);
    }

    [Theory, EachDatabase]
    [Requirement("03.32", "03.06")]
    public async Task The_history_page_says_whether_it_is_whole(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var caseId = await stage.ReviewedAsync();
        var number = (await stage.CaseAsync(caseId)).Number;
        var supervisor = await stage.Host.BrowserAsync("supervisor1");
        var whole = await supervisor.PageAsync($"/office/trace/{number}");
        Assert.Contains("留痕完整", whole.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, whole.QuerySelectorAll("main table tbody tr").Length);
        Assert.Equal(HttpStatusCode.NotFound, (await (await stage.Host.BrowserAsync("health1")).GetAsync(new Uri($"/office/trace/{number}", UriKind.Relative), Ct)).StatusCode);

        await stage.Host.UnguardAsync("platform_trace");
        await stage.Host.InDatabaseAsync(db => db.Set<TraceEntry>().Where(x => x.SubjectId == caseId && x.Sequence == 2).ExecuteUpdateAsync(s => s.SetProperty(x => x.ActorName, "别人"), Ct));
        Assert.Contains("留痕校验未通过", (await supervisor.PageAsync($"/office/trace/{number}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("03.32", "18.07")]
    public async Task A_chain_that_was_rewritten_together_with_its_head_is_found_by_the_seal_of_its_day(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var caseId = await stage.ReviewedAsync();
        await SealAsync(stage);
        Assert.Equal(new DateOnly(2026, 3, 1), (await ReportAsync(stage)).Sealed);
        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        var late = await stage.ReceivedAsync();
        await SealAsync(stage);
        await SealAsync(stage);
        Assert.Equal([1, 2], await stage.Host.InDatabaseAsync(db => db.Set<TraceSeal>().OrderBy(s => s.Number).Select(s => s.Number).ToListAsync(Ct)));
        stage.Host.Clock.Advance(TimeSpan.FromDays(2));
        await SealAsync(stage);
        var whole = await ReportAsync(stage);
        Assert.Null(whole.Fault);
        Assert.Equal(new DateOnly(2026, 3, 4), whole.Sealed);

        // Who can write the database takes the guards away and makes a chain that holds in itself.
        await stage.Host.UnguardAsync("platform_trace", "platform_trace_seal");
        foreach (var (id, number, change) in ((Guid, int, Func<TraceEntry, DateTime>)[])
            [(caseId, 2, e => e.At), (late, 3, e => e.At), (caseId, 2, e => e.At.AddDays(1)), (caseId, 2, e => e.At.AddDays(30))])
        {
            var before = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct));
            await RewriteAsync(stage, id, [.. before.Select((e, i) => i == 0 ? Of(e, e.ActorName + "。", change(e)) : Of(e, e.ActorName, e.At))]);
            Assert.Null(Trace.Check(await stage.CaseAsync(id), await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct))));
            Assert.Equal(("platform_trace_seal", number), (await ReportAsync(stage)).Fault is { } fault ? (fault.Kind, fault.What.Sequence) : default);
            Assert.Equal(1, await RunAsync(stage));
            await RewriteAsync(stage, id, before);
            Assert.Equal(0, await RunAsync(stage));
        }

        // Nor can he make a seal, or leave one out.
        await stage.Host.InDatabaseAsync(db => db.Set<TraceSeal>().Where(s => s.Number == 3).ExecuteUpdateAsync(s => s.SetProperty(x => x.Mac, new byte[32]), Ct));
        Assert.Equal(3, (await ReportAsync(stage)).Fault!.What.Sequence);
        await stage.Host.InDatabaseAsync(db => db.Set<TraceSeal>().Where(s => s.Number == 1).ExecuteDeleteAsync(Ct));
        Assert.Equal(1, (await ReportAsync(stage)).Fault!.What.Sequence);
    }

    private static Task SealAsync(OfficeStage stage) => stage.Host.InScopeAsync(s => s.GetRequiredService<TraceSeals>().RunAsync(Ct));

    private static Task<VerifyTrace.Report> ReportAsync(OfficeStage stage) => stage.World.DoAsync<VerifyTrace, VerifyTrace.Report>(v => v.CheckAsync(Ct));

    private static TraceEntry Of(TraceEntry e, string actor, DateTime at) => new()
    {
        SubjectId = e.SubjectId, Sequence = e.Sequence, At = at, ActorId = e.ActorId, ActorName = actor, ActingForId = e.ActingForId, ActingForName = e.ActingForName,
        End = e.End, What = e.What, Reason = e.Reason, Data = e.Data,
    };

    /// <summary>The entries with hashes that fit them, and the head that fits these.</summary>
    private static Task<bool> RewriteAsync(OfficeStage stage, Guid caseId, IReadOnlyList<TraceEntry> entries) => stage.Host.InDatabaseAsync(async db =>
    {
        byte[] head = [];
        foreach (var entry in entries)
        {
            entry.Hash = head = Trace.HashOf(entry, head);
        }

        await db.Set<TraceEntry>().Where(x => x.SubjectId == caseId).ExecuteDeleteAsync(Ct);
        db.AddRange(entries);
        await db.SaveChangesAsync(Ct);
        await db.Set<Case>().Where(c => c.Id == caseId).ExecuteUpdateAsync(s => s.SetProperty(c => c.TraceHead, head), Ct);
        return true;
    });

    private static Task<int> RunAsync(OfficeStage stage) => VerifyTrace.Verb.Run(stage.Host.Services, [], Ct);

    private static Task<bool> PutBackAsync(OfficeStage stage, Guid caseId, TraceEntry before) => stage.Host.InDatabaseAsync(async db =>
    {
        await db.Set<TraceEntry>().Where(x => x.Hash == before.Hash || (x.SubjectId == caseId && x.Sequence == before.Sequence) || x.Sequence == 900).ExecuteDeleteAsync(Ct);
        db.Add(before);
        await db.SaveChangesAsync(Ct);
        return true;
    });
}
