using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>A blank form or a sample that was uploaded with a change of an item. Versions may name it for good, so it is never altered or deleted; a replacement is another file.</summary>
internal sealed class ItemFile : IAppendOnly
{
    private ItemFile()
    {
    }

    /// <summary>The id of the kept file.</summary>
    public Guid Id { get; private init; }

    public Guid ChangeId { get; private init; }

    /// <summary>The code of the item: whoever reads a published version of it may have the file.</summary>
    public string ItemCode { get; private init; } = "";

    public static ItemFile Of(StoredFile file, ItemChange change) => new() { Id = file.Id, ChangeId = change.Id, ItemCode = change.Code };
}
