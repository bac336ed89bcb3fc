using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Identity;

public sealed class SingleSignOnTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc);

    [Theory]
    [Requirement("08.01", "18.07")]
    [InlineData("https://a.gov.cn/callback", true)]
    [InlineData("https://a.gov.cn:8443/callback?x=1", true)]
    [InlineData("http://localhost:5000/callback", true)]
    [InlineData("http://127.0.0.1/callback", true)]
    [InlineData("http://a.gov.cn/callback", false)]
    [InlineData("https://a.gov.cn/callback#x", false)]
    [InlineData("https://user@a.gov.cn/callback", false)]
    [InlineData("https://*.gov.cn/callback", false)]
    [InlineData("/callback", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("https://a.gov.cn/ b", false)]
    public void An_address_is_registered_whole_and_over_https(string address, bool right) => Assert.Equal(right, SystemRules.IsAddress(address));

    [Fact]
    [Requirement("08.06")]
    public void A_system_tells_why_it_wants_data_and_names_addresses_of_its_own_host()
    {
        var facts = new SystemFacts { Name = "系统", Contact = "张科", RedirectUris = ["https://a.gov.cn/callback"] };
        Assert.Empty(SystemRules.Check(facts));
        Assert.Equal(["identity.system-purpose", "identity.system-kept"], Codes(facts with { Scopes = [SsoScopes.Profile] }));
        Assert.Equal(["identity.system-address"], Codes(facts with { BackChannelUri = "https://b.gov.cn/out" }));
        Assert.Equal(["identity.system-redirect"], Codes(facts with { RedirectUris = [] }));
        Assert.Equal(["identity.system-scopes", "identity.system-purpose", "identity.system-kept"], Codes(facts with { Scopes = ["everything"] }).OrderByDescending(c => c.Contains("scopes", StringComparison.Ordinal)));
        Assert.Equal(["identity.system-jwks"], Codes(facts with { Jwks = "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}]}" }));
        Assert.Equal(["identity.system-jwks"], Codes(facts with { Jwks = "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}" }));
        Assert.Equal(["identity.system-jwks"], Codes(facts with { Jwks = "none" }));
    }

    [Fact]
    [Requirement("08.01")]
    public void The_key_that_signs_is_the_last_whose_time_has_come_and_others_are_known_before_and_for_a_day_after()
    {
        SsoKey Key(double hours) => new() { Id = Guid.CreateVersion7(), Value = "", CurveValue = "", MadeAt = Now, From = Now.AddHours(hours) };
        var (old, former, present, next) = (Key(-100), Key(-50), Key(-10), Key(1));
        Assert.Equal([present, next, former], SsoKeys.InUse([next, old, present, former], Now));
        Assert.Equal([next, present], SsoKeys.InUse([old, former, present, next], Now.AddHours(20)));
        Assert.Equal([present], SsoKeys.InUse([present], Now));
    }

    [Fact]
    [Requirement("08.01")]
    public void A_level_asked_for_is_the_lowest_that_would_do()
    {
        Assert.Null(SsoScopes.LevelOf([]));
        Assert.Null(SsoScopes.LevelOf(["gold", "urn:zhengtong:acr:9"]));
        Assert.Equal(AssuranceLevel.RealName, SsoScopes.LevelOf([SsoScopes.AcrOf(AssuranceLevel.Certified), SsoScopes.AcrOf(AssuranceLevel.RealName)]));
    }

    [Fact]
    [Requirement("18.15")]
    public void The_id_of_a_person_is_told_to_who_is_registered_for_it_under_a_review_in_force_that_covers_it()
    {
        var until = new DateOnly(2026, 3, 2);
        var review = new ShareReview(Guid.CreateVersion7(), "账号信息", true, "通过", "", "", until, "乙", Now, [SsoScopes.Profile, SsoScopes.PersonId]);
        var facts = new SystemFacts { SeesPersonId = true };
        Assert.Equal(until, PersonIdRule.Until(facts, review));
        Assert.Null(PersonIdRule.Until(facts, null));
        Assert.Null(PersonIdRule.Until(facts, review with { InForce = false }));
        Assert.Null(PersonIdRule.Until(facts, review with { Covers = [SsoScopes.Profile] }));
        Assert.Null(PersonIdRule.Until(facts with { SeesPersonId = false }, review));
    }

    private static IEnumerable<string> Codes(SystemFacts facts) => SystemRules.Check(facts).Select(p => p.Code);
}
