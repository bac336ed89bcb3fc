using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Space;

/// <summary>The files that a party handed in with its cases, the newest cases first. Under a mandate those of the cases begun by it.</summary>
internal static class SpaceMaterials
{
    public static IQueryable<SpaceMaterial> Of(Database db, Party party) =>
        from c in db.Set<Case>().OwnOf(party)
        join m in db.Set<CaseMaterial>() on c.Id equals m.CaseId
        join f in db.Set<StoredFile>() on m.FileId equals (Guid?)f.Id
        orderby c.Id descending, m.Sequence descending
        select new SpaceMaterial
        {
            CaseId = c.Id, Sequence = m.Sequence, Name = m.Name, FileName = f.Name, CaseNumber = c.Number, ItemName = c.ItemName, At = m.At, Replaced = m.ReplacedAt != null, Scan = f.ScanState,
        };
}

internal sealed record SpaceMaterial
{
    public required Guid CaseId { get; init; }

    public required int Sequence { get; init; }

    public required string Name { get; init; }

    public required string FileName { get; init; }

    public required string CaseNumber { get; init; }

    public required string ItemName { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Another took its place in the case.</summary>
    public required bool Replaced { get; init; }

    public required ScanState Scan { get; init; }

    public string Href => CaseMaterialEndpoint.Href(CaseId, Sequence);
}
