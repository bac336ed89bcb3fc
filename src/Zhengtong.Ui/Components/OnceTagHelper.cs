using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Zhengtong.Platform.Access;

namespace Zhengtong.Ui.Components;

/// <summary><c>&lt;zt-once /&gt;</c> in a form that makes something: its key, which stays when the form is shown again, so that sent twice it makes one (<see cref="Act.Once"/>).</summary>
[HtmlTargetElement("zt-once", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class OnceTagHelper(TimeProvider clock) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        (output.TagName, output.TagMode) = ("input", TagMode.SelfClosing);
        output.Attributes.SetAttribute("type", "hidden");
        output.Attributes.SetAttribute("name", "once");
        output.Attributes.SetAttribute("value", ViewContext.HttpContext.Once(clock) ?? Guid.CreateVersion7(clock.GetUtcNow()));
    }
}
