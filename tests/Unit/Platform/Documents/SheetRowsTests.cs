using System.IO.Compression;
using System.Text;
using Xunit;
using Zhengtong.Platform.Documents;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Platform.Documents;

/// <summary>A sheet that somebody sent is read as text and nothing else.</summary>
public sealed class SheetRowsTests
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    private static readonly string Secret = Path.GetTempFileName();

    /// <summary>XML that names a document type may reach for files of the machine or unfold without end: it is refused, wherever in the book it stands.</summary>
    [Theory]
    [InlineData("", "", "甲")]
    [InlineData("<!DOCTYPE worksheet [<!ENTITY e \"乙\">]>", "&e;", null)]
    [InlineData("<!DOCTYPE worksheet [<!ENTITY e SYSTEM \"file:{0}\">]>", "&e;", null)]
    [InlineData("<!DOCTYPE worksheet SYSTEM \"file:{0}\">", "", null)]
    [Requirement("18.07")]
    public async Task A_document_type_is_refused(string type, string cell, string? read)
    {
        await File.WriteAllTextAsync(Secret, "geheim", TestContext.Current.CancellationToken);
        List<string> cells = [];
        using var book = Book(type.Replace("{0}", Secret, StringComparison.Ordinal), cell);
        var outcome = await SheetRows.ReadAsync(book, 10, line => cells.AddRange(line.Cells), TestContext.Current.CancellationToken);
        Assert.Equal(read is null ? "files.broken" : "", outcome.Ok ? "" : outcome.Problems[0].Code);
        Assert.DoesNotContain("geheim", string.Concat(cells), StringComparison.Ordinal);
        Assert.Equal(read is not null, cells.Contains(read ?? ""));
    }

    private static MemoryStream Book(string type, string cell)
    {
        var book = new MemoryStream();
        using (var zip = new ZipArchive(book, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", Head + """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
                """);
            Add(zip, "_rels/.rels", Head + """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """);
            Add(zip, "xl/workbook.xml", Head + """
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                <sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>
                """);
            Add(zip, "xl/_rels/workbook.xml.rels", Head + """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
                """);
            Add(zip, "xl/worksheets/sheet1.xml", Head + type + $"""
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:B1"/>
                <sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1" t="inlineStr"><is><t>{cell}</t></is></c></row></sheetData></worksheet>
                """);
        }

        book.Position = 0;
        return book;
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
