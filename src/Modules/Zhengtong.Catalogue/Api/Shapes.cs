using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Api;

internal sealed record ItemLine(
    string Code, string CatalogueCode, string Kind, string Name, string TypeCode, string RegionCode, string RegionName,
    Guid OrganisationId, string OrganisationName, int Version, Guid VersionId, string Status, DateTime PublishedAt)
{
    public static ItemLine Of(Item i, PublicItems.VersionTold v) =>
        new(i.Code, i.CatalogueCode, KindName(i.Kind), v.Name, i.TypeCode, i.RegionCode, i.RegionName, v.OrganisationId, v.OrganisationName, v.Number, v.Id, StatusName(i.Status), v.PublishedAt);

    public static string KindName(ItemKind kind) => kind == ItemKind.Basic ? "basic" : "implementation";

    public static string StatusName(ItemStatus status) => status switch
    {
        ItemStatus.Paused => "paused",
        ItemStatus.Cancelled => "cancelled",
        ItemStatus.GuideOnly => "guide-only",
        _ => "in-use",
    };
}

/// <param name="Next">The value of <c>after</c> for the next page; null at the end.</param>
internal sealed record ItemPage(IReadOnlyList<ItemLine> Items, string? Next);

/// <param name="National">Field of the national exchange tables (up_task_*).</param>
/// <param name="Lines">What the element says, as guides show it.</param>
internal sealed record ElementAnswer(string Key, string Name, string Group, string National, IReadOnlyList<string> Lines);

/// <summary>A published version: what it is of, its elements as lines, and its content in full.</summary>
internal sealed record ItemAnswer(
    string Code, string CatalogueCode, string Kind, int Level, string Name, string RegionCode, string RegionName, Guid OrganisationId, string OrganisationName, string Status, string? ParentCode,
    int Version, Guid VersionId, DateTime PublishedAt, DateOnly? PlanEffective, DateOnly? PlanCancel, IReadOnlyList<ElementAnswer> Elements, ItemContent Content)
{
    public static ItemAnswer Of(PublicItems.Published found)
    {
        var (item, version) = (found.Item, found.Version);
        var content = ItemContent.FromJson(version.Content);
        var state = new ItemState(item.CatalogueCode, version.Name, content);
        return new ItemAnswer(
            item.Code, item.CatalogueCode, ItemLine.KindName(item.Kind), item.Level, version.Name, item.RegionCode, item.RegionName,
            version.OrganisationId, version.OrganisationName, ItemLine.StatusName(item.Status), found.Parent,
            version.Number, version.Id, version.PublishedAt, version.PlanEffective, version.PlanCancel,
            [.. ItemElements.All.Where(e => PublicItems.Keys.Contains(e.Key)).Select(e => new ElementAnswer(e.Key, e.Name, e.Group, e.National, [.. e.Lines(state).Where(l => l.Length > 0)]))],
            content with { Manual = [], Materials = [.. content.Materials.Select(m => m with { ReviewPoints = [] })], Steps = [.. content.Steps.Select(s => s with { Role = "" })] });
    }
}

/// <param name="Change">published, in-force (a version that was published before came to its day) or status (paused, resumed, cancelled).</param>
/// <param name="Status">Of the item as it stands now; withdrawn: it is no more offered to other platforms, and nothing else is told of it.</param>
/// <param name="EffectiveOn">The planned day of the version; null: when it was published.</param>
internal sealed record ChangeLine(
    long Sequence, string Code, string Change, string Status, int? Version, Guid? VersionId, string? Name, DateTime? PublishedAt, DateOnly? EffectiveOn)
{
    public const string Withdrawn = "withdrawn";

    public static string NameOf(ItemEvent what) => what switch
    {
        ItemEvent.TookEffect => "in-force",
        ItemEvent.StatusChanged => "status",
        _ => "published",
    };
}

/// <param name="Cursor">The value of <c>after</c> for the next call, also when nothing is new.</param>
internal sealed record ChangePage(IReadOnlyList<ChangeLine> Changes, long Cursor, bool More);
