using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>Personal data, masked. With a reveal address the full value can be asked for; that page records the reading.</summary>
[HtmlTargetElement("zt-mask", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MaskTagHelper : TagHelper
{
    public MaskKind Kind { get; set; }

    public string? Value { get; set; }

    public string? RevealHref { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-mask");
        output.Content.AppendHtml(Html.Element("span", "zt-num", MaskedText.Of(Kind, Value)));
        if (RevealHref is not null && !string.IsNullOrEmpty(Value))
        {
            output.Content.AppendHtml(Html.Link(RevealHref, "zt-mask__reveal", Html.Icon("eye"), "查看完整信息").Attr("title", "查看会留下记录"));
        }
    }
}
