using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>One published version of an item. Cases are pinned to it, so it never changes and is never deleted.</summary>
internal sealed class ItemVersion : IAppendOnly
{
    private ItemVersion()
    {
    }

    public Guid Id { get; private init; }

    public Guid ItemId { get; private init; }

    /// <summary>From 1 upwards.</summary>
    public int Number { get; private init; }

    public string Name { get; private init; } = "";

    public Guid OrganisationId { get; private init; }

    public string OrganisationName { get; private init; } = "";

    /// <summary><see cref="ItemContent"/> as JSON, kept as text so that its bytes stay.</summary>
    public string Content { get; private init; } = "";

    public DateTime PublishedAt { get; private init; }

    public Guid PublishedById { get; private init; }

    public string PublishedByName { get; private init; } = "";

    /// <summary>计划生效日期; null = at once.</summary>
    public DateOnly? PlanEffective { get; private init; }

    /// <summary>计划取消日期.</summary>
    public DateOnly? PlanCancel { get; private init; }

    /// <summary>数据来源: the file or the page that the version came from.</summary>
    public string Source { get; private init; } = "";

    public static ItemVersion Of(Item item, PublishRequest request, Guid byId, string byName, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(),
        ItemId = item.Id,
        Number = item.CurrentVersion + 1,
        Name = request.Name,
        OrganisationId = request.OrganisationId,
        OrganisationName = request.OrganisationName,
        Content = request.Content.ToJson(),
        PublishedAt = at,
        PublishedById = byId,
        PublishedByName = byName,
        PlanEffective = request.PlanEffective,
        PlanCancel = request.PlanCancel,
        Source = request.Source,
    };
}

/// <summary>What is to be published: the input of <c>PublishItemVersion</c>.</summary>
internal sealed record PublishRequest(
    string Code,
    string Name,
    Guid OrganisationId,
    string OrganisationName,
    string RegionCode,
    string RegionName,
    ItemContent Content,
    string Source)
{
    public DateOnly? PlanEffective { get; init; }

    public DateOnly? PlanCancel { get; init; }

    /// <summary>Names the versions that wait for their day and takes their place; else nothing may take effect before them.</summary>
    public bool WithdrawsWaiting { get; init; }

    /// <summary>The version it was written on, 0 for a first; null: whatever is the newest. Another version since refuses it.</summary>
    public int? Follows { get; init; }

    /// <summary>A cancelled item is in use again with this version.</summary>
    public bool Revives { get; init; }

    /// <summary>Shown as a guide only: nobody can apply for it.</summary>
    public bool GuideOnly { get; init; }

    /// <summary>What a first version makes; later ones stay what the item is.</summary>
    public ItemKind Kind { get; init; } = ItemKind.Implementation;

    /// <summary>The entry above whose version in force is adopted with this one; null leaves the binding as it is.</summary>
    public Item? Parent { get; init; }

    /// <summary>The version of that entry which the content is of; null: the one in force.</summary>
    public int? ParentVersion { get; init; }

    public IReadOnlyList<Guid> Themes { get; init; } = [];

    /// <summary>The item stays under the themes it is under.</summary>
    public bool KeepThemes { get; init; }
}
