using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary><c>&lt;zt-badge state="Done"&gt;已办结&lt;/zt-badge&gt;</c>: a state in a word, with icon and colour.</summary>
[HtmlTargetElement("zt-badge")]
public sealed class BadgeTagHelper : TagHelper
{
    public Tone State { get; set; }

    /// <summary>Another icon than the tone's own.</summary>
    public string? Icon { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"zt-badge zt-badge--{State.Css()}");
        if (State != Tone.Neutral || Icon is not null)
        {
            output.Content.AppendHtml(Html.Icon(Icon ?? State.Icon()));
        }

        output.Content.AppendHtml(content);
    }
}
