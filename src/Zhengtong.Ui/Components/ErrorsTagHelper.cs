using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>The error summary: on top, takes the focus, each line leads to its field. Renders nothing when all is well.</summary>
[HtmlTargetElement("zt-errors", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorsTagHelper : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string Title { get; set; } = "还有内容需要修改";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var lines = ViewContext.ViewData.ModelState
            .Where(entry => entry.Value is { Errors.Count: > 0 })
            .SelectMany(entry => entry.Value!.Errors.Select(error => (entry.Key, Text: FieldErrors.TextOf(error))))
            .Distinct()
            .ToList();
        if (lines.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-errors");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("data-error-summary", "");
        output.Content.AppendHtml(Html.Element("h2", "zt-errors__title", Html.Icon("exclamation-circle-fill"), Title));
        output.Content.AppendHtml(Html.Element("ul", null, lines.Select(line => Html.Element(
            "li",
            null,
            line.Key.Length == 0 ? line.Text : Html.Link("#" + FieldErrors.IdOf(line.Key), null, line.Text)))));
    }
}
