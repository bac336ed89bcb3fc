using System.Net;
using Microsoft.EntityFrameworkCore;
using OtpNet;
using Xunit;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class AuthenticatorTests
{
    [Theory, EachDatabase]
    [Requirement("08.02")]
    public async Task An_authenticator_counts_once_it_has_made_a_right_code(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = await host.BrowserAsync("reviewer1", strong: true);
        var before = await SecretAsync(host);
        var page = await browser.PageAsync("/account/authenticator");
        var fields = new Dictionary<string, string> { ["Offer"] = page.QuerySelector("input[name=Offer]")!.GetAttribute("value")!, ["Code"] = "000000" };
        Assert.Equal(HttpStatusCode.OK, (await browser.PostWithTokenOfAsync("/account/authenticator", "/account/authenticator", fields)).StatusCode);
        Assert.Equal(before, await SecretAsync(host));

        fields["Code"] = new Totp(Base32Encoding.ToBytes(page.QuerySelector("main code")!.TextContent)).ComputeTotp(host.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal("/office", (await browser.PostWithTokenOfAsync("/account/authenticator", "/account/authenticator", fields)).Headers.Location!.OriginalString);
        Assert.NotEqual(before, await SecretAsync(host));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri("/account/post", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    private static Task<string> SecretAsync(TestHost host) => host.InDatabaseAsync(db =>
        db.Set<Account>().Where(x => x.Login == "reviewer1").Select(x => x.TotpSecretHidden).SingleAsync(TestContext.Current.CancellationToken));
}
