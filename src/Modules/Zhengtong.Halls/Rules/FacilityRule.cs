using Zhengtong.Halls.Model;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Halls.Rules;

/// <summary>The ten kinds in words, and what there is to say of one. Pure.</summary>
internal static class FacilityRule
{
    public static readonly IReadOnlyList<FacilityKind> Kinds = Enum.GetValues<FacilityKind>();

    public static string Name(this FacilityKind kind) => kind switch
    {
        FacilityKind.Access => "无障碍通道",
        FacilityKind.Toilet => "无障碍公厕",
        FacilityKind.Parking => "无障碍停车位",
        FacilityKind.Lift => "无障碍电梯",
        FacilityKind.NursingRoom => "母婴室",
        FacilityKind.Defibrillator => "自动体外除颤仪",
        FacilityKind.HearingAid => "助听器",
        FacilityKind.Wheelchair => "轮椅",
        FacilityKind.ReadingGlasses => "老花镜",
        _ => "便民药箱",
    };

    public static string Icon(this FacilityKind kind) => kind switch
    {
        FacilityKind.Access => "universal-access",
        FacilityKind.Toilet => "door-closed",
        FacilityKind.Parking => "car-front",
        FacilityKind.Lift => "arrow-up-circle",
        FacilityKind.NursingRoom => "person-heart",
        FacilityKind.Defibrillator => "heart-pulse",
        FacilityKind.HearingAid => "ear",
        FacilityKind.Wheelchair => "person-wheelchair",
        FacilityKind.ReadingGlasses => "eyeglasses",
        _ => "bandaid",
    };

    /// <summary>Part of the building, where a supply is something that is lent.</summary>
    public static bool IsBuilt(this FacilityKind kind) => kind <= FacilityKind.NursingRoom;

    /// <summary>Whoever comes plans by it: the way in, and what he would otherwise bring himself.</summary>
    public static bool MattersToVisit(this FacilityKind kind) => kind.IsBuilt() || kind is FacilityKind.Wheelchair or FacilityKind.HearingAid;

    /// <summary>无障碍电梯检修中，预计 3月5日恢复; of a supply 轮椅暂不可用.</summary>
    public static string OutText(Facility facility, DateOnly today)
    {
        var word = facility.Kind.IsBuilt() ? "检修中" : "暂不可用";
        var back = facility.OutUntil is not { } until ? "" : until >= today ? $"，预计 {LegalDay.MonthDay(until)}恢复" : "，恢复时间待定";
        return facility.Kind.Name() + word + back;
    }

    /// <summary>Nobody has looked after it for that many days.</summary>
    public static bool IsOverdue(DateOnly checkedOn, DateOnly today, int days) => checkedOn < today.AddDays(-days);

    /// <summary>What is wrong with one kind of a hall, for whoever supervises; null when nothing is.</summary>
    public static string? Fault(Facility? facility, DateOnly today, int days) => facility switch
    {
        null => "没有登记",
        { Number: 0 } => "没有",
        { OutSince: { } since } => $"{LegalDay.Date(since)}起不能使用",
        _ when IsOverdue(facility.CheckedOn, today, days) => $"{LegalDay.Date(facility.CheckedOn)}后没有检查",
        _ => null,
    };
}
