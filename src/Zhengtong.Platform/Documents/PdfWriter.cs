using SkiaSharp;

namespace Zhengtong.Platform.Documents;

/// <summary>Writes a paper as PDF: fonts embedded and cut to the characters used, text searchable and copied out exactly.</summary>
public sealed class PdfWriter
{
    private readonly FontLibrary _fonts;

    internal PdfWriter(FontLibrary fonts) => _fonts = fonts;

    public byte[] Write(Paper paper)
    {
        var pages = PageComposer.Compose(_fonts, paper);
        var typefaces = Typefaces(pages);
        try
        {
            return Draw(paper, pages, typefaces);
        }
        finally
        {
            foreach (var typeface in typefaces.Values)
            {
                typeface.Dispose();
            }
        }
    }

    private Dictionary<Face, SKTypeface> Typefaces(IReadOnlyList<IReadOnlyList<Mark>> pages)
    {
        var used = new SortedDictionary<Face, SortedSet<int>>();
        foreach (var mark in pages.SelectMany(p => p).OfType<Mark.Text>())
        {
            foreach (var (face, text) in _fonts.Runs(mark.Content, mark.Face))
            {
                if (!used.TryGetValue(face, out var set))
                {
                    used[face] = set = [];
                }

                set.UnionWith(text.EnumerateRunes().Select(r => r.Value));
            }
        }

        return used.ToDictionary(u => u.Key, u =>
        {
            using var data = SKData.CreateCopy(_fonts.Subset(u.Key, u.Value));
            return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The subset of {u.Key} is no font.");
        });
    }

    private byte[] Draw(Paper paper, IReadOnlyList<IReadOnlyList<Mark>> pages, Dictionary<Face, SKTypeface> typefaces)
    {
        using var stream = new MemoryStream();
        var metadata = new SKDocumentPdfMetadata
        {
            Title = paper.Title,
            Author = paper.Organisation,
            Subject = paper.Number,
            Creator = "政通",
            Creation = paper.CreatedAt,
            Modified = paper.CreatedAt,
            RasterDpi = 144,
            EncodingQuality = 101,
        };
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
            using var shade = new SKPaint { Color = new SKColor(0xF2, 0xF4, 0xF7) };
            using var rule = new SKPaint { Color = new SKColor(0x55, 0x55, 0x55), StrokeWidth = 0.6f, IsStroke = true };
            foreach (var page in pages)
            {
                var canvas = document.BeginPage(PageComposer.PageWidth, PageComposer.PageHeight);
                foreach (var mark in page)
                {
                    switch (mark)
                    {
                        case Mark.Text text:
                            Text(canvas, text, typefaces, ink);
                            break;
                        case Mark.Box box:
                            canvas.DrawRect(box.X, box.Y, box.Width, box.Height, box.Tone == Tone.Ink ? ink : shade);
                            break;
                        case Mark.Rule line:
                            canvas.DrawLine(line.X1, line.Y1, line.X2, line.Y2, rule);
                            break;
                    }
                }

                document.EndPage();
            }

            document.Close();
        }

        return stream.ToArray();
    }

    private void Text(SKCanvas canvas, Mark.Text mark, Dictionary<Face, SKTypeface> typefaces, SKPaint ink)
    {
        var x = mark.X;
        foreach (var (face, text) in _fonts.Runs(mark.Content, mark.Face))
        {
            using var font = new SKFont(typefaces[face], mark.Size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };
            canvas.DrawText(text, x, mark.Y, SKTextAlign.Left, font, ink);
            x += _fonts.Width(text, face, mark.Size);
        }
    }
}
