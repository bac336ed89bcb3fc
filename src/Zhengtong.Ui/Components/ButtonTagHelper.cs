using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>A button, or a link that looks like one when it has an href.</summary>
[HtmlTargetElement("zt-button")]
public sealed class ButtonTagHelper : TagHelper
{
    public ButtonKind Kind { get; set; } = ButtonKind.Primary;

    public string? Href { get; set; }

    public string? Icon { get; set; }

    public string Type { get; set; } = "submit";

    public bool Large { get; set; }

    public bool Disabled { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = Href is null ? "button" : "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        var given = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", string.Join(' ', new[] { "zt-button", "zt-button--" + Css, Large ? "zt-button--large" : null, given }.Where(c => !string.IsNullOrEmpty(c))));
        if (Href is null)
        {
            output.Attributes.SetAttribute("type", Type);
            if (Disabled)
            {
                output.Attributes.SetAttribute("disabled", "disabled");
            }
        }
        else if (Disabled)
        {
            output.Attributes.SetAttribute("aria-disabled", "true");
        }
        else
        {
            output.Attributes.SetAttribute("href", Href);
        }

        if (Icon is not null)
        {
            output.Content.AppendHtml(Html.Icon(Icon));
        }

        output.Content.AppendHtml(Html.Element("span", null, content));
    }

    private string Css => Kind switch
    {
        ButtonKind.Secondary => "secondary",
        ButtonKind.Quiet => "quiet",
        ButtonKind.Danger => "danger",
        _ => "primary",
    };
}

public enum ButtonKind
{
    Primary,
    Secondary,
    Quiet,
    Danger,
}
