namespace Zhengtong.Platform.Files;

/// <summary>A kind of file the product takes.</summary>
/// <param name="Extensions">Lower case without dot; the first is the usual one.</param>
public sealed record FileKind(string MediaType, params string[] Extensions)
{
    public static readonly FileKind Pdf = new("application/pdf", "pdf");
    public static readonly FileKind Jpeg = new("image/jpeg", "jpg", "jpeg");
    public static readonly FileKind Png = new("image/png", "png");
    public static readonly FileKind Webp = new("image/webp", "webp");
    public static readonly FileKind Heic = new("image/heic", "heic", "heif");
    public static readonly FileKind Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
    public static readonly FileKind Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
    public static readonly FileKind Ofd = new("application/ofd", "ofd");

    public bool IsImage => MediaType.StartsWith("image/", StringComparison.Ordinal);
}

/// <summary>What may be uploaded at one place.</summary>
public sealed record UploadRules(IReadOnlyList<FileKind> Kinds)
{
    /// <summary>Application materials: documents, scans and photos.</summary>
    public static readonly UploadRules Materials = new([FileKind.Pdf, FileKind.Jpeg, FileKind.Png, FileKind.Webp, FileKind.Heic, FileKind.Docx, FileKind.Xlsx, FileKind.Ofd]);

    public static readonly UploadRules Photos = new([FileKind.Jpeg, FileKind.Png, FileKind.Webp, FileKind.Heic]);

    public long MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>A picture is opened by somebody's computer: more than this would take gigabytes there.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Of a document that is a zip, unpacked.</summary>
    public long MaxUnpackedBytes { get; init; } = 200 * 1024 * 1024;
}
