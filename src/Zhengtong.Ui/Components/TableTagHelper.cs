using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>A table with a caption; becomes cards on a phone (cells carry <c>data-label</c>, filled from the head by script where missing).</summary>
[HtmlTargetElement("zt-table")]
public sealed class TableTagHelper : TagHelper
{
    public string? Caption { get; set; }

    /// <summary>Only for screen readers, when a heading already says it.</summary>
    public bool HideCaption { get; set; }

    public bool Cards { get; set; } = true;

    /// <summary>Closer rows, for desk and office.</summary>
    public bool Dense { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var css = $"zt-table{(Cards ? " zt-table--cards" : "")}{(Dense ? " zt-table--dense" : "")}";
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-table-frame");
        var table = Html.Element(
            "table",
            css,
            Caption is null ? null : Html.Element("caption", HideCaption ? "visually-hidden" : null, Caption),
            content);
        if (!Cards)
        {
            output.Attributes.SetAttribute("tabindex", "0");
            output.Attributes.SetAttribute("role", "region");
            output.Attributes.SetAttribute("aria-label", Caption ?? "表格");
        }

        output.Content.AppendHtml(table);
    }
}
