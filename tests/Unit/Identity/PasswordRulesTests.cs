using Microsoft.Extensions.Configuration;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Registering;
using Zhengtong.TestKit;
using Zhengtong.Ui;

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
    [InlineData("wangwei520", "identity.password-breached")]
    [InlineData("1QAZ@wsx!", "identity.password-breached")]
    [InlineData(DemoPeople.Password, "identity.password-place")]
    [InlineData("Zheng-Tong-77", "identity.password-place")]
    [InlineData("GuangAn+lake7", "identity.password-place")]
    [Requirement("18.07")]
    public void A_weak_password_is_refused_with_its_reason(string password, string code) =>
        Assert.Equal(code, PasswordRules.Check(password, ["13800005678", "511602198506189910"], ["guangan"]).Problems[0].Code);

    [Theory]
    [InlineData("三月的雨 2026")]
    [InlineData("sunshine over the river 7")]
    public void A_fair_password_passes(string password) => Assert.True(PasswordRules.Check(password, ["13800005678"], ["guangan"]).Ok);

    /// <summary>The names of the installation, of its regions and of the setting; "本地" is none.</summary>
    [Fact]
    public void The_words_of_this_place_come_from_brand_and_setting()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Passwords:Words", "guangan, shujuju")]).Build();
        Assert.Equal(["政通", "广安区", "guangan", "shujuju"], new PasswordWords(new Brand { Regions = [new("511602", "广安区")] }, settings).All);
    }

    [Fact]
    public void Three_thousand_at_least_are_such_as_the_other_rules_would_let_pass()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("breached-passwords.txt")!);
        var list = reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith("# ", StringComparison.Ordinal)).Select(line => PasswordRules.Check(line, [], []).Problems[0].Code).ToList();
        Assert.True(list.Count(code => code == "identity.password-breached") > 3000);
    }
}
