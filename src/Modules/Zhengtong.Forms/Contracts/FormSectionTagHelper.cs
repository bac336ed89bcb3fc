using Microsoft.AspNetCore.Razor.TagHelpers;
using Zhengtong.Forms.Rendering;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Forms.Contracts;

/// <summary>
/// <c>&lt;zt-form-section definition section answers context problems prefill-sources /&gt;</c>: the inputs of one section, inside a form of the page. Works without scripts:
/// hides only what the saved answers hide, and brings a button to ask again when something on the page depends on an answer.
/// </summary>
[HtmlTargetElement("zt-form-section", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FormSectionTagHelper(IDivisions divisions) : TagHelper
{
    public required FormDefinition Definition { get; set; }

    /// <summary>The key of the section.</summary>
    public required string Section { get; set; }

    public required FormAnswers Answers { get; set; }

    public required FormContext Context { get; set; }

    public IReadOnlyList<Problem> Problems { get; set; } = [];

    /// <summary>By posted name, as <see cref="Prefill.Apply"/> returned them.</summary>
    public IReadOnlyDictionary<string, PrefillMark> PrefillSources { get; set; } = new Dictionary<string, PrefillMark>();

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The page names a section that the definition does not have.</exception>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var section = Definition.Section(Section) ?? throw new InvalidOperationException($"Form {Definition.Key} has no section {Section}");
        output.TagName = null;
        var places = await PlaceChoice.InAsync(divisions, section, Answers, CancellationToken.None);
        output.Content.SetHtmlContent(new SectionView(Definition, section, Answers, Context, Problems, PrefillSources, places).Render());
    }
}
