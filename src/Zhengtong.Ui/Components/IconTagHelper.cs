using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary><c>&lt;zt-icon name="house" label="首页"/&gt;</c>: decoration unless it has a label.</summary>
[HtmlTargetElement("zt-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    public string Name { get; set; } = "";

    public string? Label { get; set; }

    public string? Css { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Html.Icon(Name, Css, Label));
    }
}
