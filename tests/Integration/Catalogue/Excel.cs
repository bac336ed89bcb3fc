using System.IO.Compression;
using System.Text;
using MiniExcelLibs;

namespace Zhengtong.Tests.Integration.Catalogue;

/// <summary>Excel files as people send them.</summary>
internal static class Excel
{
    public static byte[] Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var file = new MemoryStream();
        var width = rows.Max(r => r.Count);
        file.SaveAs(rows.Select(r => Enumerable.Range(0, width).ToDictionary(i => $"c{i:000}", i => (object)(i < r.Count ? r[i] : ""))), printHeader: false);
        return file.ToArray();
    }

    public static List<List<string>> Read(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return [.. file.Query(useHeaderRow: false).Cast<IDictionary<string, object?>>().Select(r => r.Values.Select(v => v?.ToString() ?? "").ToList())];
    }

    /// <summary>A sheet that unpacks to three hundred megabytes.</summary>
    public static byte[] Bomb()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["[Content_Types].xml", "xl/workbook.xml"])
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes("<a/>"));
            }

            using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            var block = new byte[1024 * 1024];
            for (var i = 0; i < 300; i++)
            {
                sheet.Write(block);
            }
        }

        return file.ToArray();
    }
}
