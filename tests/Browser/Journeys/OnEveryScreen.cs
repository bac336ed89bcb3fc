using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>The pages of an application on the terminal (1080 x 1920) and in 长者模式; and that every public page fits a narrow screen and a page twice as large.</summary>
[Collection(BrowserRun.Name)]
public sealed class OnEveryScreen(BrowserStage stage)
{
    private const string Item = "511A0005200004-511602000000-000-115113016823646795-1-00";
    private static readonly (string Address, string Name)[] Open =
    [
        ("/", "home"), ("/search?q=食品", "search"), ("/items", "items"), ("/themes", "themes"), ($"/items/{Item}", "guide"), ("/track", "track"), ("/help", "help"), ("/accessibility", "accessibility"), ("/regions", "regions"),
        ("/account/sign-in", "signin"), ("/account/register", "register"), ("/privacy", "privacy"),
    ];

    /// <summary>SeeAsync measures: type of 20 px at least for elder people, 44 px for a finger, no sideways scroll, axe.</summary>
    [Theory]
    [InlineData(Screen.Kiosk)]
    [InlineData(Screen.Elder)]
    [Requirement("12.01", "18.04")]
    public async Task Large_type_and_large_targets_from_home_to_help(Screen screen)
    {
        await using var person = await Visitor.OpenAsync(stage, screen, "screens");
        foreach (var (address, name) in Open)
        {
            await person.GoAsync(address, name);
        }

        await person.EnterAsync(screen == Screen.Kiosk ? "lisi" : "company2");
        await person.StartAsync(Item);
        var home = await person.FillSectionsAsync();
        await person.AttachAsync(home);
        await person.GoAsync($"{home}/delivery", "delivery");
        await person.GoAsync($"{home}/check", "check");
        await person.GoAsync("/my", "my");
        await person.GoAsync("/my/cases", "mycases");
        await person.GoAsync("/my/messages", "messages");
        await person.DiscardAsync(home);
    }

    /// <summary>Whose account came from elsewhere is asked about the privacy notice at his first sign-in: he reads it where he is, ticks and goes on to where he wanted.</summary>
    [Theory]
    [InlineData(Screen.Kiosk)]
    [InlineData(Screen.Elder)]
    [InlineData(Screen.Phone)]
    [Requirement("18.04", "18.13")]
    public async Task The_privacy_notice_is_read_and_agreed_to(Screen screen)
    {
        var login = "newcomer-" + screen;
        await stage.InDatabaseAsync(async db =>
        {
            var now = stage.Clock.GetUtcNow().UtcDateTime;
            var person = Person.Register("新来的", DocumentKinds.ResidentCard, new Sealed("", login), new Sealed("", ""), "", now);
            db.AddRange(person, Account.ForPerson(person.Id, login, new Sealed("", login), now));
            return await db.SaveChangesAsync();
        });
        await using var person = await Visitor.OpenAsync(stage, screen, "notice");
        await person.EnterAsync(login);
        await person.GoAsync("/my/cases", "asked");
        await person.Page.Locator("main summary").ClickAsync();
        await person.SeeAsync("whole");
        await person.PressAsync("继续");
        Assert.Contains("请阅读后勾选同意", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await person.SeeAsync("unticked");
        await person.Page.CheckAsync("[name=Agrees]");
        await person.PressAsync("继续");
        Assert.EndsWith("/my/cases", person.Page.Url, StringComparison.Ordinal);
    }

    /// <summary>The switch stands on every page, works at once and is remembered; with it come the reading bar and the guide in few words.</summary>
    [Fact]
    [Requirement("18.01", "18.02", "18.05")]
    public async Task Elder_mode_is_switched_on_reads_aloud_and_offers_the_concise_guide()
    {
        await using var person = await Visitor.OpenAsync(stage, Screen.Phone, "elder");
        await person.Page.GotoAsync($"/items/{Item}");
        var before = await TypeAsync(person);
        await person.Page.Locator("[data-elder-toggle]").ClickAsync();
        await person.Page.Locator(".zt-aloud button:has-text('朗读本页')").WaitForAsync();
        Assert.True(await TypeAsync(person) >= 20 && await TypeAsync(person) > before);
        await person.SeeAsync("guide");
        await person.LeaveAsync(() => person.Page.Locator("main a[href*='brief']").First.ClickAsync());
        Assert.True(await TypeAsync(person) >= 20);
        await person.SeeAsync("brief");
        await person.Page.Locator("[data-elder-toggle]").ClickAsync();
        await person.Page.WaitForFunctionAsync("!document.querySelector('.zt-aloud')");
        Assert.Equal(before, await TypeAsync(person));
    }

    private static Task<double> TypeAsync(Visitor person) => person.Page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.body).fontSize)");

    /// <summary>320 px, and 720 px: what a screen of 1440 shows at 200 %.</summary>
    [Theory]
    [InlineData(320)]
    [InlineData(720)]
    [Requirement("18.04")]
    public async Task Nobody_scrolls_sideways_on_a_narrow_screen_or_at_twice_the_size(int width)
    {
        var prepared = new Prepared(stage);
        var caseId = await prepared.ReceivedAsync("zhangsan");
        await using var person = await Visitor.OpenAsync(stage, Screen.Pc, "narrow");
        foreach (var (address, _) in Open)
        {
            await person.CheckFitsAsync(width, address);
        }

        await person.EnterAsync("zhangsan");
        foreach (var address in (string[])["/my", "/my/cases", "/my/messages", $"/my/cases/{caseId}", $"/my/cases/{caseId}/withdraw", $"/apply/{Item}", "/account/acting-for", "/my/profile"])
        {
            await person.CheckFitsAsync(width, address);
        }

        await person.EnterAsync("clerk1");
        foreach (var address in (string[])["/desk", "/desk/apply", $"/desk/apply?code={Item}"])
        {
            await person.CheckFitsAsync(width, address);
        }
    }
}
