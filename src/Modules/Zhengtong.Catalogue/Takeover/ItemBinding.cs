using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>What the card of an unbound item shows of its binding.</summary>
/// <param name="Words">What was looked for; null: nothing yet.</param>
/// <param name="Found">Null: nothing was looked for.</param>
internal sealed record ItemBinding(Item Item, string? Words, IReadOnlyList<FindEntries.Row>? Found);
