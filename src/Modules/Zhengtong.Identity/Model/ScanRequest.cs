using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Model;

/// <summary>A browser that asks to be signed in by a phone (扫码登录). Code and browser are kept as hashes: reading the table signs nobody in.</summary>
internal sealed class ScanRequest
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    public required Guid Id { get; init; }

    public required string CodeHash { get; init; }

    /// <summary>Of the cookie of the browser that asked: the code alone opens nothing elsewhere.</summary>
    public required string BrowserHash { get; init; }

    /// <summary>Two digits on the screen that the holder of the phone picks from three: who was sent the code by somebody else does not see them.</summary>
    public required int Number { get; init; }

    /// <summary>Where and with what the browser asks, for the phone to show.</summary>
    public required string Address { get; init; }

    public required string Device { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public DateTime? ConfirmedAt { get; private set; }

    public DateTime? RefusedAt { get; private set; }

    public DateTime? UsedAt { get; private set; }

    public Guid? AccountId { get; private set; }

    /// <summary>What the phone's own session carried: the new one carries no more.</summary>
    public AssuranceLevel? Carries { get; private set; }

    public int Revision { get; private set; }

    public bool Answered => ConfirmedAt is not null || RefusedAt is not null;

    public void Confirm(Guid accountId, AssuranceLevel carries, DateTime at) => (AccountId, Carries, ConfirmedAt, Revision) = (accountId, carries, at, Revision + 1);

    public void Refuse(DateTime at) => (RefusedAt, Revision) = (at, Revision + 1);

    public void Use(DateTime at) => (UsedAt, Revision) = (at, Revision + 1);
}
