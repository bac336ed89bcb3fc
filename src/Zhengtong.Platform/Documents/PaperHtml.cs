using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Zhengtong.Platform.Documents;

/// <summary>Writes a paper as HTML: every text encoded, tables with headings, no styles.</summary>
internal static class PaperHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Write(Paper paper)
    {
        var html = new StringBuilder();
        html.Append("<article class=\"paper\" lang=\"zh-CN\">\n<header class=\"paper-head\"><p>").Append(Text(paper.Organisation)).Append("</p></header>\n");
        foreach (var block in paper.Blocks)
        {
            html.Append(Of(block)).Append('\n');
        }

        if (paper.Number.Length > 0)
        {
            html.Append("<footer class=\"paper-foot\"><p>").Append(Text(paper.Number)).Append("</p></footer>\n");
        }

        return html.Append("</article>\n").ToString();
    }

    private static string Of(Block block) => block switch
    {
        Block.Title b => $"<h1>{Text(b.Text)}</h1>",
        Block.Subtitle b => $"<h2>{Text(b.Text)}</h2>",
        Block.Paragraph b => string.Join('\n', b.Text.ReplaceLineEndings("\n").Split('\n').Select(t => b.Indent ? $"<p class=\"indent\">{Text(t)}</p>" : $"<p>{Text(t)}</p>")),
        Block.KeyValues b => $"<table class=\"paper-pairs\"><tbody>{string.Concat(b.Rows.Select(r => $"<tr><th scope=\"row\">{Text(r.Label)}</th><td>{Text(r.Value)}</td></tr>"))}</tbody></table>",
        Block.Table b =>
            $"<table class=\"paper-table\"><thead><tr>{string.Concat(b.Header.Select(h => $"<th scope=\"col\">{Text(h)}</th>"))}</tr></thead>"
            + $"<tbody>{string.Concat(b.Rows.Select(r => $"<tr>{string.Concat(r.Select(c => $"<td>{Text(c)}</td>"))}</tr>"))}</tbody></table>",
        Block.QrCode b => $"<figure class=\"paper-qr\">{QrImage.Svg(b.Content, b.Caption.Length > 0 ? b.Caption : "二维码")}<figcaption>{Text(b.Caption)}</figcaption></figure>",
        Block.SealBlock b => $"<div class=\"paper-seal\"><p>{Text(b.Organisation)}</p><p>（盖章）</p><p>{Text(b.Date)}</p></div>",
        Block.PageBreak => "<hr class=\"page-break\">",
        Block.Spacer => "",
        _ => throw new NotSupportedException(block.GetType().Name),
    };

    private static string Text(string text) => Encoder.Encode(text);
}
