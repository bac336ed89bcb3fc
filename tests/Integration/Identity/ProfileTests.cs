using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class ProfileTests
{
    private static readonly string Number = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.13")]
    public async Task Data_show_masked_and_whole_only_with_a_recorded_purpose(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = await host.BrowserAsync("zhangsan");
        var page = await browser.GetStringAsync(new Uri("/my/profile", UriKind.Relative), Ct);
        Assert.DoesNotContain(Number, page, StringComparison.Ordinal);
        Assert.Contains("5116**********", page, StringComparison.Ordinal);

        var without = await browser.SubmitAsync("/my/profile", new() { ["Purpose"] = " " }, "Reveal");
        Assert.DoesNotContain(Number, await without.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var whole = await browser.SubmitAsync("/my/profile", new() { ["Purpose"] = "核对登记的号码" }, "Reveal");
        Assert.Contains(Number, await whole.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        var reading = Assert.Single(await host.InDatabaseAsync(db => db.Set<PersonalDataReading>().AsNoTracking().ToListAsync(Ct)));
        Assert.Equal("核对登记的号码", reading.Purpose);
        Assert.Equal(reading.PartyId, reading.ReaderId);
    }

    [Theory, EachDatabase]
    public async Task What_the_form_does_not_offer_cannot_be_changed_through_it(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = await host.BrowserAsync("zhangsan");
        var before = await ZhangsanAsync(host);
        var answer = await browser.PostWithTokenOfAsync("/my/profile", "/my/profile", new()
        {
            ["Input.Email"] = "z@example.com", ["Input.Address"] = "新地址 3 号", ["Input.Name"] = "李鬼", ["Name"] = "李鬼",
            ["Profile.Name"] = "李鬼", ["Input.Phone"] = "13800000000", ["Input.IdNumber"] = "1", ["Input.Id"] = Guid.Empty.ToString(),
        });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var after = await ZhangsanAsync(host);
        Assert.Equal((before.Id, before.Name, before.IdNumber, before.Phone), (after.Id, after.Name, after.IdNumber, after.Phone));
        Assert.Equal(("z@example.com", "新地址 3 号"), (after.Email, after.Address));
        Assert.Equal("contact-changed", (await host.InDatabaseAsync(db => db.TraceOfAsync(after.Id, Ct)))[^1].What);
    }

    [Theory, EachDatabase]
    public async Task A_new_phone_counts_after_a_code_to_the_old_one_and_to_itself_and_signs_in_from_then_on(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = await host.BrowserAsync("zhangsan", strong: true);
        Assert.Equal("/account/code", (await browser.SubmitAsync("/my/profile", new() { ["Phone"] = "13900001234" }, "Phone")).Headers.Location!.OriginalString);
        await browser.SubmitAsync("/account/code", new() { ["Code"] = "abc" });
        Assert.Equal("19900000001", (await ZhangsanAsync(host)).Phone);
        var old = (await browser.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        Assert.Equal("/account/code", (await browser.SubmitAsync("/account/code", new() { ["Code"] = old })).Headers.Location!.OriginalString);
        Assert.Equal("19900000001", (await ZhangsanAsync(host)).Phone);
        Assert.Contains("再验证新手机号", (await browser.PageAsync("/account/code")).Body!.TextContent, StringComparison.Ordinal);
        var code = (await browser.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        Assert.Equal("/account/sessions?changed=true", (await browser.SubmitAsync("/account/code", new() { ["Code"] = code })).Headers.Location!.OriginalString);
        Assert.Equal("13900001234", (await ZhangsanAsync(host)).Phone);
        var signedIn = await host.Browser().SubmitAsync("/account/sign-in", new() { ["Input.Login"] = "13900001234", ["Input.Password"] = DemoPeople.Password });
        Assert.Equal("/my", signedIn.Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase]
    [Requirement("18.08")]
    public async Task The_rows_at_rest_hold_neither_number_nor_phone_nor_address(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var people = await host.InDatabaseAsync(db => db.Set<Person>().AsNoTracking().ToListAsync(Ct));
        var accounts = await host.InDatabaseAsync(db => db.Set<Account>().AsNoTracking().ToListAsync(Ct));
        var rest = System.Text.Json.JsonSerializer.Serialize(new { people, accounts });
        Assert.DoesNotContain(Number, rest, StringComparison.Ordinal);
        Assert.DoesNotContain("1990000", rest, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoPeople.Password, rest, StringComparison.Ordinal);
        Assert.All(people, p => Assert.NotEmpty(p.AddressHidden));
        Assert.DoesNotContain("演示路", rest, StringComparison.Ordinal);
        Assert.False(await host.ShowsAsync(Number));
    }

    private static Task<PartyProfile> ZhangsanAsync(TestHost host) => host.InScopeAsync(async s =>
        (await ((IParties)s.GetService(typeof(IParties))!).FindByIdNumberAsync(DocumentKinds.ResidentCard, Number, Ct))!);
}
