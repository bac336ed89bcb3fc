using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Dispatch;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.FirstAsked;

/// <summary>Who is asked first answers for the matter until somebody else agrees to.</summary>
[Requirement("03.15")]
public sealed class FirstAskedTests
{
    [Theory, EachDatabase]
    public async Task The_clerk_who_received_a_case_stays_its_contact_whoever_works_on_it(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine, WindowStage.Food with { ConsultPhone = "0826-2222222" });
        var caseId = await stage.ApplyAsync(clerk: "clerk1");
        var intake = await stage.StepAsync(caseId);
        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>(async (a, act) => await a.HandleAsync(intake.Id, "", act, default), "clerk2");

        Assert.Equal((await stage.ActAsync("clerk1")).Actor.Id, (await DutyAsync(stage, caseId)).StaffId);
        using var applicant = await stage.SignInAsync("zhangsan");
        var page = (await applicant.OpenAsync($"/my/cases/{caseId}")).Text();
        Assert.Contains("首问负责人", page, StringComparison.Ordinal);
        Assert.Contains("0826-2222222", page, StringComparison.Ordinal);
        Assert.DoesNotContain("窗口甲（演示）", page, StringComparison.Ordinal);
        using var reviewer = await stage.SignInAsync("reviewer1");
        Assert.Contains("窗口甲（演示）", (await reviewer.OpenAsync($"/office/cases/{(await stage.StepAsync(caseId)).Id}")).Text(), StringComparison.Ordinal);
        using var clerk = await stage.SignInAsync("clerk1");
        Assert.Contains((await stage.CaseAsync(caseId)).Number, (await clerk.OpenAsync("/first-asked")).Text(), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task An_online_case_belongs_to_the_first_who_takes_or_answers_it(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var taken = await stage.ApplyAsync();
        Assert.Null((await stage.CaseAsync(taken)).FirstAskedId);
        var step = await stage.StepAsync(taken);
        Assert.Equal("ok", await CodeAsync<TakeStep>(stage, async t => await t.TakeAsync(step.Id, await stage.ActAsync("clerk2"), default)));
        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>(async (a, act) => await a.HandleAsync(step.Id, "", act, default), "clerk2");
        await stage.DecideAsync(taken);
        Assert.Equal((await stage.ActAsync("clerk2")).Actor.Id, (await DutyAsync(stage, taken)).StaffId);

        // Who only dispatched it was not asked.
        var named = await stage.ApplyAsync();
        var intake = await stage.StepAsync(named);
        var clerk1 = await stage.ActAsync("clerk1");
        Assert.Equal("ok", await CodeAsync<RouteStep>(stage, async r => await r.ToPersonAsync(intake.Id, clerk1.Actor.Id, "请办理", await stage.ActAsync("lead2"), default)));
        Assert.Null((await stage.CaseAsync(named)).FirstAskedId);
        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>(async (a, act) => await a.HandleAsync(intake.Id, "", act, default), "clerk1");
        Assert.Equal(clerk1.Actor.Id, (await DutyAsync(stage, named)).StaffId);
    }

    [Theory, EachDatabase]
    public async Task An_enquiry_is_registered_followed_through_and_seen_when_late(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await WindowStage.StartAsync(engine, adjust: sql.Attach);
        using var clerk = await stage.SignInAsync("clerk1");
        using var bad = await clerk.SendAsync("/first-asked/new", "", ("name", ""), ("phone", "电话"), ("item", ""), ("question", " "));
        var errors = (await clerk.AfterAsync(bad)).QuerySelector(".zt-errors")!.TextContent;
        Assert.All((string[])["请填写咨询人的称呼", "能联系到咨询人的电话号码", "请填写咨询的事项", "请填写咨询的问题"], e => Assert.Contains(e, errors, StringComparison.Ordinal));
        using var sent = await clerk.SendAsync("/first-asked/new", "", ("name", "周小明"), ("phone", "13812345678"), ("item", "食品经营许可"), ("question", "要带什么材料？"));
        var path = sent.Headers.Location!.OriginalString;
        var page = (await clerk.OpenAsync(path)).Text();
        Assert.Contains("2026年3月5日", page, StringComparison.Ordinal);
        Assert.DoesNotContain("周小明", page, StringComparison.Ordinal);
        Assert.DoesNotContain("13812345678", page, StringComparison.Ordinal);
        using var shown = await clerk.SendAsync(path, "Reveal", ("purpose", "回电答复"));
        Assert.Contains("13812345678", (await clerk.AfterAsync(shown)).Text(), StringComparison.Ordinal);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<PersonalDataReading>().CountAsync(r => r.Purpose == "回电答复")));
        using var stranger = await stage.SignInAsync("clerk2");
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusAsync(path));
        using var supervisor = await stage.SignInAsync("supervisor1");
        Assert.DoesNotContain("食品经营许可", (await supervisor.OpenAsync("/office/supervision?tab=asked")).Text(), StringComparison.Ordinal);

        stage.Host.Clock.Advance(TimeSpan.FromDays(4));
        using var again = await stage.SignInAsync("supervisor1");
        Assert.Contains("食品经营许可", (await again.OpenAsync("/office/supervision?tab=asked")).Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await again.StatusAsync(path));
        Assert.Single(await sql.DuringAsync(() => again.OpenAsync("/office/supervision?tab=asked"), "cases_duty"));
        using var back = await stage.SignInAsync("clerk1");
        Assert.Contains("超期未答复", (await back.OpenAsync("/first-asked")).Text(), StringComparison.Ordinal);
        Assert.Single(await sql.DuringAsync(() => back.OpenAsync("/first-asked"), "cases_"));
        using var answered = await back.SendAsync(path, "Answer", ("answer", "电话答复：带营业执照和身份证。"));
        Assert.Contains("带营业执照和身份证", (await back.AfterAsync(answered)).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("食品经营许可", (await again.OpenAsync("/office/supervision?tab=asked")).Text(), StringComparison.Ordinal);
        var id = Guid.Parse(path.Split('/')[^1]);
        Assert.Equal("cases.duty-answered", await CodeAsync<RegisterWindowEnquiry>(stage, async r => await r.AnswerAsync(id, "又答", await stage.ActAsync("clerk1"), default)));
        Assert.Equal("cases.duty-ended", await CodeAsync<HandDutyOver>(stage, async h => await h.AskAsync(id, (await stage.ActAsync("clerk2")).Actor.Id, "请接办", await stage.ActAsync("clerk1"), default)));
    }

    [Theory, EachDatabase]
    public async Task It_changes_hands_only_with_the_consent_of_the_other(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (clerk1, clerk2) = (await stage.ActAsync("clerk1"), await stage.ActAsync("clerk2"));
        var caseId = await stage.ApplyAsync(clerk: "clerk1");
        var duty = (await DutyAsync(stage, caseId)).Id;
        Task<string> Ask(Act by, Guid to, string reason = "调离窗口") => CodeAsync<HandDutyOver>(stage, h => h.AskAsync(duty, to, reason, by, default));
        Task<string> Reply(Act by, bool agreed, string note = "") => CodeAsync<HandDutyOver>(stage, h => h.ReplyAsync(duty, agreed, note, by, default));

        Assert.Equal("cases.duty-reason", await Ask(clerk1, clerk2.Actor.Id, " "));
        Assert.Equal("cases.duty-gone", await Ask(clerk2, clerk1.Actor.Id));
        Assert.Equal("cases.duty-person", await Ask(clerk1, clerk1.Actor.Id));
        Assert.Equal("cases.duty-person", await Ask(clerk1, (await stage.ActAsync("housing1")).Actor.Id));
        Assert.Equal("cases.duty-not-asked", await Reply(clerk2, true));
        var both = await Task.WhenAll(Ask(clerk1, clerk2.Actor.Id), Ask(clerk1, clerk2.Actor.Id));
        Assert.Single(both, "ok");
        Assert.Equal(clerk1.Actor.Id, (await DutyAsync(stage, caseId)).StaffId);
        Assert.Equal("cases.duty-note", await Reply(clerk2, false));
        Assert.Equal("ok", await Reply(clerk2, false, "手上事项已满"));
        Assert.Equal(clerk1.Actor.Id, (await DutyAsync(stage, caseId)).StaffId);

        using var asker = await stage.SignInAsync("clerk1");
        using var asked = await asker.SendAsync($"/first-asked/{duty}", "Hand", ("person", clerk2.Actor.Id.ToString()), ("reason", "调离窗口"));
        Assert.Contains("等待答复", (await asker.AfterAsync(asked)).Text(), StringComparison.Ordinal);
        using var next = await stage.SignInAsync("clerk2");
        Assert.Contains("请您接办首问事项", (await next.OpenAsync("/office/messages")).Text(), StringComparison.Ordinal);
        Assert.Single((await next.OpenAsync("/first-asked?offered=true")).QuerySelectorAll("tbody tr"));
        using var agreed = await next.SendAsync($"/first-asked/{duty}", "Agree");
        Assert.Contains("已接办", (await next.AfterAsync(agreed)).Text(), StringComparison.Ordinal);
        var now = await DutyAsync(stage, caseId);
        Assert.Equal((clerk2.Actor.Id, clerk1.Actor.Id), (now.StaffId, now.FirstId));
        var trace = await stage.Host.InDatabaseAsync(db => db.Set<TraceEntry>().Where(t => t.SubjectId == caseId).Select(t => t.What).ToListAsync());
        Assert.Single(trace, "duty-handed-over");
        Assert.Equal("cases.duty-gone", await Ask(clerk1, clerk2.Actor.Id));
    }

    [Theory, EachDatabase]
    public async Task Who_declined_at_that_moment_does_not_take_over(Engine engine)
    {
        var meanwhile = new Meanwhile();
        await using var stage = await WindowStage.StartAsync(engine, adjust: meanwhile.Attach);
        var (clerk1, clerk2) = (await stage.ActAsync("clerk1"), await stage.ActAsync("clerk2"));
        var caseId = await stage.ApplyAsync(clerk: "clerk1");
        var duty = (await DutyAsync(stage, caseId)).Id;
        Task<string> Reply(bool agreed) => CodeAsync<HandDutyOver>(stage, h => h.ReplyAsync(duty, agreed, "手上事项已满", clerk2, default));
        Assert.Equal("ok", await CodeAsync<HandDutyOver>(stage, h => h.AskAsync(duty, clerk2.Actor.Id, "调离窗口", clerk1, default)));
        var declined = "";
        meanwhile.After("FROM \"?cases_duty", async () => declined = await Reply(false));

        var agreed = await Reply(true);

        Assert.Equal(("ok", "cases.duty-not-asked"), (declined, agreed));
        Assert.Equal(clerk1.Actor.Id, (await DutyAsync(stage, caseId)).StaffId);
    }

    private static Task<Duty> DutyAsync(WindowStage stage, Guid caseId) => stage.Host.InDatabaseAsync(db => db.Set<Duty>().AsNoTracking().SingleAsync(d => d.CaseId == caseId));

    private static Task<string> CodeAsync<TAct>(WindowStage stage, Func<TAct, Task<Outcome>> run)
        where TAct : notnull => stage.Host.InScopeAsync(async s => await run(s.GetRequiredService<TAct>()) is { Ok: false } refused ? refused.Problems[0].Code : "ok");
}
