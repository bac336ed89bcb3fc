using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Cases.Model;

/// <summary>
/// Advice given before an application (申报辅导), registered by who gave it. It is free, binds nobody, and no act on a case reads it, so that it cannot
/// become a condition of acceptance. 03.34.
/// </summary>
internal sealed class Coaching : ITraced
{
    public required Guid Id { get; init; }

    /// <summary>辅导编号: FD and a number with a check character.</summary>
    public required string Number { get; init; }

    /// <summary>From the form it was registered with, so that sending it twice registers once.</summary>
    public required string Once { get; init; }

    public required Guid PartyId { get; init; }

    public required PartyKind PartyKind { get; init; }

    public required string PartyName { get; init; }

    public required string ItemCode { get; init; }

    public required string ItemName { get; init; }

    /// <summary>Of the item.</summary>
    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string RegionCode { get; init; }

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    public required string ByOrganisationName { get; init; }

    public required DateOnly HeldOn { get; init; }

    public required CoachingForm Form { get; init; }

    public required string Advice { get; init; }

    /// <summary>JSON list of <see cref="CoachingFile"/>.</summary>
    public required string Files { get; init; }

    public required DateTime RegisteredAt { get; init; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];
}

internal sealed record CoachingFile(Guid FileId, string Name, long Size);

internal enum CoachingForm
{
    Window = 1,
    Phone = 2,
    Online = 3,
    Visit = 4,
}

internal static class CoachingForms
{
    public static string Name(this CoachingForm form) => form switch
    {
        CoachingForm.Window => "窗口辅导",
        CoachingForm.Phone => "电话辅导",
        CoachingForm.Online => "网上辅导",
        _ => "上门辅导",
    };
}
