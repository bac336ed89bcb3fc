namespace Zhengtong.Identity.Contracts;

/// <summary>What a module above holds of people who close their account (注销账号): what must end first, and what is forgotten with it. What the law has it keep it keeps.</summary>
public interface IHoldsPeople
{
    /// <summary>What keeps the person from closing now.</summary>
    Task<IReadOnlyList<ClosingObstacle>> ObstaclesAsync(Guid personId, int atMost, CancellationToken ct);

    /// <summary>Erases what needs no keeping. May be called again after it was done.</summary>
    Task ForgetAsync(Guid personId, CancellationToken ct);
}

/// <param name="Href">Where the person sees to it, a path on this site.</param>
public sealed record ClosingObstacle(string What, string Href);
