using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>Paging by key: "更多" when there is more, and about how many there are. The link works plainly; htmx puts the page after the list.</summary>
[HtmlTargetElement("zt-pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagerTagHelper : TagHelper
{
    /// <summary>Address of the next page; null at the end.</summary>
    public string? Next
    {
        // A Razor attribute turns null into an empty text.
        get => string.IsNullOrEmpty(field) ? null : field;
        set;
    }

    public int Shown { get; set; }

    /// <summary>About how many in all, when known.</summary>
    public int? About { get; set; }

    public string Unit { get; set; } = "条";

    /// <summary>Selector of the list that grows; without it the link opens the next page.</summary>
    public string? Target { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-pager");
        output.Attributes.SetAttribute("aria-label", "翻页");
        if (Next is not null)
        {
            var link = Html.Link(Next, "zt-button zt-button--secondary", Html.Icon("chevron-down"), Html.Element("span", null, "更多"));
            if (Target is not null)
            {
                link.Attr("hx-get", Next).Attr("hx-target", Target).Attr("hx-select", $"{Target} > *").Attr("hx-swap", "beforeend").Attr("hx-select-oob", ".zt-pager");
            }

            output.Content.AppendHtml(link);
        }

        if (About is { } about)
        {
            output.Content.AppendHtml(Html.Element("p", "zt-pager__count", Next is null ? $"共 {about} {Unit}" : $"已显示 {Shown} {Unit}，约 {about} {Unit}"));
        }
        else if (Next is null && Shown > 0)
        {
            output.Content.AppendHtml(Html.Element("p", "zt-pager__count", $"共 {Shown} {Unit}，已全部显示"));
        }
    }
}
