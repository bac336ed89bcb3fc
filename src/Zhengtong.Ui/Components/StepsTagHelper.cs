using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>The pages of an application and where one stands among them. Pages already done are links back.</summary>
[HtmlTargetElement("zt-steps", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StepsTagHelper : TagHelper
{
    public IReadOnlyList<Step> Steps { get; set; } = [];

    /// <summary>Index of the step one is on, from 0.</summary>
    public int Current { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-steps");
        output.Attributes.SetAttribute("aria-label", "办理步骤");
        if (Current >= 0 && Current < Steps.Count)
        {
            output.Content.AppendHtml(Html.Element("p", "zt-steps__now", $"第 {Current + 1} 步，共 {Steps.Count} 步：{Steps[Current].Title}"));
        }

        output.Content.AppendHtml(Html.Element("ol", null, Steps.Select(One)));
    }

    private Microsoft.AspNetCore.Mvc.Rendering.TagBuilder One(Step step, int index)
    {
        var done = index < Current;
        var mark = Html.Element("span", "zt-steps__mark", done ? Html.Icon("check-lg") : (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)).Attr("aria-hidden", "true");
        object[] inside = [mark, Html.Element("span", "zt-steps__title", step.Title, done ? Html.Hidden("(已完成)") : null)];
        return Html.Element(
                "li",
                done ? "zt-steps__step is-done" : index == Current ? "zt-steps__step is-current" : "zt-steps__step",
                done && step.Href is not null ? Html.Link(step.Href, null, inside) : Html.Element("span", "zt-steps__inner", inside))
            .Attr("aria-current", index == Current ? "step" : null);
    }
}

public sealed record Step(string Title, string? Href = null);
