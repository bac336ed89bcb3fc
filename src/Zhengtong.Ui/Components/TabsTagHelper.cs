using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>Tabs that are links: they can be shared, and work without JavaScript.</summary>
[HtmlTargetElement("zt-tabs", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TabsTagHelper : TagHelper
{
    public IReadOnlyList<Tab> Tabs { get; set; } = [];

    public string Label { get; set; } = "分类";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-tabs");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.AppendHtml(Html.Element("ul", null, Tabs.Select(tab => Html.Element(
            "li",
            null,
            Html.Link(tab.Href, null, tab.Title, tab.Count is null ? null : Html.Element("span", "zt-tabs__count", tab.Count, Html.Hidden("件")))
                .Attr("aria-current", tab.Current ? "page" : null)))));
    }
}

public sealed record Tab(string Title, string Href, bool Current = false, int? Count = null);
