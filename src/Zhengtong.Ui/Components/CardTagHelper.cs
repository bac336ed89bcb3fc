using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>A card. With an href the whole card is the target of one link, the title.</summary>
[HtmlTargetElement("zt-card")]
public sealed class CardTagHelper : TagHelper
{
    public string? Title { get; set; }

    public string? Href { get; set; }

    public string? Icon { get; set; }

    public string? Hint { get; set; }

    /// <summary>Level of the title in the outline of the page.</summary>
    public int Level { get; set; } = 3;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "article";
        output.TagMode = TagMode.StartTagAndEndTag;
        var given = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", $"zt-card{(Href is null ? "" : " zt-card--link")}{(given is null ? "" : " " + given)}");
        if (Icon is not null)
        {
            output.Content.AppendHtml(Html.Element("div", "zt-card__icon", Html.Icon(Icon)));
        }

        var body = Html.Element("div", "zt-card__body");
        if (Title is not null)
        {
            body.With(Html.Element($"h{Level}", "zt-card__title", Href is null ? Title : Html.Link(Href, null, Title)));
        }

        if (Hint is not null)
        {
            body.With(Html.Element("p", "zt-card__hint", Hint));
        }

        if (!content.IsEmptyOrWhiteSpace)
        {
            body.With(content);
        }

        output.Content.AppendHtml(body);
    }
}
