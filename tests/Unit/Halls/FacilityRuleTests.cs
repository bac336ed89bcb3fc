using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Halls;

public sealed class FacilityRuleTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact, Requirement("18.06")]
    public void There_are_five_facilities_and_five_supplies_each_with_a_name_and_an_icon_of_its_own()
    {
        Assert.Equal((5, 5), (FacilityRule.Kinds.Count(k => k.IsBuilt()), FacilityRule.Kinds.Count(k => !k.IsBuilt())));
        Assert.Equal(10, FacilityRule.Kinds.Select(k => k.Name()).Distinct().Count());
        Assert.Equal(10, FacilityRule.Kinds.Select(k => k.Icon()).Distinct().Count());
    }

    [Theory, Requirement("18.06")]
    [InlineData(0, 0, null, "没有")]
    [InlineData(1, 0, null, null)]
    [InlineData(1, 30, null, null)]
    [InlineData(1, 31, null, "2026年1月30日后没有检查")]
    [InlineData(1, 31, 1, "2026年3月1日起不能使用")]
    public void A_fault_is_what_is_missing_broken_or_not_looked_after(int number, int checkedDaysAgo, int? outDaysAgo, string? fault)
    {
        var facility = Of(FacilityKind.Wheelchair, number, Today.AddDays(-checkedDaysAgo), outDaysAgo is { } days ? Today.AddDays(-days) : null, null);

        Assert.Equal(fault, FacilityRule.Fault(facility, Today, 30));
        Assert.Equal("没有登记", FacilityRule.Fault(null, Today, 30));
    }

    [Fact, Requirement("18.06")]
    public void A_day_that_passed_does_not_mend_a_lift()
    {
        var lift = Of(FacilityKind.Lift, 1, Today, Today.AddDays(-3), Today.AddDays(3));

        Assert.Equal("无障碍电梯检修中，预计 3月5日恢复", FacilityRule.OutText(lift, Today));
        Assert.Equal("无障碍电梯检修中，恢复时间待定", FacilityRule.OutText(lift, Today.AddDays(9)));
        Assert.False(lift.Usable);
        Assert.Equal("轮椅暂不可用", FacilityRule.OutText(Of(FacilityKind.Wheelchair, 1, Today, Today, null), Today));
        Assert.False(FacilityKind.MedicineBox.MattersToVisit());
    }

    private static Facility Of(FacilityKind kind, int number, DateOnly checkedOn, DateOnly? outSince, DateOnly? outUntil)
    {
        var facility = new Facility { Id = Guid.CreateVersion7(), HallId = Guid.CreateVersion7(), Kind = kind };
        facility.State(new FacilityFacts(kind, number, "一楼", outSince, outUntil), checkedOn, Act.BySystem("", TestHost.Monday.UtcDateTime));
        return facility;
    }
}
