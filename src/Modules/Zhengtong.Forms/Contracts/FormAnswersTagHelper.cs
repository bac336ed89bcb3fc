using Microsoft.AspNetCore.Razor.TagHelpers;
using Zhengtong.Forms.Rendering;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Forms.Contracts;

/// <summary>
/// <c>&lt;zt-form-answers definition answers context /&gt;</c>: the answers to read, for the check before submitting, the case page and print. Citizen ids, phones, names and
/// addresses of persons are masked.
/// </summary>
[HtmlTargetElement("zt-form-answers", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FormAnswersTagHelper(IDivisions divisions) : TagHelper
{
    public required FormDefinition Definition { get; set; }

    public required FormAnswers Answers { get; set; }

    public required FormContext Context { get; set; }

    /// <summary>Shows personal data whole; the page then records the reading of personal data.</summary>
    public bool Unmasked { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-answers");
        output.Content.SetHtmlContent(AnswersView.Render(await FormReading.OfAsync(divisions, Definition, Answers, Context, Unmasked)));
    }
}
