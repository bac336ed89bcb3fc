using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Contracts;

/// <summary>A definition that never changes again under this version, so that a case may hold on to it.</summary>
/// <param name="Version">1, 2, ... for what was published here; s1, s2, ... for the standard forms that come with the product.</param>
public sealed record PublishedForm(FormDefinition Definition, string Version);

/// <summary>Where forms are found and published.</summary>
public interface IFormCatalogue
{
    /// <summary>
    /// The standard form for an item that brings none of its own: the basic form of a person or a company. Stated default profile: who applies, how to reach
    /// him, who handles it for him, what is applied for.
    /// </summary>
    /// <param name="itemType">The item's type code (事项类型); supervision and punishment items have no application and so no form.</param>
    PublishedForm Default(string itemType, PartyKind kind);

    /// <summary>The newest version: published here, or else standard.</summary>
    Task<PublishedForm?> FindAsync(string key, CancellationToken ct);

    /// <summary>Exactly this version, for a case that is pinned to it.</summary>
    Task<PublishedForm?> FindAsync(string key, string version, CancellationToken ct);

    /// <summary>The keys and titles of all forms, standard and published, by key.</summary>
    Task<IReadOnlyList<FormListing>> ListAsync(CancellationToken ct);

    /// <summary>Checks and publishes; content equal to the newest version is that version.</summary>
    Task<Outcome<PublishedForm>> PublishAsync(FormDefinition definition, Act act, CancellationToken ct);
}

/// <summary>A form among the forms to choose from.</summary>
public sealed record FormListing(string Key, string Title, string Version);
