using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>A person proves who he is by a payment, a company what it is by a transfer, and a helper of the window acts for somebody who came with his identity card.</summary>
[Collection(BrowserRun.Name)]
public sealed class ProvedAndHelped(BrowserStage stage)
{
    private const string Item = "511A0149300000-511602000000-000-115113016823646795-1-00";

    [Theory]
    [InlineData(Screen.Pc)]
    [InlineData(Screen.Phone)]
    [Requirement("08.02")]
    public async Task A_person_nobody_has_checked_pays_from_his_own_account_and_is_known_by_name(Screen screen)
    {
        await UnproveAsync(await PersonAsync("lisi"));
        await using var person = await Visitor.OpenAsync(stage, screen, "payment");
        await person.EnterAsync("lisi");
        await person.GoAsync("/account/real-name", "ways");
        await person.LeaveAsync(() => person.Page.Locator("main a:has-text('支付认证')").ClickAsync());
        await person.SeeAsync("begin");
        await person.PressAsync("开始支付认证");
        if (await person.Button("打开支付页面").CountAsync() > 0)
        {
            await person.SeeAsync("open");
            await person.PressAsync("打开支付页面");
        }

        await person.SeeAsync("bank");
        await person.PressAsync("确认支付");
        await person.SeeAsync("proved");
        Assert.Contains("支付认证", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(ProofKind.Payment, await LatestAsync(await PersonAsync("lisi")));
    }

    [Fact]
    [Requirement("08.02", "08.04")]
    public async Task A_company_nobody_has_checked_tells_how_much_came_to_its_account()
    {
        var company = await stage.InDatabaseAsync(db => (
            from a in db.Set<Account>()
            join g in db.Set<CompanyAgent>() on a.PersonId equals g.PersonId
            where a.Login == "company2"
            select g.CompanyId).SingleAsync());
        await UnproveAsync(company);
        await using var person = await Visitor.OpenAsync(stage, Screen.Pc, "transfer");
        await person.EnterAsync("company2");
        await person.GoAsync($"/my/companies/{company}/transfer", "begin");
        await person.Page.FillAsync("[name='Input.Account']", "12");
        await person.Page.FillAsync("[name='Input.Bank']", "中国工商银行广安分行");
        await person.PressAsync("申请打款");
        await person.SeeAsync("refused");
        Assert.Contains("对公账号", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await person.Page.FillAsync("[name='Input.Account']", "6222021234567890");
        await person.PressAsync("申请打款");
        await person.SeeAsync("sent");

        await using var bank = await person.AnotherTabAsync();
        await bank.GoAsync((await person.Page.Locator("main a:has-text('打开演示银行')").GetAttributeAsync("href"))!, "bank");
        var yuan = await bank.Page.Locator("[data-amount]").InnerTextAsync();
        await person.Page.FillAsync("[name=Yuan]", yuan);
        await person.PressAsync("提交金额");
        await person.SeeAsync("proved");
        Assert.Contains("不需要再验证", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(ProofKind.Transfer, await LatestAsync(company));
    }

    [Theory]
    [InlineData(Screen.Pc)]
    [InlineData(Screen.Phone)]
    [Requirement("05.20", "08.11")]
    public async Task A_helper_registers_a_mandate_at_the_window_and_acts_in_that_name_until_it_is_over(Screen screen)
    {
        var principal = DemoPeople.Applicants.Single(a => a.Login == "zhangsan");
        await using var helper = await Visitor.OpenAsync(stage, screen, "helping");
        await helper.EnterAsync("clerk2");
        await helper.GoAsync($"/desk/helping?item={Item}", "register");
        await helper.Page.FillAsync("[name='Input.IdNumber']", SeedDemoPeople.IdNumberOf(principal));
        await helper.Page.FillAsync("[name='Input.Name']", principal.Name);
        await helper.Page.FillAsync("[name='Input.Phone']", "19900000001");
        await helper.Page.Locator("[name='Terms.Acts']").First.CheckAsync();
        await helper.Page.FillAsync("[name='Terms.Until']", LegalDayAfter(30));
        await helper.Page.Locator("[name=DocumentSeen]").First.CheckAsync();
        await helper.PressAsync("登记");
        await helper.SeeAsync("registered");
        Assert.Contains("已登记", await helper.Page.InnerTextAsync("main"), StringComparison.Ordinal);

        await helper.PressAsync("以他的名义办理");
        await helper.SeeAsync("acting");
        Assert.Contains("正在代", await helper.Page.Locator(".zt-actor").InnerTextAsync(), StringComparison.Ordinal);
        await helper.StartAsync(Item);
        await helper.SeeAsync("draft");

        await helper.EnterAsync("clerk2");
        await helper.GoAsync("/desk/helping", "given");
        await helper.Button("结束").ClickAsync();
        await helper.LeaveAsync(() => helper.Page.Locator("dialog[open] button:has-text('结束')").ClickAsync());
        await helper.SeeAsync("ended");
        Assert.Contains("现在没有人委托您帮办", await helper.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private string LegalDayAfter(int days) => DateOnly.FromDateTime(stage.Clock.GetUtcNow().UtcDateTime.AddDays(days)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private Task<Guid> PersonAsync(string login) => stage.InDatabaseAsync(db => db.Set<Account>().Where(a => a.Login == login).Select(a => a.PersonId!.Value).SingleAsync());

    private Task<ProofKind> LatestAsync(Guid party) => stage.InDatabaseAsync(db => db.ProofsOf(party).OrderByDescending(p => p.At).Select(p => p.Kind).FirstAsync());

    /// <summary>Whoever checked erred: nothing is known but what was said.</summary>
    private Task<int> UnproveAsync(Guid party) => stage.InDatabaseAsync(db =>
    {
        var at = Act.Micro(stage.Clock.GetUtcNow().UtcDateTime);
        return db.Set<IdentityProof>().Where(p => p.PartyId == party && p.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(p => p.EndedAt, at));
    });
}
