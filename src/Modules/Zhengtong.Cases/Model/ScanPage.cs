namespace Zhengtong.Cases.Model;

/// <summary>One photographed or scanned page of a material on paper, kept until the pages are put together into one document (纸质扫描上传, 03.25).</summary>
internal sealed class ScanPage
{
    public required Guid Id { get; init; }

    public required Guid DraftId { get; init; }

    /// <summary>Of the material.</summary>
    public required string Key { get; init; }

    public required Guid FileId { get; init; }

    public required string FileName { get; init; }

    /// <summary>Order in the document; only the order counts, gaps stay.</summary>
    public required int Position { get; set; }
}
