using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Registering;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Identity;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("short1", "identity.password-length")]
    [InlineData("onlyletters", "identity.password-kinds")]
    [InlineData("1234567890", "identity.password-kinds")]
    [InlineData("Password123", "identity.password-breached")]
    [InlineData("woaini1314!", "identity.password-breached")]
    [InlineData("Rush2112", "identity.password-breached")]
    [InlineData("Sunshine-07", "identity.password-breached")]
    [InlineData("my-13800005678", "identity.password-personal")]
    [InlineData("x-005678-y", "identity.password-personal")]
    [InlineData("born19850618", "identity.password-personal")]
    [Requirement("18.07")]
    public void A_weak_password_is_refused_with_its_reason(string password, string code) =>
        Assert.Equal(code, PasswordRules.Check(password, ["13800005678", "511602198506189910"]).Problems[0].Code);

    [Theory]
    [InlineData(DemoPeople.Password)]
    [InlineData("三月的雨 2026")]
    [InlineData("sunshine over the river 7")]
    public void A_fair_password_passes(string password) => Assert.True(PasswordRules.Check(password, ["13800005678"]).Ok);
}
