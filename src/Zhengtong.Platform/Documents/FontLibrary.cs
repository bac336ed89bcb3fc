using System.Collections.Concurrent;
using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace Zhengtong.Platform.Documents;

internal enum Face
{
    Serif = 0,
    Sans = 1,
    SansBold = 2,
}

/// <summary>The document fonts, opened once for the life of the process: mapping 36 MB of font anew costs more than the page.</summary>
internal sealed class FontLibrary : IDisposable
{
    private static readonly string[] Files = ["NotoSerifSC_400Regular.ttf", "NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf"];
    private readonly Lazy<OpenFont>[] _fonts;

    public FontLibrary()
        : this(Path.Combine(AppContext.BaseDirectory, "fonts"))
    {
    }

    public FontLibrary(string folder) =>
        _fonts = [.. Files.Select(f => new Lazy<OpenFont>(() => new OpenFont(Path.Combine(folder, f))))];

    /// <summary>Width in points at the size; the fonts have no kerning that Chinese text would need.</summary>
    public float Width(string text, Face face, float size)
    {
        var width = 0f;
        foreach (var run in Runs(text, face))
        {
            foreach (var rune in run.Text.EnumerateRunes())
            {
                width += Font(run.Face).Advance(rune.Value);
            }
        }

        return width * size;
    }

    /// <summary>
    /// Cuts a text into stretches that one font can show. A character that no font has (some personal names from U+30000 up) is written
    /// as its code point, so that a name is never silently shortened.
    /// </summary>
    public IEnumerable<(Face Face, string Text)> Runs(string text, Face wanted)
    {
        var run = new StringBuilder();
        var current = wanted;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsInvisible(rune))
            {
                continue;
            }

            var face = FaceFor(rune.Value, wanted);
            var shown = face is null ? $"〔U+{rune.Value:X}〕" : rune.ToString();
            if ((face ?? wanted) != current && run.Length > 0)
            {
                yield return (current, run.ToString());
                run.Clear();
            }

            current = face ?? wanted;
            run.Append(shown);
        }

        if (run.Length > 0)
        {
            yield return (current, run.ToString());
        }
    }

    /// <summary>A font file with only these characters: small, and its text copies out exactly.</summary>
    public byte[] Subset(Face face, IEnumerable<int> codePoints) => HarfBuzzSubset.Of(Font(face).Subsettable, codePoints);

    public void Dispose()
    {
        foreach (var font in _fonts.Where(f => f.IsValueCreated))
        {
            font.Value.Dispose();
        }
    }

    /// <summary>Direction overrides, joiners and variation selectors have no ink here and could make a page read otherwise than its data.</summary>
    private static bool IsInvisible(Rune rune) => rune.Value is < 0x20 or (>= 0x7F and < 0xA0) or (>= 0x200B and <= 0x200F) or (>= 0x2028 and <= 0x202E)
        or (>= 0x2060 and <= 0x206F) or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or (>= 0xE0000 and <= 0xE0FFF);

    private OpenFont Font(Face face) => _fonts[(int)face].Value;

    private Face? FaceFor(int codePoint, Face wanted)
    {
        if (Font(wanted).Has(codePoint))
        {
            return wanted;
        }

        Face other = wanted == Face.Serif ? Face.Sans : Face.Serif;
        return Font(other).Has(codePoint) ? other : null;
    }

    private sealed class OpenFont : IDisposable
    {
        private readonly SKTypeface _typeface;
        private readonly Blob _blob;
        private readonly HarfBuzzSharp.Face _face;
        private readonly ConcurrentDictionary<int, (bool Has, float Advance)> _glyphs = new();

        public OpenFont(string path)
        {
            _typeface = SKTypeface.FromFile(path) ?? throw new FileNotFoundException("A document font is missing: build the platform project with npm at hand.", path);
            _blob = Blob.FromFile(path);
            _face = new HarfBuzzSharp.Face(_blob, 0);
            Subsettable = HarfBuzzSubset.Prepare(_face.Handle);
        }

        public nint Subsettable { get; }

        public bool Has(int codePoint) => Glyph(codePoint).Has;

        /// <summary>In parts of the type size.</summary>
        public float Advance(int codePoint) => Glyph(codePoint).Advance;

        private (bool Has, float Advance) Glyph(int codePoint) => _glyphs.GetOrAdd(codePoint, static (c, typeface) =>
        {
            using var font = new SKFont(typeface, 1000) { LinearMetrics = true, Hinting = SKFontHinting.None };
            var glyph = font.GetGlyph(c);
            return (glyph != 0, font.MeasureText([glyph]) / 1000);
        }, _typeface);

        public void Dispose()
        {
            HarfBuzzSubset.Release(Subsettable);
            _face.Dispose();
            _blob.Dispose();
            _typeface.Dispose();
        }
    }
}
