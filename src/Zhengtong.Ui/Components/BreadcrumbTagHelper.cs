using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>Where one is. The last crumb is the page itself.</summary>
[HtmlTargetElement("zt-breadcrumb", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BreadcrumbTagHelper : TagHelper
{
    public IReadOnlyList<Crumb> Crumbs { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-breadcrumb");
        output.Attributes.SetAttribute("aria-label", "当前位置");
        output.Content.AppendHtml(Html.Element("ol", null, Crumbs.Select((crumb, i) => Html.Element(
            "li",
            null,
            crumb.Href is null || i == Crumbs.Count - 1
                ? Html.Element("span", null, crumb.Title).Attr("aria-current", i == Crumbs.Count - 1 ? "page" : null)
                : Html.Link(crumb.Href, null, crumb.Title)))));
    }
}

public sealed record Crumb(string Title, string? Href = null);
