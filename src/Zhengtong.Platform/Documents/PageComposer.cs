namespace Zhengtong.Platform.Documents;

internal abstract record Mark
{
    /// <param name="Y">The base line.</param>
    internal sealed record Text(float X, float Y, string Content, Face Face, float Size) : Mark;

    internal sealed record Box(float X, float Y, float Width, float Height, Tone Tone) : Mark;

    internal sealed record Rule(float X1, float Y1, float X2, float Y2) : Mark;
}

internal enum Tone
{
    Ink,
    Shade,
}

/// <summary>Sets a paper's blocks on A4 pages; the margins follow the text area of GB/T 9704-2012.</summary>
internal sealed class PageComposer(FontLibrary fonts, Paper paper)
{
    public const float PageWidth = 595.28f;
    public const float PageHeight = 841.89f;
    private const float Millimetre = 72 / 25.4f;
    private const float Left = 28 * Millimetre;
    private const float Right = PageWidth - (26 * Millimetre);
    private const float Top = 37 * Millimetre;
    private const float Bottom = PageHeight - (35 * Millimetre);
    private const float Body = 12;
    private const float Leading = 21;
    private const float QrSize = 84;
    private readonly List<List<Mark>> _pages = [[]];
    private float _y = Top;

    public static IReadOnlyList<IReadOnlyList<Mark>> Compose(FontLibrary fonts, Paper paper)
    {
        var composer = new PageComposer(fonts, paper);
        for (var i = 0; i < paper.Blocks.Count; i++)
        {
            if (paper.Blocks[i] is Block.QrCode code && i + 1 < paper.Blocks.Count && paper.Blocks[i + 1] is Block.SealBlock seal)
            {
                composer.CodeBesideSeal(code, seal);
                i++;
            }
            else
            {
                composer.Set(paper.Blocks[i]);
            }
        }

        composer.Frame();
        return composer._pages;
    }

    /// <summary>What is left of the page below the cursor.</summary>
    internal float Room => Bottom - _y;

    internal static float FullRoom => Bottom - Top;

    internal void Add(Mark mark) => _pages[^1].Add(mark);

    internal void NextPage()
    {
        _pages.Add([]);
        _y = Top;
    }

    internal float Y => _y;

    internal void Down(float points) => _y += points;

    internal IReadOnlyList<string> Lines(string text, float width, Face face, float size, float firstIndent = 0) =>
        LineBreaking.Lines(text, width, s => fonts.Width(s, face, size), firstIndent);

    private void Set(Block block)
    {
        switch (block)
        {
            case Block.Title title:
                Centred(title.Text, Face.SansBold, 20, 32);
                Down(10);
                break;
            case Block.Subtitle subtitle:
                Flow(subtitle.Text, Face.SansBold, 14, 26, false);
                break;
            case Block.Paragraph paragraph:
                Flow(paragraph.Text, Face.Serif, Body, Leading, paragraph.Indent);
                break;
            case Block.KeyValues pairs:
                new GridComposer(this, Left, Right - Left, [3, 7], [], [.. pairs.Rows.Select(r => (IReadOnlyList<string>)[r.Label, r.Value])], true).Set();
                break;
            case Block.Table table:
                var weights = table.Weights is { Count: > 0 } w ? w : [.. table.Header.Select(_ => 1f)];
                new GridComposer(this, Left, Right - Left, weights, table.Header, table.Rows, false).Set();
                break;
            case Block.QrCode code:
                Keep(QrSize + 24);
                Qr(code, Right);
                break;
            case Block.Spacer spacer:
                Down(Math.Min(spacer.Points, Math.Max(0, Room)));
                break;
            case Block.SealBlock seal:
                Keep((Leading * 4) + 8);
                Seal(seal, Left);
                break;
            case Block.PageBreak:
                NextPage();
                break;
        }
    }

    private void Keep(float height)
    {
        if (height > Room && _y > Top)
        {
            NextPage();
        }
    }

    private void Centred(string text, Face face, float size, float leading)
    {
        foreach (var line in Lines(text, Right - Left, face, size))
        {
            Keep(leading);
            Down(leading);
            Add(new Mark.Text(((Left + Right) - fonts.Width(line, face, size)) / 2, _y - (leading * 0.3f), line, face, size));
        }
    }

    private void Flow(string text, Face face, float size, float leading, bool indent)
    {
        foreach (var stretch in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var lead = indent ? size * 2 : 0;
            foreach (var line in Lines(stretch, Right - Left, face, size, lead))
            {
                Keep(leading);
                Down(leading);
                Add(new Mark.Text(Left + lead, _y - (leading * 0.3f), line, face, size));
                lead = 0;
            }
        }
    }

    /// <summary>The foot of a document: code at the left, seal at the right of it, so that neither goes to a page of its own.</summary>
    private void CodeBesideSeal(Block.QrCode code, Block.SealBlock seal)
    {
        var middle = Left + ((Right - Left) * 0.58f);
        Keep(Math.Max(QrSize + 24, (Leading * (Lines(seal.Organisation, Right - middle - (Body * 2), Face.Serif, Body).Count + 3)) + 8));
        var top = _y;
        Qr(code, middle);
        var below = _y;
        _y = top;
        Seal(seal, middle);
        _y = Math.Max(_y, below);
    }

    private void Qr(Block.QrCode code, float right)
    {
        Down(12);
        var matrix = QrImage.Matrix(code.Content);
        var module = QrSize / matrix.Count;
        foreach (var (row, from, length) in QrImage.Bars(matrix))
        {
            Add(new Mark.Box(Left + (from * module), _y + (row * module), length * module, module, Tone.Ink));
        }

        var caption = Lines(code.Caption, right - Left - QrSize - 12, Face.Sans, 9);
        var y = _y + (QrSize / 2) + 3 - ((caption.Count - 1) * 7);
        foreach (var line in caption)
        {
            Add(new Mark.Text(Left + QrSize + 12, y, line, Face.Sans, 9));
            y += 14;
        }

        Down(QrSize + 12);
    }

    private void Seal(Block.SealBlock seal, float left)
    {
        Down(Leading + 8);
        foreach (var line in (ReadOnlySpan<string>)[seal.Organisation, "（盖章）", seal.Date])
        {
            var shown = Lines(line, Right - left - (Body * 2), Face.Serif, Body);
            foreach (var part in shown)
            {
                Down(Leading);
                Add(new Mark.Text(Right - fonts.Width(part, Face.Serif, Body) - (Body * 2), _y - (Leading * 0.3f), part, Face.Serif, Body));
            }
        }
    }

    private void Frame()
    {
        for (var i = 0; i < _pages.Count; i++)
        {
            var page = _pages[i];
            var header = new Mark.Text(Left, Top - 26, paper.Organisation, Face.Sans, 9);
            var count = $"第 {i + 1} 页 / 共 {_pages.Count} 页";
            page.Insert(0, header);
            page.Insert(1, new Mark.Rule(Left, Top - 18, Right, Top - 18));
            page.Add(new Mark.Rule(Left, Bottom + 18, Right, Bottom + 18));
            if (paper.Number.Length > 0)
            {
                page.Add(new Mark.Text(Left, Bottom + 34, paper.Number, Face.Sans, 9));
            }

            page.Add(new Mark.Text(Right - fonts.Width(count, Face.Sans, 9), Bottom + 34, count, Face.Sans, 9));
        }
    }
}
