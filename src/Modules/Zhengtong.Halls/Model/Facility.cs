using Zhengtong.Platform.Access;

namespace Zhengtong.Halls.Model;

/// <summary>
/// What a hall has for people who need it (18.06): one of the five accessible facilities or five supplies, as somebody last stated it. What was stated before stays in the trace of the hall.
/// </summary>
internal sealed class Facility
{
    public required Guid Id { get; init; }

    public required Guid HallId { get; init; }

    public required FacilityKind Kind { get; init; }

    /// <summary>0: looked for, and not there.</summary>
    public int Number { get; private set; }

    /// <summary>Where in the building it is found.</summary>
    public string Place { get; private set; } = "";

    /// <summary>The day it went out of order; null: it can be used.</summary>
    public DateOnly? OutSince { get; private set; }

    /// <summary>When it is expected back. A day that passed mends nothing: it is out of order until somebody states otherwise.</summary>
    public DateOnly? OutUntil { get; private set; }

    /// <summary>The day on which somebody last stood before it.</summary>
    public DateOnly CheckedOn { get; private set; }

    public string CheckedByName { get; private set; } = "";

    public DateTime ChangedAt { get; private set; }

    public int Revision { get; private set; }

    public bool Usable => Number > 0 && OutSince is null;

    public void State(FacilityFacts facts, DateOnly today, Act act)
    {
        (Number, Place, OutSince, OutUntil) = (facts.Number, facts.Place, facts.OutSince, facts.OutUntil);
        Check(today, act);
    }

    /// <summary>Seen, and as it was.</summary>
    public void Check(DateOnly today, Act act)
    {
        (CheckedOn, CheckedByName, ChangedAt) = (today, act.Actor.Name, act.At);
        Revision++;
    }
}

/// <summary>What is stated of one kind; as it stands in the trace of the hall too.</summary>
internal sealed record FacilityFacts(FacilityKind Kind, int Number, string Place, DateOnly? OutSince, DateOnly? OutUntil);

internal enum FacilityKind
{
    /// <summary>无障碍通道.</summary>
    Access = 1,

    /// <summary>无障碍公厕.</summary>
    Toilet = 2,

    /// <summary>无障碍停车位.</summary>
    Parking = 3,

    /// <summary>无障碍电梯.</summary>
    Lift = 4,

    /// <summary>母婴室.</summary>
    NursingRoom = 5,

    /// <summary>自动体外除颤仪.</summary>
    Defibrillator = 11,

    /// <summary>助听器.</summary>
    HearingAid = 12,

    /// <summary>轮椅.</summary>
    Wheelchair = 13,

    /// <summary>老花镜.</summary>
    ReadingGlasses = 14,

    /// <summary>便民药箱.</summary>
    MedicineBox = 15,
}
