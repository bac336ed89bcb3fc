using System.Text.Json;
using Microsoft.Playwright;
using Zhengtong.Identity.Contracts;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>The ways of signing in besides the password, with Chromium's own authenticator in place of a finger.</summary>
[Collection(BrowserRun.Name)]
public sealed class SigningIn(BrowserStage stage)
{
    /// <summary>Proves himself anew, registers a passkey, leaves, and comes back without typing anything; then takes it back.</summary>
    [Theory]
    [InlineData(Screen.Pc)]
    [InlineData(Screen.Phone)]
    [Requirement("08.01", "08.02")]
    public async Task A_person_registers_a_passkey_and_comes_back_with_it(Screen screen)
    {
        await using var person = await Visitor.OpenAsync(stage, screen, "passkey", host: "localhost");
        await AddAuthenticatorAsync(person.Page);
        await person.SignInAsync("company2");
        await person.GoAsync("/account/passkeys", "none");
        await person.PressAsync("验证身份");
        await person.SeeAsync("stepup");
        await person.Page.FillAsync("[name=Password]", DemoPeople.Password);
        await person.PressAsync("下一步");
        await person.Page.FillAsync("[name=Code]", await person.Page.Locator("[data-demo-code]").InnerTextAsync());
        await person.PressAsync("确认");
        await person.Page.FillAsync("form[data-passkey] [name=Name]", "我的设备");
        await person.PressAsync("登记通行密钥");
        await person.SeeAsync("added");
        Assert.Contains("我的设备", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);

        await person.ForgetSessionAsync();
        await person.GoAsync("/account/sign-in?returnUrl=%2Fmy%2Fprofile", "signin");
        await person.PressAsync("用通行密钥");
        Assert.EndsWith("/my/profile", person.Page.Url, StringComparison.Ordinal);

        await person.GoAsync("/account/passkeys", "one");
        await person.Button("移除").ClickAsync();
        await person.LeaveAsync(() => person.Page.Locator("dialog[open] button:has-text('移除')").ClickAsync());
        Assert.Contains("还没有登记", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await person.ForgetSessionAsync();
        await person.Page.GotoAsync("/account/sign-in");
        await person.PressAsync("用通行密钥");
        await person.SeeAsync("refused");
        Assert.Contains("没有验证成功", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    /// <summary>The screen notices by itself that the phone has confirmed.</summary>
    [Fact]
    [Requirement("08.02")]
    public async Task A_phone_lets_a_screen_in()
    {
        await using var screen = await Visitor.OpenAsync(stage, Screen.Pc, "scan");
        await using var phone = await Visitor.OpenAsync(stage, Screen.Phone, "scan");
        await screen.GoAsync("/account/sign-in?side=staff", "staff");
        await screen.LeaveAsync(() => screen.Page.Locator("main a:has-text('手机扫码登录')").ClickAsync());
        await screen.SeeAsync("intro");
        await screen.PressAsync("显示二维码");
        await screen.SeeAsync("code");
        var (address, number) = (await screen.Page.Locator("[data-scan]").GetAttributeAsync("data-scan"), await screen.Page.InnerTextAsync(".zt-scan__number"));

        await phone.EnterAsync("clerk1");
        await phone.GoAsync(address!, "asks");
        await phone.Page.Locator($".zt-choice:has-text('{number}') input").CheckAsync(new() { Force = true });
        await phone.PressAsync("确认登录");
        await phone.SeeAsync("confirmed");
        await screen.Page.WaitForURLAsync("**/desk");
    }

    /// <summary>Large type and no way lost for elder people; without script what needs it is not offered.</summary>
    [Fact]
    [Requirement("18.01", "18.04")]
    public async Task All_ways_stand_on_the_page_in_large_type_and_those_without_script_stay()
    {
        await using var elder = await Visitor.OpenAsync(stage, Screen.Elder, "ways");
        await elder.GoAsync("/account/sign-in", "signin");
        await elder.GoAsync("/account/scan", "scan");
        await elder.GoAsync("/account/passkey", "passkey");
        await using var plain = await Visitor.OpenAsync(stage, Screen.Phone, "ways-plain", scripted: false);
        await plain.GoAsync("/account/sign-in", "signin");
        Assert.False(await plain.Page.Locator("form[data-passkey]").IsVisibleAsync());
        Assert.True(await plain.Page.Locator("main a:has-text('手机扫码登录')").IsVisibleAsync());
        await plain.GoAsync("/account/passkey", "passkey");
        Assert.True(await plain.Page.Locator("noscript .zt-notice").IsVisibleAsync());
    }

    /// <summary>An authenticator inside the device that its holder unlocks every time.</summary>
    private static async Task AddAuthenticatorAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = JsonSerializer.SerializeToElement(new
            {
                protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true,
            }),
        });
    }
}
