using System.Globalization;
using System.Text.Json;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// 要素统一标准: a set of elements on which the same item must agree at certain levels (01.03, 01.04, 01.05). What it says lies in its versions; none is ever changed. A version that is active
/// refuses what others publish, so one person writes it and another puts it in force.
/// </summary>
internal sealed class ElementProfile : ITraced
{
    public const int LongestName = 60;
    public const int LongestReason = 500;

    private ElementProfile()
    {
    }

    public Guid Id { get; private init; }

    public string Key { get; private init; } = "";

    /// <summary>The number of the last version.</summary>
    public int Number { get; private set; }

    /// <summary>JSON of <see cref="ProfileFacts"/> that waits for a second person; null: nothing does.</summary>
    public string? Draft { get; private set; }

    public DateTime? DraftedAt { get; private set; }

    public Guid? DraftedById { get; private set; }

    public string? DraftedByName { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    /// <summary>Two people who change one profile at the same time: the second must look again.</summary>
    public int Revision { get; private set; }

    public static ElementProfile Start(string key, DateTime at) => new() { Id = Guid.CreateVersion7(at), Key = key };

    public ProfileFacts? Proposed => Draft is null ? null : JsonSerializer.Deserialize<ProfileFacts>(Draft);

    public void Propose(ProfileFacts facts, Act act) =>
        (Draft, DraftedAt, DraftedById, DraftedByName, Revision) = (JsonSerializer.Serialize(facts), act.At, act.Actor.Id, act.Actor.Name, Revision + 1);

    /// <summary>Puts the draft in force.</summary>
    public ElementProfileVersion Approve(Act act)
    {
        if (Proposed is not { } facts || DraftedById == act.Actor.Id)
        {
            throw new InvalidOperationException($"{Key} has no draft that {act.Actor.Id} may approve.");
        }

        Number++;
        var version = ElementProfileVersion.Of(this, facts, DraftedByName!, act);
        Discard();
        return version;
    }

    public void Discard() => (Draft, DraftedAt, DraftedById, DraftedByName, Revision) = (null, null, null, null, Revision + 1);
}

/// <summary>What a profile says from a day on. Written once.</summary>
internal sealed class ElementProfileVersion : IAppendOnly
{
    private ElementProfileVersion()
    {
    }

    public Guid Id { get; private init; }

    public Guid ProfileId { get; private init; }

    public int Number { get; private init; }

    public string Name { get; private init; } = "";

    /// <summary>Keys of the elements, with commas.</summary>
    public string Elements { get; private init; } = "";

    /// <summary>行使层级 at which the elements must agree, with commas.</summary>
    public string Levels { get; private init; } = "";

    public bool Active { get; private init; }

    public DateOnly EffectiveOn { get; private init; }

    public string Reason { get; private init; } = "";

    public DateTime At { get; private init; }

    public Guid ById { get; private init; }

    /// <summary>Who put it in force.</summary>
    public string ByName { get; private init; } = "";

    /// <summary>Who wrote it; null: it came with the product.</summary>
    public string? ProposedByName { get; private init; }

    public static ElementProfileVersion Of(ElementProfile profile, ProfileFacts facts, string proposedBy, Act act) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        ProfileId = profile.Id,
        Number = profile.Number,
        Name = facts.Name,
        Elements = string.Join(',', facts.Elements),
        Levels = string.Join(',', facts.Levels),
        Active = facts.Active,
        EffectiveOn = facts.EffectiveOn,
        Reason = facts.Reason,
        At = act.At,
        ById = act.Actor.Id,
        ByName = act.Actor.Name,
        ProposedByName = proposedBy,
    };

    public ProfileFacts Facts() => new(
        Name, [.. Elements.Split(',', StringSplitOptions.RemoveEmptyEntries)], [.. Levels.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(l => int.Parse(l, CultureInfo.InvariantCulture))],
        Active, EffectiveOn, Reason);
}

internal sealed record ProfileFacts(string Name, IReadOnlyList<string> Elements, IReadOnlyList<int> Levels, bool Active, DateOnly EffectiveOn, string Reason);

/// <summary>A deviation that the catalogue department above allowed until a day (01.28). Ended early or not, the row stays.</summary>
internal sealed class ProfileException
{
    public required Guid Id { get; init; }

    public required Guid ItemId { get; init; }

    public required string ElementKey { get; init; }

    public required string Reason { get; init; }

    /// <summary>The last day it holds.</summary>
    public required DateOnly Until { get; init; }

    public required DateTime GrantedAt { get; init; }

    public required Guid GrantedById { get; init; }

    public required string GrantedByName { get; init; }

    public DateTime? EndedAt { get; private set; }

    public string? EndedByName { get; private set; }

    public int Revision { get; private set; }

    public void End(Act act) => (EndedAt, EndedByName, Revision) = (act.At, act.Actor.Name, Revision + 1);
}
