using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Closing;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Identity;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Cases.Apply;

/// <summary>注销账号: what runs ends first, 15 days to think, then who it was is gone and what was handed in stays.</summary>
public sealed class ClosingTests
{
    private const string Page = ClosePageModel.Path;

    [Theory, EachDatabase]
    [Requirement("18.08", "18.13")]
    public async Task An_account_is_closed_after_15_days_and_its_personal_data_are_gone(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var (host, browser) = (stage.Host, await stage.SignedInAsync("zhangsan"));
        var me = await host.PersonAsync("zhangsan");
        var draft = await BeginAsync(browser);
        await FillPersonAsync(browser, draft);
        Assert.Contains("密码不正确", await (await AskAsync(browser, "wrong")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(Page, (await AskAsync(browser)).Headers.Location?.OriginalString);
        Assert.Contains("正在等待注销", (await browser.PageAsync(Page)).Body!.TextContent, StringComparison.Ordinal);

        // Taken back, it is as if it had never been asked.
        await browser.SubmitAsync(Page, [], "Back");
        await AgeAsync(host, 16);
        browser = await stage.SignedInAsync("zhangsan");
        Assert.Equal(Page, (await AskAsync(browser)).Headers.Location?.OriginalString);
        await AgeAsync(host, 14);
        browser = await stage.SignedInAsync("zhangsan");
        await AgeAsync(host, 2);

        var (person, account) = await host.InDatabaseAsync(async db => (await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == me), await db.Set<Account>().AsNoTracking().SingleAsync(a => a.PersonId == me)));
        Assert.Equal(("已注销用户", "", "", ""), (person.Name, person.IdNumberHidden, person.PhoneHidden + person.EmailHidden, person.AddressHidden));
        Assert.Equal(("", ""), (account.PhoneHidden + account.PhoneLookup, account.PasswordHash));
        Assert.NotNull(account.LockedAt);
        Assert.Empty(await host.ProofsAsync(me));
        Assert.False(await host.InDatabaseAsync(db => db.Set<Message>().AnyAsync(m => m.PartyId == me)));
        var erased = await stage.DraftAsync(draft);
        Assert.Equal(("{}", "[]", "已注销用户"), (erased.Answers, erased.Materials, erased.PartyName));
        Assert.NotNull(erased.DiscardedAt);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/my/profile", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Browser().SubmitAsync("/account/sign-in", new() { ["Input.Login"] = "zhangsan", ["Input.Password"] = DemoPeople.Password })).StatusCode);
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(me, default));
        Assert.Equal(["closing-asked", "closing-taken-back", "closing-asked", "account-closed"], trace.Skip(trace.Count - 4).Select(t => t.What));
        Assert.Null(Trace.Check(person, trace));

        // The number is free: whoever it belongs to may register anew.
        var number = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);
        Assert.Null(await host.InScopeAsync(s => s.GetRequiredService<IParties>().FindByIdNumberAsync(DocumentKinds.ResidentCard, number, default)));
    }

    [Theory, EachDatabase]
    [Requirement("18.08")]
    public async Task What_runs_in_his_name_ends_first(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var (host, browser) = (stage.Host, await stage.SignedInAsync("zhangsan"));
        Assert.Equal(Page, (await AskAsync(browser)).Headers.Location?.OriginalString);
        var draft = await BeginAsync(browser);
        await FillPersonAsync(browser, draft);
        await FillMaterialsAsync(browser, draft);
        var id = await SubmitAsync(browser, draft);
        await AgeAsync(host, 16);
        var closing = await host.InDatabaseAsync(db => db.Set<AccountClosing>().AsNoTracking().SingleAsync());
        Assert.Equal(ClosingEnding.Hindered, closing.Ending);
        browser = await stage.SignedInAsync("zhangsan");
        Assert.NotNull((await browser.PageAsync(Page)).QuerySelector($"main a[href='/my/cases/{id}']"));
        var refused = await browser.PostWithTokenOfAsync("/my/profile", Page, new() { ["Password"] = DemoPeople.Password });
        Assert.Contains("还有没办完的事", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<Case>().CountAsync(c => c.ApplicantName == "张三（演示）")));

        // Who represents a company hands it over before.
        Assert.Contains("广安演示餐饮有限公司", (await (await stage.SignedInAsync("company1")).PageAsync(Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient browser, string password = DemoPeople.Password) => browser.SubmitAsync(Page, new() { ["Password"] = password });

    private static Task AgeAsync(TestHost host, int days)
    {
        host.Clock.Advance(TimeSpan.FromDays(days));
        return host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<EraseClosed>().Single().RunAsync(default));
    }
}
