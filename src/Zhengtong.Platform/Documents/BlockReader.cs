namespace Zhengtong.Platform.Documents;

/// <summary>
/// Reads filled lines into blocks: <c># title</c>, <c>## subtitle</c>, <c>| label | value |</c>, <c>|! header | cells |</c> with rows after it,
/// <c>&gt; paragraph without indent</c>, <c>[[qr:...]]</c>, <c>[[seal:...|...]]</c>, <c>[[space]]</c>, <c>[[page]]</c>; any other line is a paragraph.
/// </summary>
internal sealed class BlockReader(TemplateFilling filling)
{
    private readonly List<Block> _blocks = [];
    private readonly List<IReadOnlyList<string>> _rows = [];
    private IReadOnlyList<string>? _header;

    public static IReadOnlyList<Block> Read(TemplateFilling filling)
    {
        var reader = new BlockReader(filling);
        foreach (var line in filling.Lines)
        {
            reader.Line(line.Trim());
        }

        reader.EndTable();
        return reader._blocks;
    }

    private void Line(string line)
    {
        if (line.StartsWith("|!", StringComparison.Ordinal))
        {
            EndTable();
            _header = Cells(line[2..]);
            return;
        }

        if (line.StartsWith('|'))
        {
            _rows.Add(Cells(line[1..]));
            return;
        }

        EndTable();
        if (line.Length > 0 && Other(line) is { } block)
        {
            _blocks.Add(block);
        }
    }

    private Block? Other(string line) => line switch
    {
        _ when line.StartsWith("# ", StringComparison.Ordinal) => new Block.Title(filling.Fill(line[2..])),
        _ when line.StartsWith("## ", StringComparison.Ordinal) => new Block.Subtitle(filling.Fill(line[3..])),
        "[[page]]" => new Block.PageBreak(),
        "[[space]]" => new Block.Spacer(),
        _ when line.StartsWith("[[qr:", StringComparison.Ordinal) => Qr(line[5..^2].Split('|')),
        _ when line.StartsWith("[[seal:", StringComparison.Ordinal) => Seal(line[7..^2].Split('|')),
        _ when line.StartsWith("> ", StringComparison.Ordinal) => Paragraph(line[2..], false),
        _ => Paragraph(line, true),
    };

    private Block.Paragraph? Paragraph(string line, bool indent) => filling.Fill(line) is { Length: > 0 } text ? new Block.Paragraph(text, indent) : null;

    private Block.QrCode? Qr(string[] parts) =>
        filling.Fill(parts[0]) is { Length: > 0 } content ? new Block.QrCode(content, parts.Length > 1 ? filling.Fill(parts[1]) : "") : null;

    private Block.SealBlock Seal(string[] parts) => new(filling.Fill(parts[0]), filling.Fill(parts[1]));

    private string[] Cells(string row) => [.. row.TrimEnd('|').Split('|').Select(filling.Fill)];

    private void EndTable()
    {
        if (_header is not null)
        {
            _blocks.Add(new Block.Table(_header, [.. _rows], Weights(_header)));
        }
        else if (_rows.Count > 0)
        {
            _blocks.Add(new Block.KeyValues([.. _rows.Select(r => (r[0], string.Join("　", r.Skip(1))))]));
        }

        _header = null;
        _rows.Clear();
    }

    /// <summary>A column whose heading is short (序号, 份数) is narrow.</summary>
    private static IReadOnlyList<float> Weights(IReadOnlyList<string> header) => [.. header.Select(h => h.Length <= 2 ? 0.6f : h.Length <= 3 ? 1.5f : 3f)];
}
