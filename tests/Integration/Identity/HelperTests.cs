using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Withdraw;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Halls.Assist;
using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Halls;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>帮办代办: a helper of the staff files and follows one matter in somebody's name, by a mandate and no further (05.20, 08.11).</summary>
public sealed class HelperTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("05.20", "08.11", "03.09")]
    public async Task A_clerk_to_whom_somebody_gave_it_at_the_counter_files_in_his_name_and_is_a_clerk_again_when_it_is_done(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var host = stage.Host;
        var (own, clerk, other) = (await stage.ApplyAsync(), await host.BrowserAsync("clerk1"), await host.BrowserAsync("clerk2"));
        var zhang = DemoPeople.Applicants.Single(a => a.Login == "zhangsan");
        var address = HelpingPageModel.Path + "?item=" + Uri.EscapeDataString(stage.Item.Code);
        Dictionary<string, string> fields = new()
        {
            ["Input.IdNumber"] = SeedDemoPeople.IdNumberOf(zhang), ["Input.Name"] = zhang.Name, ["Input.Phone"] = "13912340001", ["Terms.Acts"] = "Apply", ["Terms.Until"] = "2026-06-30",
        };
        Assert.Contains("核对委托人的身份证原件", await (await clerk.SubmitAsync(address, fields, "Register")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        fields["DocumentSeen"] = "true";
        Assert.Equal(HelpingPageModel.Path + "?done=registered", (await clerk.SubmitAsync(address, fields, "Register")).Headers.Location?.OriginalString);
        var given = await host.InDatabaseAsync(db => db.Set<Delegation>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal((DelegationKind.Helper, true, (Guid?)null), (given.Kind, given.EndsWithCase, given.DelegateId));
        Assert.Contains("窗口甲（演示）帮您办理", await host.InboxAsync("zhangsan"), StringComparison.Ordinal);

        // It is his alone, and while he acts by it nothing of his post goes with him.
        Assert.DoesNotContain(zhang.Name, (await other.PageAsync(HelpingPageModel.Path)).Body!.TextContent, StringComparison.Ordinal);
        var stolen = await other.PostWithTokenOfAsync(HelpingPageModel.Path, HelpingPageModel.Path + "?handler=Act", new() { ["id"] = $"{given.Id}" });
        Assert.Contains("没有找到这项委托", await stolen.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal("/my", (await clerk.SubmitAsync(HelpingPageModel.Path, [], "Act")).Headers.Location?.OriginalString);
        Assert.Contains("窗口甲（演示） 正在代 张三（演示） 办事（帮办代办）：只能办“食品经营许可”", (await clerk.PageAsync("/my")).Body!.TextContent, StringComparison.Ordinal);
        foreach (var closed in new[] { HelpingPageModel.Path, "/desk/apply", "/desk/identity", "/my/profile", "/my/delegations" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await clerk.StatusAsync(closed));
        }

        Assert.Equal(HttpStatusCode.NotFound, await clerk.StatusAsync($"/my/cases/{own}"));
        var act = await host.HelpingAsync("clerk1", given.Id);
        Assert.Equal(ActorKind.Applicant, act.Actor.Kind);
        Assert.Null(act.Actor.Post);
        Assert.Equal(HttpStatusCode.OK, await clerk.StatusAsync("/apply/" + Uri.EscapeDataString(stage.Item.Code)));
        var draft = await stage.FilledAsync(act);
        var made = (await host.InScopeAsync(s => s.GetRequiredService<SubmitApplication>().HandleAsync(draft, act, default))).Value.CaseId;
        var @case = await stage.CaseAsync(made);
        Assert.Equal((given.PrincipalId, act.Actor.Id, (Guid?)given.Id, (Guid?)null), (@case.ApplicantId, @case.AgentId!.Value, @case.MandateId, @case.ReceivedById));
        var first = (await host.InDatabaseAsync(db => db.TraceOfAsync(made, Ct)))[0];
        Assert.Equal(("窗口甲（演示）", (Guid?)given.PrincipalId), (first.ActorName, first.ActingForId));
        Assert.Equal("cases.decider-received", Zhengtong.Cases.Dispatch.TakeStep.MayDecide(@case, act.Actor with { Kind = ActorKind.Staff }).Problems[0].Code);
        Assert.Equal(HttpStatusCode.OK, await clerk.StatusAsync($"/my/cases/{made}"));
        await DispatchAsync(host);
        Assert.Contains("由窗口甲（演示）代办", await host.InboxAsync("zhangsan"), StringComparison.Ordinal);

        Assert.True((await host.InScopeAsync(s => s.GetRequiredService<WithdrawCase>().HandleAsync(made, "不办了", act, default))).Ok);
        await DispatchAsync(host);
        Assert.Equal(HttpStatusCode.Forbidden, await clerk.StatusAsync($"/my/cases/{made}"));
        Assert.Contains("现在没有人委托您帮办", (await clerk.PageAsync(HelpingPageModel.Path)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("委托随之结束", await host.InboxAsync("zhangsan"), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("05.20", "08.11", "08.17")]
    public async Task Who_asked_for_help_signs_online_and_it_ends_at_once_when_he_takes_it_back_or_the_helper_leaves(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var host = stage.Host;
        await new CaseWorld(host).PublishAsync(HallStage.ItemCode, CaseWorld.Content() with { Tags = [ItemTags.Assisted] });
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        var (person, clerk, stranger) = (await host.BrowserAsync("zhangsan"), await host.BrowserAsync("clerk1"), await host.BrowserAsync("lisi"));
        var hall = (await stage.HallAsync()).Id;
        var asking = await stage.ByAsync("zhangsan");
        var request = (await stage.DoAsync<AskAssistance, Outcome<Guid>>(a => a.HandleAsync(
            HallStage.ItemCode, new() { HallId = hall, Name = "张三", Phone = "13812345678", On = HallStage.Tuesday, Half = HalfDay.Either }, asking, Ct))).Value;
        var page = $"/my/delegations/helper/{request}";
        Assert.Equal(HttpStatusCode.NotFound, await person.StatusAsync(page));
        await clerk.SubmitAsync($"/desk/assistance/{request}", [], "Accept");
        var links = (await person.PageAsync($"/my/assistance/{request}")).QuerySelectorAll("main a").Select(a => a.GetAttribute("href"));
        Assert.Equal(page, links.Single(h => h!.Contains("/helper/", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusAsync(page));
        Assert.Contains("勾选同意", await (await person.SubmitAsync(page, [])).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("重新阅读", await (await person.SubmitAsync(page, new() { ["Agree"] = "true", ["Digest"] = "other" })).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var signed = (await person.SubmitAsync(page, new() { ["Agree"] = "true" })).Headers.Location!.OriginalString;
        Assert.Contains("即时生效", (await person.PageAsync(signed)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已经委托这名帮办人员", await (await person.SubmitAsync(page, new() { ["Agree"] = "true" })).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        await clerk.SubmitAsync(HelpingPageModel.Path, [], "Act");
        Assert.Equal(HttpStatusCode.OK, await clerk.StatusAsync("/my/cases"));
        await person.SubmitAsync(signed.Split('?')[0], new() { ["Sure"] = "true" }, "End");
        Assert.Equal(HttpStatusCode.Forbidden, await clerk.StatusAsync("/my/cases"));
        Assert.Equal(HttpStatusCode.OK, await clerk.StatusAsync(HelpingPageModel.Path));

        // Signed again, the helper leaves.
        await person.SubmitAsync(page, new() { ["Agree"] = "true" });
        var helper = await host.InDatabaseAsync(db => db.Set<Delegation>().Where(d => d.RevokedAt == null).Select(d => d.HelperId!.Value).SingleAsync(Ct));
        var admin = stage.By(Guid.CreateVersion7(), "管理员");
        var went = await host.InScopeAsync(s => s.GetServices<IOpenWork>().Single(w => w.Key == "identity.helper-mandates").HandOverAsync(helper, null, admin, Ct));
        Assert.Equal(new HandedOver(0, 1), went);
        Assert.Contains("已离岗，委托随之结束", await host.InboxAsync("zhangsan"), StringComparison.Ordinal);
        Assert.False(await host.InDatabaseAsync(db => db.Set<Delegation>().AnyAsync(d => d.RevokedAt == null, Ct)));
    }

    /// <summary>A daughter books for her father what she may hand in for him, and sees no other visit of his.</summary>
    [Theory, EachDatabase]
    [Requirement("08.12", "11.17")]
    public async Task A_visit_is_booked_by_a_mandate_for_what_it_covers_and_the_principals_others_are_not_seen(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var host = stage.Host;
        var id = await host.GiveAsync(new() { Items = [HallStage.ItemCode] });
        var (browser, user) = await host.UnderAsync("lisi", id);
        var act = host.ActOf(user);
        var his = await stage.BookedAsync("zhangsan");
        Assert.Equal("halls.outside-mandate", (await stage.BookAsync(act)).Problems[0].Code);
        var wednesday = HallStage.Tuesday.AddDays(1);
        var booked = await stage.BookAsync(act, wednesday, item: HallStage.ItemCode);
        Assert.True(booked.Ok, booked.Ok ? "" : booked.Problems[0].Message);
        var booking = await stage.BookingAsync(booked.Value);
        Assert.Equal((act.Actor.Id, act.Party.Id), (booking.PersonId, booking.PartyId));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (await browser.StatusAsync($"/my/bookings/{booking.Id}"), await browser.StatusAsync($"/my/bookings/{his.Id}")));
        Assert.Equal(HttpStatusCode.NotFound, await browser.StatusAsync($"/my/bookings/{his.Id}/change"));
        Assert.DoesNotContain(his.Code, (await browser.PageAsync("/my/bookings")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("halls.booking-unknown", (await stage.DoAsync<Zhengtong.Halls.Book.CancelBooking, Outcome>(c => c.HandleAsync(his.Id, act, Ct))).Problems[0].Code);
        var father = await host.BrowserAsync("zhangsan");
        Assert.Contains(booking.Code, (await father.PageAsync($"/my/bookings/{booking.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SubmitAsync($"/my/bookings/{booking.Id}", [], "Cancel")).StatusCode);

        // Who may only follow books nothing.
        var follower = host.ActOf((await host.UnderAsync("lisi", await host.GiveAsync(new() { Items = [HallStage.ItemCode], Acts = [MandateActs.Follow] }))).User);
        Assert.Equal("halls.outside-mandate", (await stage.BookAsync(follower, wednesday, item: HallStage.ItemCode)).Problems[0].Code);
    }

    /// <summary>A theme is what stood under it when it was signed.</summary>
    [Theory, EachDatabase]
    [Requirement("08.10", "08.11")]
    public async Task A_theme_covers_the_items_under_it_when_it_was_signed_and_none_that_come_later(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var host = stage.Host;
        var theme = new Theme { Id = Guid.CreateVersion7(), Audience = ThemeAudience.Person, Kind = "主题", Name = "我要开店" };
        await host.InDatabaseAsync(async db =>
        {
            db.AddRange(theme, new ItemTheme { ThemeId = theme.Id, ItemId = stage.Item.ItemId });
            return await db.SaveChangesAsync(Ct);
        });
        var page = await (await host.BrowserAsync("zhangsan")).PageAsync("/my/delegations/new?q=" + Uri.EscapeDataString("开店"));
        var link = page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).Single(h => h.Contains($"theme={theme.Id}", StringComparison.Ordinal));
        Assert.Contains("“我要开店”主题现有的 1 个事项", (await (await host.BrowserAsync("zhangsan")).PageAsync(link)).Body!.TextContent, StringComparison.Ordinal);

        var id = await host.GiveAsync(new() { Themes = [theme.Id] });
        var later = await new CaseWorld(host).PublishAsync(HallStage.ItemCode[..^4] + "2-00", CaseWorld.Content());
        await host.InDatabaseAsync(async db =>
        {
            db.Add(new ItemTheme { ThemeId = theme.Id, ItemId = later.ItemId });
            return await db.SaveChangesAsync(Ct);
        });
        var user = (await host.UnderAsync("lisi", id)).User;
        var mandate = user.Party()!.Mandate!;
        Assert.Equal((true, false, false), (mandate.Covers(stage.Item.ItemId, Guid.Empty), mandate.Covers(later.ItemId, stage.Item.OrganisationId), mandate.Everything));
        Assert.Equal([stage.Item.ItemId], mandate.Items);
        Assert.Contains("“我要开店”主题签署时的 1 个事项", mandate.ScopeText, StringComparison.Ordinal);
        var delegation = await host.InDatabaseAsync(db => db.Set<Delegation>().AsNoTracking().SingleAsync(d => d.Id == id, Ct));
        Assert.True(await host.InScopeAsync(s => Task.FromResult(Consent.IsWhole(s.GetRequiredService<PersonalData>(), delegation))));
    }

    private static async Task DispatchAsync(TestHost host)
    {
        while (await host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(Ct) > 0)
        {
        }
    }
}
