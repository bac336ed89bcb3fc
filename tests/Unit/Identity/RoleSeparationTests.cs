using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Identity;

public sealed class RoleSeparationTests
{
    /// <summary>Written out, so that a pair that is added or lost in the rule is seen here.</summary>
    private static readonly HashSet<(string, string)> Apart =
    [
        (Roles.Supervisor, Roles.WindowClerk), (Roles.Supervisor, Roles.AcceptanceLead), (Roles.Supervisor, Roles.Reviewer), (Roles.Supervisor, Roles.Approver), (Roles.Supervisor, Roles.IssueClerk),
        (Roles.WindowClerk, Roles.Reviewer), (Roles.WindowClerk, Roles.Approver), (Roles.WindowClerk, Roles.AcceptanceLead),
        (Roles.Administrator, Roles.WindowClerk), (Roles.Administrator, Roles.AcceptanceLead), (Roles.Administrator, Roles.Reviewer), (Roles.Administrator, Roles.Approver),
        (Roles.Administrator, Roles.IssueClerk), (Roles.Administrator, Roles.CatalogueManager), (Roles.Administrator, Roles.ItemEditor),
    ];

    [Fact]
    [Requirement("03.09", "03.17")]
    public void Every_pair_of_roles_is_held_by_one_person_or_is_not_whichever_comes_first()
    {
        foreach (var a in Roles.Names.Keys)
        {
            foreach (var b in Roles.Names.Keys)
            {
                Assert.True((Apart.Contains((a, b)) || Apart.Contains((b, a))) == (RoleSeparation.Between(a, b) is not null), $"{a} and {b}");
            }
        }
    }

    [Fact]
    [Requirement("03.09")]
    public void Among_many_roles_the_pair_that_stands_against_each_other_is_found()
    {
        Assert.Null(RoleSeparation.Within([Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver, Roles.ItemEditor]));
        Assert.Null(RoleSeparation.Within([Roles.WindowClerk, Roles.IssueClerk]));
        Assert.Equal((Roles.Approver, Roles.Supervisor), RoleSeparation.Within([Roles.ItemEditor, Roles.Approver, Roles.Supervisor]) is { } pair ? (pair.A, pair.B) : default);
        Assert.All(DemoPeople.Staff, s => Assert.Null(RoleSeparation.Within([.. s.Posts.Select(p => p.Role)])));
    }

    [Theory]
    [InlineData("2026-03-01", null, "2026-02-01", null, true)]
    [InlineData("2026-03-01", "2026-03-31", "2026-04-01", null, false)]
    [InlineData("2026-03-01", "2026-04-01", "2026-04-01", null, true)]
    [InlineData("2026-05-01", null, "2026-02-01", "2026-04-30", false)]
    [InlineData("2026-04-30", null, "2026-02-01", "2026-04-30", true)]
    [Requirement("03.09")]
    public void Terms_overlap_when_they_have_a_day_in_common(string from, string? until, string otherFrom, string? otherUntil, bool overlap)
    {
        Assert.Equal(overlap, RoleSeparation.Overlap(Day(from)!.Value, Day(until), Day(otherFrom)!.Value, Day(otherUntil)));
        Assert.Equal(overlap, RoleSeparation.Overlap(Day(otherFrom)!.Value, Day(otherUntil), Day(from)!.Value, Day(until)));
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
