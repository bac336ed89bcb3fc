using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class RegisterTests
{
    private const string Phone = "13911112222";
    private static readonly string Number = "51160219900101998" + CheckCharacter.Mod11Minus2("51160219900101998");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.01", "08.04")]
    public async Task A_person_registers_with_identity_number_phone_code_and_password(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = host.Browser();
        Assert.Contains("校验位不正确", await TextAsync(await FillAsync(browser, "511602199001019980")), StringComparison.Ordinal);
        Assert.Contains("太常见", await TextAsync(await FillAsync(browser, Number, password: "password123")), StringComparison.Ordinal);
        Assert.Equal("/my", await RegisterAsync(browser, Number));

        var mine = await browser.GetStringAsync(new Uri("/my/profile", UriKind.Relative), Ct);
        Assert.Contains(Mask.Id(Number), mine, StringComparison.Ordinal);
        var again = await host.Browser().SubmitAsync("/account/sign-in", new() { ["Input.Login"] = Phone, ["Input.Password"] = "Sunny-Day-77" });
        Assert.Equal("/my", again.Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase]
    public async Task To_know_somebodys_number_is_not_enough_to_take_his_place(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        Assert.Null(await RegisterAsync(host.Browser(), SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0])));
        await AtWindowAsync(host, "13700000000");
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await RegisterAsync(host.Browser(), Number));
        Assert.Equal(DemoPeople.Applicants.Count, await host.InDatabaseAsync(db => db.Set<Account>().CountAsync(x => x.Kind == ActorKind.Applicant, Ct)));
    }

    [Theory, EachDatabase]
    public async Task Whom_the_window_registered_gets_the_account_with_the_phone_given_there(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var party = await AtWindowAsync(host, Phone);
        Assert.Equal("/my", await RegisterAsync(host.Browser(), Number));
        Assert.True(await host.InDatabaseAsync(db => db.Set<Account>().AnyAsync(x => x.PersonId == party, Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("08.04")]
    public async Task The_window_finds_who_is_known_and_refuses_another_name_for_the_number(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var first = await AtWindowAsync(host, Phone);
        Assert.Equal(first, await AtWindowAsync(host, Phone));
        await host.InScopeAsync(async s =>
        {
            var parties = s.GetRequiredService<IParties>();
            var act = Act.BySystem("测试", host.Clock.GetUtcNow().UtcDateTime);
            var db = s.GetRequiredService<Database>();
            var other = await parties.RegisterAtWindowAsync(db, new NewParty(PartyKind.Person, "别人", "111", Number, Phone), act, Ct);
            Assert.Equal("identity.name-differs", other.Problems[0].Code);
            var company = await parties.RegisterAtWindowAsync(db, new NewParty(PartyKind.Company, "某公司", "001", "91511602MADEM0A011", Phone), act, Ct);
            Assert.Equal("platform.credit-code-check", company.Problems[0].Code);
            var code = "91511602MADEM0B01" + SocialCreditCode.CheckOf("91511602MADEM0B01");
            Assert.True((await parties.RegisterAtWindowAsync(db, new NewParty(PartyKind.Company, "某公司", "001", code, Phone, "某路", "某人"), act, Ct)).Ok);
            Assert.True((await db.SaveAsync(Ct)).Ok);
            var found = (await parties.FindByIdNumberAsync(DocumentKinds.CreditCode, code, Ct))!;
            Assert.Equal(("某公司", "某人", Phone), (found.Name, found.LegalRepresentative, found.Phone));
            Assert.Equal(found.Id, (await parties.FindAsync(found.Id, Ct))!.Id);
        });
    }

    private static Task<HttpResponseMessage> FillAsync(HttpClient browser, string number, string password = "Sunny-Day-77") =>
        browser.SubmitAsync("/account/register", new()
        {
            ["Input.Name"] = "陈某某", ["Input.IdNumber"] = number, ["Input.Phone"] = Phone, ["Input.Password"] = password, ["Input.PasswordAgain"] = password, ["Input.Agrees"] = "true",
        });

    /// <summary>Where the new account begins; null when the registration was refused.</summary>
    private static async Task<string?> RegisterAsync(HttpClient browser, string number)
    {
        Assert.Equal("/account/code", (await FillAsync(browser, number)).Headers.Location!.OriginalString);
        var code = (await browser.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        return (await browser.SubmitAsync("/account/code", new() { ["Code"] = code })).Headers.Location?.OriginalString;
    }

    private static Task<Guid> AtWindowAsync(TestHost host, string phone) => host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        var act = Act.BySystem("测试", host.Clock.GetUtcNow().UtcDateTime);
        var registered = await s.GetRequiredService<IParties>().RegisterAtWindowAsync(db, new NewParty(PartyKind.Person, "陈某某", "111", Number, phone), act, Ct);
        Assert.True((await db.SaveAsync(Ct)).Ok);
        return registered.Value.Id;
    });

    private static Task<string> TextAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Content.ReadAsStringAsync(Ct);
    }
}
