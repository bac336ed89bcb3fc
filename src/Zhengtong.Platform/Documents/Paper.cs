namespace Zhengtong.Platform.Documents;

/// <summary>A document ready to be set on A4 pages or shown as HTML.</summary>
/// <param name="Organisation">The issuing organisation, in the page header.</param>
/// <param name="Number">The document's number (文号), in the footer; empty when it has none.</param>
/// <param name="CreatedAt">UTC; written into the PDF, so that equal input gives equal bytes.</param>
public sealed record Paper(string Title, string Organisation, string Number, DateTime CreatedAt, IReadOnlyList<Block> Blocks);

/// <summary>One part of a <see cref="Paper"/>.</summary>
public abstract record Block
{
    private Block()
    {
    }

    public sealed record Title(string Text) : Block;

    public sealed record Subtitle(string Text) : Block;

    /// <param name="Indent">Two characters at the start, as Chinese prose has it.</param>
    public sealed record Paragraph(string Text, bool Indent = true) : Block;

    /// <summary>A bordered table of two columns: what, and its value.</summary>
    public sealed record KeyValues(IReadOnlyList<(string Label, string Value)> Rows) : Block;

    /// <summary>The header is repeated on every page the table reaches.</summary>
    /// <param name="Weights">Relative column widths; empty = equal.</param>
    public sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<float>? Weights = null) : Block;

    public sealed record QrCode(string Content, string Caption = "") : Block;

    public sealed record Spacer(float Points = 12) : Block;

    /// <summary>Who signs and when, at the right, with the line for the seal.</summary>
    public sealed record SealBlock(string Organisation, string Date) : Block;

    public sealed record PageBreak : Block;
}
