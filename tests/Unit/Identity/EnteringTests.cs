using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.ScanSignIn;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Identity;

public sealed class EnteringTests
{
    [Theory]
    [InlineData("/my", "/my")]
    [InlineData("/items?q=a", "/items?q=a")]
    [InlineData("//evil.example", "/home")]
    [InlineData("/\\evil.example", "/home")]
    [InlineData("https://evil.example", "/home")]
    [InlineData("/ok\r\nSet-Cookie: a=b", "/home")]
    [InlineData("/account/sign-in", "/home")]
    [InlineData("", "/home")]
    [InlineData(null, "/home")]
    public void Only_an_address_of_this_site_is_returned_to(string? wanted, string given) => Assert.Equal(given, LocalAddress.Of(wanted, "/home"));

    [Fact]
    public void Waits_double_after_the_free_attempts_up_to_a_quarter_of_an_hour()
    {
        Assert.Equal(TimeSpan.Zero, Attempts.WaitAfter(5, 5));
        Assert.Equal(TimeSpan.FromSeconds(30), Attempts.WaitAfter(6, 5));
        Assert.Equal(TimeSpan.FromSeconds(60), Attempts.WaitAfter(7, 5));
        Assert.Equal(TimeSpan.FromMinutes(15), Attempts.WaitAfter(40, 5));
    }

    [Theory]
    [Requirement("08.02", "18.07")]
    [InlineData("", AssuranceLevel.Registered, null)]
    [InlineData("totp", AssuranceLevel.RealName, StepKind.TotpBesides)]
    [InlineData("totp", AssuranceLevel.Checked, null)]
    [InlineData("passkey", AssuranceLevel.Registered, StepKind.KeyBesides)]
    [InlineData("passkey", AssuranceLevel.Checked, null)]
    [InlineData("certificate", AssuranceLevel.Checked, StepKind.KeyBesides)]
    [InlineData("certificate", AssuranceLevel.Certified, null)]
    [InlineData("passkey certificate", AssuranceLevel.RealName, StepKind.KeyBesides)]
    [InlineData("passkey certificate", AssuranceLevel.Checked, null)]
    [InlineData("totp passkey certificate", AssuranceLevel.RealName, StepKind.TotpBesides)]
    public void Less_than_any_key_of_ones_own_would_show_asks_for_one_of_them(string keys, AssuranceLevel shown, object? besides)
    {
        var own = new OwnKeys(keys.Contains("totp", StringComparison.Ordinal), keys.Contains("passkey", StringComparison.Ordinal), keys.Contains("certificate", StringComparison.Ordinal));
        Assert.Equal((StepKind?)besides, own.Besides(shown));
    }

    [Fact]
    public void Passwords_are_hashed_with_a_salt_and_verified()
    {
        var passwords = new Passwords();
        Assert.NotEqual(passwords.Hash("Zhengtong-2026"), passwords.Hash("Zhengtong-2026"));
        var account = Account.ForPerson(Guid.CreateVersion7(), "a", default(Zhengtong.Identity.Protecting.Sealed) with { Hidden = "", Lookup = "" }, DateTime.UnixEpoch);
        account.SetPassword(passwords.Hash("Zhengtong-2026"), false, DateTime.UnixEpoch);
        Assert.True(passwords.Verify(account, "Zhengtong-2026"));
        Assert.False(passwords.Verify(account, "zhengtong-2026"));
        Assert.False(passwords.Verify(null, "Zhengtong-2026"));
    }

    [Fact]
    public void Demo_numbers_have_right_check_characters()
    {
        Assert.All(DemoPeople.Applicants, a => Assert.True(CitizenId.IsValid(SeedDemoPeople.IdNumberOf(a), new DateOnly(2026, 3, 2))));
        Assert.All(DemoPeople.Applicants.Where(a => a.CompanyCode is not null), a => Assert.True(SocialCreditCode.IsValid(a.CompanyCode + SocialCreditCode.CheckOf(a.CompanyCode))));
    }

    [Fact]
    public void The_phone_offers_the_number_on_the_screen_among_two_others_in_an_order_that_stays()
    {
        var places = new HashSet<int>();
        for (var number = 10; number < 100; number++)
        {
            var request = new ScanRequest
            {
                Id = Guid.CreateVersion7(), CodeHash = "", BrowserHash = "", Number = number, Address = "", Device = "", CreatedAt = DateTime.UnixEpoch, ExpiresAt = DateTime.UnixEpoch,
            };
            var choices = AnswerScan.ChoicesOf(request);
            Assert.Equal(3, choices.Distinct().Count());
            Assert.All(choices, n => Assert.InRange(n, 10, 99));
            Assert.Equal(choices, AnswerScan.ChoicesOf(request));
            places.Add(choices.ToList().IndexOf(number));
        }

        Assert.Equal([0, 1, 2], places.Order());
    }
}
