using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>An empty list says why it is empty and what to do.</summary>
[HtmlTargetElement("zt-empty", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class EmptyTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public string? Text { get; set; }

    public string? Href { get; set; }

    public string? Action { get; set; }

    public string Icon { get; set; } = "inbox";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-empty");
        output.Content.AppendHtml(Html.Element("div", "zt-empty__icon", Html.Icon(Icon)));
        output.Content.AppendHtml(Html.Element("p", "zt-empty__title", Title));
        if (Text is not null)
        {
            output.Content.AppendHtml(Html.Element("p", "zt-empty__text", Text));
        }

        if (Href is not null && Action is not null)
        {
            output.Content.AppendHtml(Html.Link(Href, "zt-button zt-button--secondary", Action));
        }
    }
}
