using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>The facts of a guide at a glance: 办理方式, 跑动次数, 时限, 收费.</summary>
[HtmlTargetElement("zt-summary-strip", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SummaryStripTagHelper : TagHelper
{
    public IReadOnlyList<Fact> Facts { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-strip");
        foreach (var fact in Facts)
        {
            output.Content.AppendHtml(Html.Element(
                "div",
                "zt-strip__fact",
                Html.Element("dt", null, fact.Icon is null ? null : Html.Icon(fact.Icon), fact.Label),
                Html.Element("dd", null, fact.Value, fact.Hint is null ? null : Html.Element("small", null, fact.Hint))));
        }
    }
}

public sealed record Fact(string Label, string Value, string? Hint = null, string? Icon = null);
