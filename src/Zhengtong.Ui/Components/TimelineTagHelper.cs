using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>What happened to a case, who has it now, what is next.</summary>
[HtmlTargetElement("zt-timeline", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimelineTagHelper : TagHelper
{
    public IReadOnlyList<TimelineEntry> Entries { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ol";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-timeline");
        foreach (var entry in Entries)
        {
            var (css, icon, word) = entry.State switch
            {
                TimelineState.Now => ("is-now", "record-circle", "正在办理"),
                TimelineState.Next => ("is-next", "circle", "接下来"),
                TimelineState.Trouble => ("is-trouble", "exclamation-circle-fill", "请注意"),
                _ => ("is-past", "check-circle-fill", (string?)null),
            };
            output.Content.AppendHtml(Html.Element(
                    "li",
                    $"zt-timeline__entry {css}",
                    Html.Element("span", "zt-timeline__mark", Html.Icon(icon)),
                    Html.Element(
                        "div",
                        "zt-timeline__body",
                        Html.Element("p", "zt-timeline__title", entry.Title, word is null ? null : Html.Element("span", "zt-timeline__word", word)),
                        Html.Element(
                            "p", "zt-timeline__meta",
                            entry.When is null ? null : Html.Element("span", "zt-num", entry.When),
                            entry.Who is null ? null : Html.Element("span", null, entry.Who)),
                        entry.Text is null ? null : Html.Element("p", "zt-timeline__text", entry.Text),
                        entry.Href is null ? null : Html.Link(entry.Href, "zt-timeline__link", entry.LinkText ?? "查看")))
                .Attr("aria-current", entry.State == TimelineState.Now ? "step" : null));
        }
    }
}

/// <param name="When">Already written out, for example 2026年11月22日 14:03.</param>
public sealed record TimelineEntry(string Title, string? When = null, string? Who = null, string? Text = null, TimelineState State = TimelineState.Past, string? Href = null, string? LinkText = null);

public enum TimelineState
{
    Past,
    Now,
    Next,
    Trouble,
}
