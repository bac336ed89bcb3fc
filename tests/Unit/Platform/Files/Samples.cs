using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Zhengtong.Tests.Unit.Platform.Files;

/// <summary>Small files of every kind, whole enough to be told apart.</summary>
internal static class Samples
{
    public static byte[] Pdf => Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

    public static byte[] Gif => Encoding.ASCII.GetBytes("GIF89a\x01\x00\x01\x00");

    public static byte[] Html => Encoding.ASCII.GetBytes("<!doctype html><script>alert(1)</script>");

    public static byte[] Exe => Encoding.ASCII.GetBytes("MZ\x90\x00\x03 this program cannot be run in DOS mode");

    public static byte[] Docx => Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>"));

    public static byte[] Xlsx => Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"));

    public static byte[] Ofd => Zip(("OFD.xml", "<ofd/>"), ("Doc_0/Document.xml", "<d/>"));

    public static byte[] Docm => Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>"), ("word/vbaProject.bin", "x"));

    public static byte[] Png(uint width = 10, uint height = 10)
    {
        var png = new byte[45];
        new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13 }.CopyTo(png, 0);
        "IHDR"u8.CopyTo(png.AsSpan(12));
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    /// <summary>With an application segment that holds the look of a frame header.</summary>
    public static byte[] Jpeg(ushort width = 10, ushort height = 10)
    {
        var frame = new byte[] { 0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, 12, 0xFF, 0xC0, 0, 17, 8, 0, 1, 0, 1, 3, .. frame, 0xFF, 0xD9];
    }

    public static byte[] Webp(int width = 10, int height = 10)
    {
        var webp = new byte[40];
        "RIFF"u8.CopyTo(webp);
        "WEBPVP8X"u8.CopyTo(webp.AsSpan(8));
        (webp[24], webp[25], webp[26]) = ((byte)(width - 1), (byte)((width - 1) >> 8), (byte)((width - 1) >> 16));
        (webp[27], webp[28], webp[29]) = ((byte)(height - 1), (byte)((height - 1) >> 8), (byte)((height - 1) >> 16));
        return webp;
    }

    public static byte[] Heic(uint width = 10, uint height = 10)
    {
        var heic = new byte[64];
        "ftypheic"u8.CopyTo(heic.AsSpan(4));
        "ispe"u8.CopyTo(heic.AsSpan(32));
        BinaryPrimitives.WriteUInt32BigEndian(heic.AsSpan(40), width);
        BinaryPrimitives.WriteUInt32BigEndian(heic.AsSpan(44), height);
        return heic;
    }

    public static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }
}
