namespace Zhengtong.Catalogue.Guide;

/// <summary>
/// How a content names a file that was uploaded with a change: the id of the kept file and its name. Another upload is another id, so that what a version names never changes.
/// </summary>
internal static class UploadedSample
{
    private const int IdLength = 32;

    public static string Reference(Guid file, string name) => $"{file:N}-{name}";

    /// <summary>Null: the name of a file of the collection.</summary>
    public static Guid? FileOf(string reference) =>
        reference.Length > IdLength + 1 && reference[IdLength] == '-' && Guid.TryParseExact(reference[..IdLength], "N", out var id) ? id : null;

    /// <summary>As people know it; an uploaded one with the end of its number, which tells two of one name apart.</summary>
    public static string Shown(string reference) =>
        FileOf(reference) is null ? reference : $"{reference[(IdLength + 1)..]}（文件编号 {reference[(IdLength - 8)..IdLength]}）";
}
