using Microsoft.Playwright;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>What was typed into an application outlives the tab, a second tab and the session.</summary>
[Collection(BrowserRun.Name)]
public sealed class NothingIsLost(BrowserStage stage)
{
    private const string Saved = "document.querySelector('[data-save-state]').dataset.state === 'saved'";
    private const string Wrong = "document.querySelector('[data-save-state]').dataset.state === 'wrong'";

    [Fact]
    [Requirement("12.03")]
    public async Task A_closed_tab_loses_nothing()
    {
        await using var person = await BeginAsync("zhangsan", "lost-tab");
        await TypeAsync(person, "关掉页面也还在。");
        await person.Page.WaitForFunctionAsync(Saved);
        await person.SeeAsync("saved");
        var draft = new Uri(person.Page.Url).AbsolutePath.Split("/form/")[0];
        await person.CloseTabAsync();
        await person.GoAsync("/my", "my");
        await person.LeaveAsync(() => person.Page.Locator($"main a[href='{draft}']").First.ClickAsync());
        await person.LeaveAsync(() => person.Page.Locator("main a[href$='/form/matter']").First.ClickAsync());
        Assert.Equal("关掉页面也还在。", await Summary(person).InputValueAsync());
        await person.DiscardAsync(draft);
    }

    [Fact]
    [Requirement("12.03")]
    public async Task A_second_tab_is_told_and_keeps_its_text()
    {
        await using var first = await BeginAsync("zhangsan", "lost-two");
        var second = await first.AnotherTabAsync();
        await second.Page.GotoAsync(first.Page.Url);
        await TypeAsync(first, "第一个页面写的。");
        await first.Page.WaitForFunctionAsync(Saved);
        await TypeAsync(second, "第二个页面写的。");
        await second.Page.WaitForFunctionAsync(Wrong);
        Assert.Contains("另一个页面", await second.Page.InnerTextAsync("[data-save-state]"), StringComparison.Ordinal);
        await second.PressAsync("保存并继续");
        await second.SeeAsync("told");
        Assert.Contains("在另一个页面或设备上被修改过", await second.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal("第二个页面写的。", await Summary(second).InputValueAsync());
        await second.PressAsync("保存并继续");
        await first.Page.ReloadAsync();
        Assert.Equal("第二个页面写的。", await Summary(first).InputValueAsync());
        await first.DiscardAsync(new Uri(first.Page.Url).AbsolutePath.Split("/form/")[0]);
    }

    /// <summary>The second press would break off the first and send the form anew.</summary>
    [Fact]
    public async Task A_second_press_while_the_first_is_under_way_sends_nothing_and_says_so()
    {
        await using var person = await Visitor.OpenAsync(stage, Screen.Pc, "pressed-twice");
        var (page, sent) = (person.Page, 0);
        page.Request += (_, request) => sent += request.Method == "POST" ? 1 : 0;
        await page.GotoAsync("/guide-feedback/" + Prepared.Item);
        await page.SelectOptionAsync("[name='Input.Element']", "materials");
        await page.FillAsync("[name='Input.Text']", "窗口说还要带租赁合同。");
        var after = await page.EvaluateAsync<string[]>(
            """
            () => {
              const form = document.querySelector('main form'), button = form.querySelector('.zt-actions button');
              button.click();
              button.click();
              return [form.getAttribute('aria-busy'), document.querySelector('[data-toast]').textContent];
            }
            """);
        Assert.Equal(["true", "正在提交，请稍候"], after);
        await page.WaitForURLAsync("**sent=true");
        Assert.Equal(1, sent);
        await page.GoBackAsync();
        Assert.Null(await page.GetAttributeAsync("main form", "aria-busy"));
    }

    /// <summary>The save line says so at once; after signing in again the text stands in its field and is saved.</summary>
    [Fact]
    [Requirement("12.03")]
    public async Task An_expired_session_loses_nothing()
    {
        await using var person = await BeginAsync("zhangsan", "lost-session");
        await person.ForgetSessionAsync();
        await TypeAsync(person, "登录过期时写的。");
        await person.Page.WaitForFunctionAsync(Wrong);
        await person.SeeAsync("expired");
        await person.PressAsync("保存并继续");
        Assert.Contains("/account/sign-in", person.Page.Url, StringComparison.Ordinal);
        await person.SeeAsync("signinagain");
        await person.Page.FillAsync("[name='Input.Login']", "zhangsan");
        await person.Page.FillAsync("[name='Input.Password']", Zhengtong.Identity.Contracts.DemoPeople.Password);
        await person.LeaveAsync(() => person.Page.ClickAsync("main form:has([name='Input.Password']) button[type=submit]"));
        await person.Page.WaitForFunctionAsync(Saved);
        Assert.Equal("登录过期时写的。", await Summary(person).InputValueAsync());
        await person.SeeAsync("backagain");
        await person.Page.ReloadAsync();
        Assert.Equal("登录过期时写的。", await Summary(person).InputValueAsync());
        await person.DiscardAsync(new Uri(person.Page.Url).AbsolutePath.Split("/form/")[0]);
    }

    /// <summary>What could not be sent waits in the tab, for the same person: the next one at a shared computer does not find it there.</summary>
    [Fact]
    [Requirement("18.13")]
    public async Task Whoever_signs_out_leaves_nothing_in_the_tab()
    {
        await using var person = await Visitor.OpenAsync(stage, Screen.Pc, "signed-out");
        await person.EnterAsync("zhangsan");
        await person.Page.GotoAsync("/my/profile");
        await person.Page.EvaluateAsync("sessionStorage.setItem('zt-unsent:/apply', '解放路 3 号')");
        await person.LeaveAsync(() => person.Page.Locator(".zt-signout button").First.ClickAsync());
        Assert.Equal(0, await person.Page.EvaluateAsync<int>("sessionStorage.length"));
    }

    /// <summary>Whoever walks away from a shared computer is signed out after half an hour: what he looked at goes from the screen too.</summary>
    [Fact]
    [Requirement("18.07", "18.13")]
    public async Task A_session_that_ran_out_leaves_nothing_on_the_screen()
    {
        await using var person = await Visitor.OpenAsync(stage, Screen.Pc, "ran-out");
        await person.EnterAsync("zhangsan");
        await person.Page.GotoAsync("/my");
        await person.Page.EvaluateAsync("localStorage.clear()");
        await person.Page.Clock.InstallAsync();
        await person.Page.GotoAsync("/my/profile?a=1");
        await person.Page.WaitForFunctionAsync("localStorage.getItem('zt-asked')");
        await person.Page.Clock.FastForwardAsync("29:00");
        Assert.EndsWith("/my/profile?a=1", person.Page.Url, StringComparison.Ordinal);
        await person.LeaveAsync(() => person.Page.Clock.FastForwardAsync("02:00"));
        Assert.EndsWith("/account/sign-in?expired=true&returnUrl=%2Fmy%2Fprofile%3Fa%3D1", person.Page.Url, StringComparison.Ordinal);
    }

    private async Task<Visitor> BeginAsync(string login, string journey)
    {
        var person = await Visitor.OpenAsync(stage, Screen.Pc, journey);
        await person.EnterAsync(login);
        await person.Page.GotoAsync($"/apply/{Prepared.Item}");
        await person.PressAsync("开始填写");
        await person.LeaveAsync(() => person.Page.Locator("main a[href$='/form/matter']").First.ClickAsync());
        return person;
    }

    private static ILocator Summary(Visitor person) => person.Page.Locator("main textarea[name='a.matter.summary'], main textarea[name$='summary']").First;

    /// <summary>Types once the page's script watches the form.</summary>
    private static async Task TypeAsync(Visitor person, string text)
    {
        await person.Page.WaitForFunctionAsync("document.querySelector('form[data-autosave]').dataset.ztAutosave");
        await Summary(person).FillAsync(text);
    }
}
