namespace Zhengtong.Identity.Model;

/// <summary>A challenge that was answered, rightly or not: it takes no second answer. Challenges that nobody answers leave no row.</summary>
internal sealed class SpentChallenge
{
    public required string Key { get; init; }

    public required DateTime ExpiresAt { get; init; }
}
