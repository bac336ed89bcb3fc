using Xunit;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Performance;
using Zhengtong.Catalogue.PermissionAdjustment;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class PermissionRulesTests
{
    private static readonly string Credit = With("11511602008778335");
    private static readonly OrganisationInfo County = new(Guid.NewGuid(), "区局", Credit, "511602");

    [Fact]
    public void A_receiver_has_the_item_under_its_own_body_and_level_and_the_same_catalogue_code() =>
        Assert.Equal(Credit + "4" + "000131001000", ReceivedCode.Of(With("11511600008778335") + "3" + "000131001000", County).Value);

    [Theory]
    [InlineData("511A0005200004-511600000000-000-115113010087783353-1-00", "511A0005200004-511602000000-000-{0}-1-00")]
    [InlineData("511A0005200004-511600000000-000-68236467-9-1-00", "511A0005200004-511602000000-000-{0}-1-00")]
    public void An_older_local_code_keeps_its_shape_with_the_receivers_division_and_body(string giver, string expected) =>
        Assert.Equal(expected.Replace("{0}", Credit, StringComparison.Ordinal), ReceivedCode.Of(giver, County).Value);

    [Fact]
    public void A_receiver_without_a_code_of_its_own_gets_none()
    {
        var nameless = County with { CreditCode = "演示-5116" };
        Assert.Equal("catalogue.receiver-code", ReceivedCode.Of(With("11511600008778335") + "3" + "000131001000", nameless).Problems[0].Code);
        Assert.Equal("catalogue.receiver-code", ReceivedCode.Of("511A0005200004-511600000000-000-115113010087783353-1-00", nameless).Problems[0].Code);
        Assert.Equal("catalogue.giver-code", ReceivedCode.Of("1234567890", County).Problems[0].Code);
    }

    [Theory]
    [InlineData(4, 1, true)]
    [InlineData(5, 1, false)]
    [InlineData(0, 2, false)]
    public void No_clear_effect_is_told_only_where_the_whole_period_could_show_some(int cases, int grantedOnDay, bool weak) =>
        Assert.Equal(weak, DelegationEffect.IsWeak(cases, new DateTime(2026, 3, grantedOnDay, 2, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 3, 1), 5));

    [Theory]
    [InlineData("2026-06-30", 20261)]
    [InlineData("2026-07-01", 20262)]
    public void A_batch_belongs_to_the_half_year_it_opens_in(string day, int half) => Assert.Equal(half, AdjustmentBatch.HalfOf(DateOnly.ParseExact(day, "yyyy-MM-dd")));

    [Fact]
    public void What_is_saved_counts_materials_steps_and_working_days_and_what_has_grown_counts_against_it()
    {
        var first = new VersionFigures(1, DateTime.UnixEpoch, "", 8, 5, 20, false);
        Assert.Equal(3 + 1 + 15, (first with { Number = 2, Materials = 5, Steps = 4, Days = 5 }).SavedSince(first));
        Assert.Equal(-2, (first with { Materials = 10 }).SavedSince(first));
        Assert.Equal(0, (first with { Days = null }).SavedSince(first));
    }

    [Fact]
    public void Facts_alone_move_an_adjustment_from_stage_to_stage_and_handing_in_again_passes_both_gates_anew()
    {
        var act = Act.BySystem("test", new DateTime(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc));
        var batch = new AdjustmentBatch { Id = Guid.NewGuid(), RegionCode = "5116", Name = "批", From = new(2026, 1, 1), To = new(2026, 6, 30), Half = 20261, OpenedAt = act.At, OpenedByName = "" };
        var of = Zhengtong.Catalogue.Model.PermissionAdjustment.Apply(batch, AdjustmentKind.Entrust, Guid.NewGuid(), "市局", "5116", false, "理由", "权限", act);
        Assert.True(of.GiverKeeps);
        var seen = new List<AdjustmentStage> { of.Stage };
        foreach (var fact in (Action<Act>[])[of.Assessed, of.Reviewed, of.Approved, a => of.Return("缺材料", a), a => of.HandInAgain("理由", "权限", a), of.Assessed, of.Reviewed, of.Approved, of.Linked, of.PutInEffect])
        {
            fact(act);
            seen.Add(of.Stage);
        }

        Assert.Equal(
            [
                AdjustmentStage.Assessing, AdjustmentStage.Reviewing, AdjustmentStage.Approving, AdjustmentStage.Linking, AdjustmentStage.Returned,
                AdjustmentStage.Assessing, AdjustmentStage.Reviewing, AdjustmentStage.Approving, AdjustmentStage.Linking, AdjustmentStage.Effecting, AdjustmentStage.InEffect,
            ],
            seen);
        Assert.Equal(2, of.Round);
    }

    private static string With(string seventeen) => seventeen + SocialCreditCode.CheckOf(seventeen);
}
