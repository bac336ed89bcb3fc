using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Contracts;

/// <summary>Items that are handled in a department's system, on a page that people reach signed in (单点登录、精准跳转, 08.09).</summary>
public interface IOnlineTargets
{
    /// <summary>To be composed into the caller's own statement.</summary>
    IQueryable<OnlineTarget> In(Database db);
}

public sealed record OnlineTarget
{
    public required string ItemCode { get; init; }

    public required string System { get; init; }

    /// <summary>The system is enabled: the way is open.</summary>
    public required bool Open { get; init; }

    /// <summary>Where the way begins.</summary>
    public static string LinkOf(string itemCode) => "/sso/jump/" + Uri.EscapeDataString(itemCode);
}

/// <summary>Another page of another system, or none, is where an item is handled.</summary>
public sealed record OnlineTargetChanged(string ItemCode) : IEvent;
