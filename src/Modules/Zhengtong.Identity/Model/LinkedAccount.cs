namespace Zhengtong.Identity.Model;

/// <summary>That an account of another platform signs in to an account here, until it is unlinked. Who somebody is there is kept as a keyed hash only.</summary>
internal sealed class LinkedAccount
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The key of the provider in the settings.</summary>
    public required string Provider { get; init; }

    public required string SubjectLookup { get; init; }

    public required DateTime LinkedAt { get; init; }

    public DateTime? EndedAt { get; set; }

    public int Revision { get; set; }
}
