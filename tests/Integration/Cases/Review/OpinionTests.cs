using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.Review;

/// <summary>An opinion is given once: who asked has read it.</summary>
public sealed class OpinionTests
{
    [Theory, EachDatabase]
    [Requirement("03.28")]
    public async Task Of_two_answers_at_once_the_first_stays(Engine engine)
    {
        var meanwhile = new Meanwhile();
        await using var stage = await WindowStage.StartAsync(engine, adjust: meanwhile.Attach);
        var caseId = await stage.ApplyAsync();
        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>(async (a, act) => await a.HandleAsync((await stage.StepAsync(caseId)).Id, "", act, default), "clerk1");
        var (asker, asked) = (await stage.ActAsync("reviewer1"), await stage.ActAsync("approver1"));
        var step = await stage.StepAsync(caseId);
        Assert.Equal("ok", await CodeAsync(stage, c => c.AskAsync(step.Id, asked.Actor.Id, "通道宽度是否合格", asker, default)));
        var question = await stage.Host.InDatabaseAsync(db => db.Set<Consultation>().Where(x => x.CaseId == caseId).Select(x => x.Id).SingleAsync());
        Task<string> Answer(string answer) => CodeAsync(stage, c => c.AnswerAsync(question, answer, asked, default));
        var quicker = "";
        meanwhile.After("FROM \"?cases_consultation", async () => quicker = await Answer("合格"));

        var slower = await Answer("不合格");

        Assert.Equal(("ok", "cases.step-gone"), (quicker, slower));
        Assert.Equal("合格", await stage.Host.InDatabaseAsync(db => db.Set<Consultation>().Where(x => x.Id == question).Select(x => x.Answer).SingleAsync()));
    }

    private static Task<string> CodeAsync(WindowStage stage, Func<Consult, Task<Outcome>> run) =>
        stage.Host.InScopeAsync(async s => await run(s.GetRequiredService<Consult>()) is { Ok: false } refused ? refused.Problems[0].Code : "ok");
}
