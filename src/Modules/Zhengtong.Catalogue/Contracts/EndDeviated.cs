namespace Zhengtong.Catalogue.Contracts;

/// <summary>An item that is live on an application end began to say something else there than the master (01.38, 02.16).</summary>
/// <param name="OrganisationId">Whose end it is.</param>
/// <param name="Elements">Names of the elements that differ.</param>
public sealed record EndDeviated(Guid EndId, Guid EndItemId, Guid OrganisationId, string EndName, string ItemName, IReadOnlyList<string> Elements) : Zhengtong.Platform.Events.IEvent;
