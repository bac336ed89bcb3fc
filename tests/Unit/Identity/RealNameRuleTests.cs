using Xunit;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Identity;

public sealed class RealNameRuleTests
{
    /// <summary>Whatever else the system says, or will say one day, proves nothing.</summary>
    [Fact]
    [Requirement("08.08", "08.13")]
    public void Only_the_same_proves_anything()
    {
        foreach (var result in Enum.GetValues<RealNameResult>().Append((RealNameResult)99))
        {
            Assert.Equal(result == RealNameResult.Same, RealNameRule.OfPerson(result) is null);
            Assert.Equal(result == RealNameResult.Same, RealNameRule.OfCompany(result) is null);
            Assert.Equal(result == RealNameResult.Same, RealNameRule.OfFace(result) is null);
        }
    }

    [Theory]
    [InlineData("https://check.example/a", "u", "s", null, true)]
    [InlineData("http://check.example/a", "u", "s", null, false)]
    [InlineData("http://127.0.0.1:5000/a", "u", "s", null, true)]
    [InlineData("https://check.example/a", "", "s", null, false)]
    [InlineData("https://check.example/a", "u", "", null, false)]
    [InlineData("https://check.example/a", "u", "s", "http://faces.example/", false)]
    [InlineData(null, "", "", "https://faces.example/", false)]
    [InlineData(null, "", "", null, true)]
    public void Names_and_numbers_leave_the_house_only_under_a_secret_and_over_TLS(string? url, string unit, string secret, string? faces, bool sound) =>
        Assert.Equal(sound, new RealNameSettings { Url = url is null ? null : new Uri(url), Unit = unit, Secret = secret, FacePages = faces is null ? null : new Uri(faces) }.IsSound);

    [Fact]
    public void A_counter_reaches_as_high_as_a_face() =>
        Assert.Equal((AssuranceLevel.Checked, AssuranceLevel.Checked), (IdentityProof.LevelOf(ProofKind.Counter), IdentityProof.LevelOf(ProofKind.Face)));
}
