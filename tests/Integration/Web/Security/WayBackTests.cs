using System.Net;
using Xunit;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web.Security;

/// <summary>Every place that leads back to where somebody came from leads to a place of this site, whatever the address says. Signing in does too: SignInPageTests.</summary>
public sealed class WayBackTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("//evil.example/a")]
    [InlineData("/\\evil.example/a")]
    [InlineData("https://evil.example/a")]
    [InlineData("javascript:alert(1)")]
    [Requirement("18.07")]
    public async Task No_way_back_leads_off_the_site(string elsewhere)
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        var back = Uri.EscapeDataString(elsewhere);
        var (person, staff, nobody) = (await host.BrowserAsync("company1"), await host.BrowserAsync("admin1"), host.Browser());
        var post = (await staff.PageAsync("/account/post")).QuerySelector("input[name=postId]")!.GetAttribute("value")!;

        Assert.Equal("/my", Of(await person.SubmitAsync("/account/acting-for?returnUrl=" + back, new() { ["companyId"] = "" })));
        Assert.Equal("/office", Of(await staff.SubmitAsync("/account/post?returnUrl=" + back, new() { ["postId"] = post })));
        Assert.Equal("/", Of(await nobody.GetAsync(new Uri("/preferences/elder?on=true&back=" + back, UriKind.Relative), Ct)));
        Assert.Equal("/", Of(await nobody.GetAsync(new Uri("/preferences/theme?dark=true&back=" + back, UriKind.Relative), Ct)));
        Assert.Equal("/", Of(await nobody.GetAsync(new Uri("/region?code=000000&returnUrl=" + back, UriKind.Relative), Ct)));
    }

    private static string Of(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }
}
