using Zhengtong.Platform.Events;

namespace Zhengtong.Catalogue.Contracts;

/// <summary>What guides show of a standard changed: it came into being, ended, or was linked.</summary>
/// <param name="Codes">The items concerned; empty: all that follow it.</param>
public sealed record StandardShown(Guid StandardId, IReadOnlyList<string> Codes) : IEvent;

/// <summary>A committee is asked for its opinion on a standard (17.03).</summary>
public sealed record StandardReviewOpened(Guid StandardId, Guid ReviewId, string Title, DateOnly ClosesOn, IReadOnlyList<Guid> Members) : IEvent;
