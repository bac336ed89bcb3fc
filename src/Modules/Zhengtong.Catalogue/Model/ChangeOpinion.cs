using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// 联合审核意见 (01.12, 01.19): what another organisation (司法行政, 机构编制 ...) says of a change, asked by those who answer it. Without all that were asked in a round it is not approved; submitted anew it
/// is asked for anew.
/// </summary>
internal sealed class ChangeOpinion
{
    public const int LongestText = 1000;

    public required Guid Id { get; init; }

    public required Guid ChangeId { get; init; }

    public required Guid RoundId { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string Question { get; init; }

    public required DateTime AskedAt { get; init; }

    public required string AskedByName { get; init; }

    public required DateOnly DueOn { get; init; }

    public DateTime? GivenAt { get; private set; }

    public string GivenByName { get; private set; } = "";

    public bool Agrees { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>Not asked for any more, with the reason.</summary>
    public DateTime? DroppedAt { get; private set; }

    public string DropReason { get; private set; } = "";

    public int Revision { get; private set; }

    /// <summary>Neither given nor dropped.</summary>
    public bool IsOpen => GivenAt is null && DroppedAt is null;

    /// <summary>Given again it takes the place of what was said before; the trace of the change keeps both.</summary>
    public void Give(bool agrees, string text, Act act) => (GivenAt, GivenByName, Agrees, Text, Revision) = (act.At, act.Actor.Name, agrees, text, Revision + 1);

    public void Drop(string reason, DateTime at) => (DroppedAt, DropReason, Revision) = (at, reason, Revision + 1);
}
