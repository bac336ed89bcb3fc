namespace Zhengtong.Catalogue.Contracts;

/// <summary>Takes what the modules above know of how much an item is used.</summary>
public interface IItemRanking
{
    /// <param name="applications">Recent applications by item id; an item that is not named has none.</param>
    Task SetAsync(IReadOnlyDictionary<Guid, int> applications, CancellationToken ct);
}
