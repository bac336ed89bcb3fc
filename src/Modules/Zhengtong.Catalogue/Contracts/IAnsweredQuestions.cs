namespace Zhengtong.Catalogue.Contracts;

/// <summary>Questions about an item that a module above has published with their answers; the guide shows them beside its own. One statement.</summary>
public interface IAnsweredQuestions
{
    Task<IReadOnlyList<ItemQuestion>> OfItemAsync(Guid itemId, int take, CancellationToken ct);
}
