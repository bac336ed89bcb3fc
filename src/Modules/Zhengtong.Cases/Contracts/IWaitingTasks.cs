using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Contracts;

/// <summary>What waits for a party in a module above, shown on the first page of its space. One statement each.</summary>
public interface IWaitingTasks
{
    Task<IReadOnlyList<WaitingTask>> OfAsync(Party party, int take, CancellationToken ct);
}

/// <param name="Href">Where it is done, a path on this site.</param>
public sealed record WaitingTask(string Title, string Text, string Href, string Action);
