namespace Zhengtong.Platform.Documents;

/// <summary>Sets a bordered table: cells wrap, the header returns on each page, and only a row taller than a page is cut.</summary>
internal sealed class GridComposer(
    PageComposer page, float left, float width, IReadOnlyList<float> weights, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, bool labelled)
{
    private const float Size = 10.5f;
    private const float Leading = 17;
    private const float Padding = 5;
    private readonly float[] _widths = [.. weights.Select(w => w / weights.Sum() * width)];

    public void Set()
    {
        page.Down(4);
        var head = header.Count > 0 ? Cells(header, true) : null;
        var headHeight = head is null ? 0 : Height(head);
        if (head is not null)
        {
            if (headHeight + Height(rows.Count > 0 ? Cells(rows[0], false) : []) > page.Room)
            {
                page.NextPage();
            }

            Draw(head, headHeight, true);
        }

        foreach (var row in rows)
        {
            Row(Cells(row, false), head, headHeight);
        }

        page.Down(8);
    }

    private void Row(IReadOnlyList<string>[] cells, IReadOnlyList<string>[]? head, float headHeight)
    {
        while (Height(cells) > page.Room)
        {
            var tallerThanAPage = Height(cells) + headHeight > PageComposer.FullRoom;
            var fitting = (int)((page.Room - (Padding * 2)) / Leading);
            if (tallerThanAPage && fitting > 0)
            {
                IReadOnlyList<string>[] part = [.. cells.Select(c => (IReadOnlyList<string>)[.. c.Take(fitting)])];
                Draw(part, Height(part), false);
                cells = [.. cells.Select(c => (IReadOnlyList<string>)[.. c.Skip(fitting)])];
            }

            page.NextPage();
            if (head is not null)
            {
                Draw(head, headHeight, true);
            }
        }

        Draw(cells, Height(cells), false);
    }

    private IReadOnlyList<string>[] Cells(IReadOnlyList<string> row, bool isHeader) =>
        [.. _widths.Select((w, i) => i < row.Count ? page.Lines(row[i], w - (Padding * 2), FaceOf(i, isHeader), Size) : [])];

    private Face FaceOf(int column, bool isHeader) => isHeader ? Face.SansBold : labelled && column == 0 ? Face.Sans : Face.Serif;

    private static float Height(IReadOnlyList<string>[] cells) => (Math.Max(1, cells.Select(c => c.Count).DefaultIfEmpty(1).Max()) * Leading) + (Padding * 2);

    private void Draw(IReadOnlyList<string>[] cells, float height, bool isHeader)
    {
        var top = page.Y;
        if (isHeader)
        {
            page.Add(new Mark.Box(left, top, width, height, Tone.Shade));
        }
        else if (labelled)
        {
            page.Add(new Mark.Box(left, top, _widths[0], height, Tone.Shade));
        }

        page.Add(new Mark.Rule(left, top, left + width, top));
        page.Add(new Mark.Rule(left, top + height, left + width, top + height));
        var x = left;
        for (var i = 0; i < cells.Length; i++)
        {
            page.Add(new Mark.Rule(x, top, x, top + height));
            for (var line = 0; line < cells[i].Count; line++)
            {
                page.Add(new Mark.Text(x + Padding, top + Padding + (Leading * (line + 0.72f)), cells[i][line], FaceOf(i, isHeader), Size));
            }

            x += _widths[i];
        }

        page.Add(new Mark.Rule(left + width, top, left + width, top + height));
        page.Down(height);
    }
}
