namespace Zhengtong.Identity.Model;

/// <summary>A sign-in that failed: whom it was aimed at, if there is such an account, by which way and from where. Nothing of what was typed.</summary>
internal sealed class FailedSignIn
{
    public required Guid Id { get; init; }

    /// <summary>null: there is no such account, or the way tells none.</summary>
    public required Guid? AccountId { get; init; }

    /// <summary>One of <see cref="Sessions.MethodStrength"/>.</summary>
    public required string Way { get; init; }

    public required FailedOutcome Outcome { get; init; }

    /// <summary>Keyed hash of the network address: shows the holder whether it was a place of his own, and nobody where it was.</summary>
    public required string PlaceHash { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Of <see cref="At"/>, as people here count days.</summary>
    public required DateOnly Day { get; init; }
}

internal enum FailedOutcome
{
    /// <summary>Password, code, key or signature did not fit.</summary>
    Wrong = 1,

    /// <summary>The password was right, but the account is locked.</summary>
    Locked = 2,

    /// <summary>The password was right, but it was a first one that nobody used in time.</summary>
    Expired = 3,
}
