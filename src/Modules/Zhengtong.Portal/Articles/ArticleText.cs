using Markdig;
using Microsoft.AspNetCore.Html;

namespace Zhengtong.Portal.Articles;

/// <summary>Turns a notice's Markdown into HTML. HTML inside is shown as text; links lead only to web, mail and telephone addresses.</summary>
internal static class ArticleText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();
    private static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    public static IHtmlContent Html(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in Markdig.Syntax.MarkdownObjectExtensions.Descendants<Markdig.Syntax.Inlines.LinkInline>(document))
        {
            if (!IsHarmless(link.Url))
            {
                link.Url = "#";
            }
        }

        foreach (var link in Markdig.Syntax.MarkdownObjectExtensions.Descendants<Markdig.Syntax.Inlines.AutolinkInline>(document))
        {
            if (!link.IsEmail && !IsHarmless(link.Url))
            {
                link.Url = "#";
            }
        }

        return new HtmlString(Markdown.ToHtml(document, Pipeline));
    }

    private static bool IsHarmless(string? url) =>
        url is { Length: > 0 } && ((url[0] is '/' or '#' && !url.StartsWith("//", StringComparison.Ordinal))
            || (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && Schemes.Contains(absolute.Scheme)));
}
