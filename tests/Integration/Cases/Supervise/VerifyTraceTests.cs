using System.Linq.Expressions;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
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

        await stage.Host.InDatabaseAsync(db => db.Set<TraceEntry>().Where(x => x.SubjectId == caseId && x.Sequence == 2).ExecuteUpdateAsync(s => s.SetProperty(x => x.ActorName, "别人"), Ct));
        Assert.Contains("留痕校验未通过", (await supervisor.PageAsync($"/office/trace/{number}")).Body!.TextContent, StringComparison.Ordinal);
    }

    private static Task<int> RunAsync(OfficeStage stage) => VerifyTrace.Verb.Run(stage.Host.Services, [], Ct);

    private static Task<bool> PutBackAsync(OfficeStage stage, Guid caseId, TraceEntry before) => stage.Host.InDatabaseAsync(async db =>
    {
        await db.Set<TraceEntry>().Where(x => x.Hash == before.Hash || (x.SubjectId == caseId && x.Sequence == before.Sequence) || x.Sequence == 900).ExecuteDeleteAsync(Ct);
        db.Add(before);
        await db.SaveChangesAsync(Ct);
        return true;
    });
}
