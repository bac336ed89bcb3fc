using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Cases.Track;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;
using ApplyStage = Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Cases.Choice;

/// <summary>The applicant chooses the channel: a whole life without a visit, or straight at the window without anything online before.</summary>
public sealed class ChannelChoiceTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.36")]
    public async Task A_matter_is_applied_for_corrected_decided_and_delivered_without_a_visit(Engine engine)
    {
        await using var stage = await StartAsync(engine, Content with { Visits = 0 });
        await stage.Host.InScopeAsync(s => s.GetRequiredService<Templates>().EnsureSeededAsync(Ct));
        var browser = await stage.SignedInAsync("zhangsan");
        Assert.Contains("不见面审批", (await browser.PageAsync("/items/" + Code)).QuerySelector(".zt-guide__tags")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("不见面审批", (await browser.PageAsync("/items?region=all&unmet=true")).QuerySelector(".zt-item")!.TextContent, StringComparison.Ordinal);

        var draft = await BeginAsync(browser);
        await FillPersonAsync(browser, draft);
        await FillMaterialsAsync(browser, draft);
        await Good(browser.SubmitAsync(draft + "/delivery", new() { ["Delivery"] = "electronic" }));
        var id = await SubmitAsync(browser, draft);
        await DoAsync<AskCorrection, Outcome<Guid>>(stage, id, "intake", (a, step) => a.HandleAsync(step, [new("site-plan", "平面图看不清，请重新上传")], stage.World.By(CaseWorld.Clerk), Ct));
        using var corrected = await TrackStage.UploadAsync(browser, $"/my/cases/{id}/correction", [], ("material-site-plan", "平面图.pdf", Pdf));
        Assert.Equal(HttpStatusCode.Redirect, corrected.StatusCode);
        await DoAsync<AcceptCase, Outcome<AcceptCase.Accepted>>(stage, id, "intake", (a, step) => a.HandleAsync(step, "齐全", stage.World.By(CaseWorld.Clerk), Ct));
        await DoAsync<CompleteReview, Outcome<Guid>>(stage, id, "review", (r, step) => r.HandleAsync(new(step, true, "符合"), stage.World.By(CaseWorld.Reviewer), Ct));
        await DoAsync<DecideCase, Outcome<Guid>>(stage, id, "decide", (d, step) => d.HandleAsync(new(step, true, ""), stage.World.By(CaseWorld.Approver), Ct));

        var done = await stage.CaseAsync(id);
        Assert.Equal(CaseStatus.Granted, done.Status);
        var delivery = await stage.Host.InDatabaseAsync(db => db.Set<Zhengtong.Cases.Model.Delivery>().AsNoTracking().SingleAsync(d => d.CaseId == id, Ct));
        Assert.Equal("electronic", delivery.Method);
        Assert.NotNull(delivery.SignedAt);
        using var result = await browser.GetAsync(new Uri($"/cases/{id}/result.pdf", UriKind.Relative), Ct);
        Assert.Equal("application/pdf", result.Content.Headers.ContentType?.MediaType);

        // Nobody was asked to come: not by a material on paper, a pick-up or a message.
        Assert.False(await stage.Host.InDatabaseAsync(db => db.Set<CaseMaterial>().AnyAsync(m => m.CaseId == id && m.State == MaterialState.Paper, Ct)));
        while (await stage.Host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(Ct) > 0)
        {
        }

        var told = await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.PartyId == done.ApplicantId).Select(m => m.Body).ToListAsync(Ct));
        Assert.NotEmpty(told);
        Assert.DoesNotContain(told, body => body.Contains("窗口领取", StringComparison.Ordinal) || body.Contains("到窗口", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    [Requirement("03.36")]
    public async Task An_item_that_wants_a_visit_is_not_called_so(Engine engine)
    {
        await using var stage = await StartAsync(engine, Content with { Visits = 1 });
        using var browser = stage.Host.Browser();
        Assert.DoesNotContain("不见面审批", (await browser.PageAsync("/items/" + Code)).QuerySelector(".zt-guide__tags")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await browser.PageAsync("/items?region=all&unmet=true")).QuerySelectorAll(".zt-item"));
    }

    [Theory, EachDatabase]
    [Requirement("03.30")]
    public async Task What_is_offered_online_is_taken_in_at_the_window_without_booking_or_anything_online_before(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var online = await stage.SignedInAsync("lisi");
        Assert.NotNull((await online.PageAsync("/apply/" + Code)).QuerySelector("main form[method=post]"));

        var clerk = await stage.SignedInAsync("clerk1");
        var begun = await clerk.SubmitAsync("/desk/apply?code=" + Code, new() { ["Input.IdNumber"] = "11010519491231002X", ["Input.Name"] = "钱七", ["Input.Phone"] = "13800138000" });
        var draft = begun.Headers.Location!.OriginalString[..^"/mode".Length];
        foreach (var page in (string[])[draft, draft + "/materials", draft + "/check"])
        {
            var text = (await clerk.PageAsync(page)).QuerySelector("main")!.TextContent;
            Assert.DoesNotContain("预约", text, StringComparison.Ordinal);
            Assert.DoesNotContain("预审", text, StringComparison.Ordinal);
        }

        await Good(clerk.SubmitAsync(draft + "/mode", new() { ["Situation"] = "shop", ["Mode"] = "Normal" }));
        await FillPersonAsync(clerk, draft);
        foreach (var key in (string[])["id-card", "site-plan"])
        {
            await Good(clerk.SubmitAsync(draft + "/materials", new() { ["Key"] = key }, "Paper"));
        }

        var made = await stage.CaseAsync(await SubmitAsync(clerk, draft));
        Assert.Equal(End.Window, made.End);
        Assert.NotNull(made.ReceivedById);

        // The applicant has no account and left nothing online: the window's own draft is all there is.
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Draft>().CountAsync(d => d.PartyId == made.ApplicantId, Ct)));
        Assert.False(await stage.Host.InDatabaseAsync(db => db.Set<Zhengtong.Identity.Model.Account>().AnyAsync(a => a.PersonId == made.ApplicantId, Ct)));
        Assert.Equal(CaseStatus.Received, made.Status);
    }

    private static async Task DoAsync<TAct, TOutcome>(ApplyStage stage, Guid caseId, string key, Func<TAct, Guid, Task<TOutcome>> run)
        where TAct : notnull
        where TOutcome : Outcome
    {
        var step = await stage.World.StepAsync(caseId, key);
        var done = await stage.World.DoAsync<TAct, TOutcome>(a => run(a, step));
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
    }
}
