namespace Zhengtong.Identity.Model;

/// <summary>A browser from which somebody signed in to an account: strangers' guesses at the account do not slow it down. Kept as the hash of its random cookie.</summary>
internal sealed class KnownDevice
{
    public required Guid AccountId { get; init; }

    public required string DeviceHash { get; init; }

    public required DateTime FirstAt { get; init; }

    public DateTime LastAt { get; set; }
}
