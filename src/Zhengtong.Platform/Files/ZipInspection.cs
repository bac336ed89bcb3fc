using System.Buffers;
using System.IO.Compression;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Files;

/// <summary>Looks into documents that are zips (docx, xlsx, ofd): which they are, and that they do not explode on opening.</summary>
internal static class ZipInspection
{
    private const int MaxEntries = 5000;
    private const int MaxRatio = 200;

    /// <summary>Below this an extreme ratio harms nobody: white pictures and empty sheets compress that well.</summary>
    private const long RatioMatters = 20 * 1024 * 1024;

    public static async Task<Outcome<FileKind>> KindOfAsync(Stream content, UploadRules rules, CancellationToken ct)
    {
        content.Position = 0;
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var kind = Of(zip);
            if (kind is null || !rules.Kinds.Contains(kind))
            {
                return FileProblems.TypeNotAllowed(rules);
            }

            if (zip.Entries.Any(e => e.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            {
                return FileProblems.Macro;
            }

            return await ExpandsTooMuchAsync(zip, content, rules.MaxUnpackedBytes, ct) ? FileProblems.ExpandsTooMuch : kind;
        }
        catch (InvalidDataException)
        {
            return FileProblems.Broken;
        }
    }

    private static FileKind? Of(ZipArchive zip)
    {
        var office = zip.GetEntry("[Content_Types].xml") is not null;
        var word = office && zip.GetEntry("word/document.xml") is not null;
        var excel = office && zip.GetEntry("xl/workbook.xml") is not null;
        var ofd = zip.GetEntry("OFD.xml") is not null;
        return (word, excel, ofd) switch
        {
            (true, false, false) => FileKind.Docx,
            (false, true, false) => FileKind.Xlsx,
            (false, false, true) => FileKind.Ofd,
            _ => null,
        };
    }

    /// <summary>Unpacks and counts: the sizes a zip declares may be lies.</summary>
    private static async Task<bool> ExpandsTooMuchAsync(ZipArchive zip, Stream content, long maxUnpacked, CancellationToken ct)
    {
        if (zip.Entries.Count > MaxEntries)
        {
            return true;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            return await ZipPayload.ExceedsAsync(content, Math.Min(maxUnpacked, Math.Max(RatioMatters, content.Length * MaxRatio)), buffer, ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
