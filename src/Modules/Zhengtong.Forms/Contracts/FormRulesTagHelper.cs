using Microsoft.AspNetCore.Razor.TagHelpers;
using Zhengtong.Forms.Rendering;

namespace Zhengtong.Forms.Contracts;

/// <summary><c>&lt;zt-form-rules /&gt;</c>: the script that makes the forms of a page follow their rules while one types. Once a page, or in the layout.</summary>
[HtmlTargetElement("zt-form-rules")]
public sealed class FormRulesTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "script";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("type", "module");
        output.Attributes.SetAttribute("src", RulesScript.Url);
    }
}
