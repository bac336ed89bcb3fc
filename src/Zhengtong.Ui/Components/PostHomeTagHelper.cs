using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.WebUtilities;

namespace Zhengtong.Ui.Components;

/// <summary>
/// A form that names no handler posts to the page itself. Without this a browser posts it to the address it stands at, which after a trial run or a refused act
/// still carries the handler of that other act: "save" would then try again for ever.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method='post']")]
public sealed class PostHomeTagHelper : TagHelper
{
    /// <summary>After the form helper of the framework, which gives no token to a form that has an address.</summary>
    public override int Order => 0;

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        if (output.Attributes.ContainsName("action") || !request.Query.ContainsKey("handler"))
        {
            return;
        }

        var rest = request.Query.Where(q => !string.Equals(q.Key, "handler", StringComparison.OrdinalIgnoreCase));
        output.Attributes.SetAttribute("action", QueryHelpers.AddQueryString(request.PathBase + request.Path, rest));
    }
}
