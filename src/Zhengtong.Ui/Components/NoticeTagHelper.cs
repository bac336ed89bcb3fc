using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>A call-out (提示). Warning and danger are announced at once, the others politely.</summary>
[HtmlTargetElement("zt-notice")]
public sealed class NoticeTagHelper : TagHelper
{
    public Tone Kind { get; set; } = Tone.Info;

    public string? Title { get; set; }

    /// <summary>True when it appears as an answer to something the user just did.</summary>
    public bool Live { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"zt-notice zt-notice--{Kind.Css()}");
        if (Live)
        {
            output.Attributes.SetAttribute("role", Kind is Tone.Danger or Tone.Warning ? "alert" : "status");
        }

        output.Content.AppendHtml(Html.Icon(Kind == Tone.Neutral ? "info-circle" : Kind.Icon()));
        output.Content.AppendHtml(Html.Element(
            "div",
            "zt-notice__body",
            Title is null ? null : Html.Element("p", "zt-notice__title", Title),
            Html.Element("div", null, content)));
    }
}
