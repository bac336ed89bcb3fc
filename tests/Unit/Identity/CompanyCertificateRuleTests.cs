using Xunit;
using Zhengtong.Identity.Certificates;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;
using static Zhengtong.Platform.Access.AssuranceLevel;

namespace Zhengtong.Tests.Unit.Identity;

public sealed class CompanyCertificateRuleTests
{
    [Theory]
    [Requirement("08.02", "08.04")]
    // Who acts is known by name: the company is shown by its certificate, however he himself signed in.
    [InlineData(RealName, Certified, Certified, Certified)]
    [InlineData(Checked, Certified, Certified, Certified)]
    [InlineData(Certified, Certified, Certified, Certified)]
    // He is not: nobody is its signer.
    [InlineData(Registered, Certified, Certified, null)]
    // The authority answers for the company no longer: what else is known of it.
    [InlineData(Checked, RealName, Certified, RealName)]
    [InlineData(Checked, null, Certified, null)]
    // He acts as its agent and showed no certificate of it, whatever is known of it, and of him.
    [InlineData(Certified, Certified, null, null)]
    public void It_shows_the_company_and_never_who_acts(AssuranceLevel actor, AssuranceLevel? known, AssuranceLevel? shown, AssuranceLevel? opened) =>
        Assert.Equal(opened, CompanyCertificateRule.LevelOf(actor, known, shown));
}
