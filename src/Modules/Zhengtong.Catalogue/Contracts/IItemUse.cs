namespace Zhengtong.Catalogue.Contracts;

/// <summary>What the module of cases knows of the real use of items (01.34, 01.43). One statement a call.</summary>
public interface IItemUse
{
    /// <summary>Cases received from <paramref name="from"/> (UTC) and before <paramref name="to"/>, by item and month; months without cases are not there.</summary>
    Task<IReadOnlyList<ItemUse>> OfAsync(IReadOnlyCollection<Guid> itemIds, DateTime from, DateTime to, CancellationToken ct);
}

/// <param name="Month">First day of the month of receipt, in Beijing.</param>
/// <param name="OnTime">Decided on or before the last day; of those that were decided.</param>
/// <param name="Commitments">Handled by commitment (告知承诺).</param>
public sealed record ItemUse(Guid ItemId, DateOnly Month, int Cases, int Decided, int OnTime, int Commitments);
