using System.Buffers.Binary;
using Xunit;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Tests.Unit.Platform.Files;

public sealed class FileSniffingTests
{
    public static TheoryData<string, byte[], string> Good => new()
    {
        { "pdf", Samples.Pdf, "application/pdf" },
        { "jpg", Samples.Jpeg(), "image/jpeg" },
        { "png", Samples.Png(), "image/png" },
        { "webp", Samples.Webp(), "image/webp" },
        { "heic", Samples.Heic(), "image/heic" },
        { "docx", Samples.Docx, FileKind.Docx.MediaType },
        { "xlsx", Samples.Xlsx, FileKind.Xlsx.MediaType },
        { "ofd", Samples.Ofd, "application/ofd" },
    };

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "gif", Samples.Gif, "files.type-not-allowed" },
        { "html", Samples.Html, "files.type-not-allowed" },
        { "exe", Samples.Exe, "files.type-not-allowed" },
        { "html before pdf", [.. Samples.Html, .. Samples.Pdf], "files.type-not-allowed" },
        { "plain zip", Samples.Zip(("a.exe", "MZ")), "files.type-not-allowed" },
        { "docx and xlsx at once", Samples.Zip(("[Content_Types].xml", ""), ("word/document.xml", ""), ("xl/workbook.xml", "")), "files.type-not-allowed" },
        { "ofd and docx at once", Samples.Zip(("[Content_Types].xml", ""), ("word/document.xml", ""), ("OFD.xml", "")), "files.type-not-allowed" },
        { "pdf with a zip behind", [.. Samples.Pdf, .. Samples.Docx], "files.mixed-content" },
        { "png with a zip behind", [.. Samples.Png(), .. Samples.Zip(("a.exe", "MZ"))], "files.mixed-content" },
        { "jpeg with a zip behind", [.. Samples.Jpeg(), .. Samples.Zip(("a.exe", "MZ")), 0, 0], "files.mixed-content" },
        { "word with macros", Samples.Docm, "files.macro" },
        { "png header only", Samples.Png()[..12], "files.broken" },
        { "jpeg cut before its frame", Samples.Jpeg()[..16], "files.broken" },
        { "zip cut", Samples.Docx[..^30], "files.broken" },
        { "png bomb", Samples.Png(60_000, 60_000), "files.too-many-pixels" },
        { "png with sizes that overflow", Samples.Png(uint.MaxValue, uint.MaxValue), "files.too-many-pixels" },
        { "jpeg bomb", Samples.Jpeg(65_000, 65_000), "files.too-many-pixels" },
        { "webp bomb", Samples.Webp(16_000, 16_000), "files.too-many-pixels" },
        { "heic bomb", Samples.Heic(50_000, 50_000), "files.too-many-pixels" },
        { "zip bomb", Samples.Zip(("OFD.xml", new string('0', 25 * 1024 * 1024))), "files.expands-too-much" },
        { "zip of too many entries", Samples.Zip([("OFD.xml", ""), .. Enumerable.Range(0, 5001).Select(i => ($"{i}", ""))]), "files.expands-too-much" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public async Task A_kind_is_told_by_its_content(string name, byte[] content, string mediaType)
    {
        var found = await Sniff(content);

        Assert.True(found.Ok, name);
        Assert.Equal(mediaType, found.Value.MediaType);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_is_not_wanted_is_refused_with_its_reason(string name, byte[] content, string code)
    {
        var found = await Sniff(content);

        Assert.False(found.Ok, name);
        Assert.Equal(code, found.Problems[0].Code);
    }

    [Fact]
    public async Task A_zip_that_lies_about_its_size_is_counted_by_unpacking()
    {
        var zip = Samples.Zip(("OFD.xml", "<ofd/>"), ("big", new string('0', 30 * 1024 * 1024)));
        for (var at = zip.AsSpan().IndexOf("PK\x01\x02"u8); at >= 0 && at < zip.Length; at = zip.AsSpan(at + 4).IndexOf("PK\x01\x02"u8) is var next && next < 0 ? -1 : at + 4 + next)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at + 24), 6);
        }

        Assert.Equal("files.expands-too-much", Assert.Single((await Sniff(zip)).Problems).Code);
    }

    [Fact]
    public async Task Only_what_the_place_takes_is_taken()
    {
        using var stream = new MemoryStream(Samples.Pdf);

        var found = await FileSniffing.KindOfAsync(stream, UploadRules.Photos, CancellationToken.None);

        Assert.Equal("files.type-not-allowed", found.Problems[0].Code);
        Assert.Contains("jpg", found.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_files_are_answered_never_thrown_at()
    {
        var random = new Random(20261122);
        byte[][] seeds = [Samples.Pdf, Samples.Jpeg(), Samples.Png(), Samples.Webp(), Samples.Heic(), Samples.Docx, Samples.Xlsx, Samples.Ofd];
        foreach (var seed in seeds)
        {
            for (var i = 0; i < 400; i++)
            {
                var damaged = seed[..(i % 3 == 0 ? random.Next(1, seed.Length + 1) : seed.Length)];
                for (var n = random.Next(0, 6); n > 0; n--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                _ = (await Sniff(damaged)).Ok;
            }
        }
    }

    private static async Task<Outcome<FileKind>> Sniff(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return await FileSniffing.KindOfAsync(stream, UploadRules.Materials, CancellationToken.None);
    }
}
