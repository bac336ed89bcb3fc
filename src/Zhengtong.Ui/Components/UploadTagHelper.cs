using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>
/// Upload of one material. A plain file input; with script a drop zone with progress. With <see cref="Url"/> each file is sent at once and the answer
/// (an HTML fragment) replaces the list <see cref="Target"/>; without it the file goes with the form.
/// </summary>
[HtmlTargetElement("zt-upload", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UploadTagHelper : TagHelper
{
    public string Name { get; set; } = "Files";

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    /// <summary>An attribute whose expression is null arrives as an empty text.</summary>
    public string? Error
    {
        get => string.IsNullOrEmpty(field) ? null : field;
        set;
    }

    public string Accept { get; set; } = ".pdf,.jpg,.jpeg,.png";

    public bool Multiple { get; set; }

    /// <summary>Offers the camera on a phone.</summary>
    public bool Camera { get; set; }

    public int MaxMegabytes { get; set; } = 20;

    public string? Url { get; set; }

    public string? Target { get; set; }

    /// <summary>Distinguishes several uploads of the same name on one page.</summary>
    public string? Key { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var id = FieldErrors.IdOf(Name) + (Key is null ? "" : "-" + FieldErrors.IdOf(Key));
        var described = string.Join(' ', new[] { id + "-hint", Error is null ? null : id + "-error" }.OfType<string>());
        var input = Html.Void("input", "zt-input zt-input--file").Attr("type", "file").Attr("id", id).Attr("name", Name).Attr("accept", Camera ? Accept + ",image/*" : Accept)
            .Flag("multiple", Multiple).Attr("aria-describedby", described).Attr("aria-invalid", Error is null ? null : "true")
            .Attr("data-dropzone", Camera ? "camera" : "").Attr("data-max-mb", MaxMegabytes.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Attr("data-upload-url", Url).Attr("data-upload-target", Target);
        var limits = $"支持 {Accept.Replace(".", "", StringComparison.Ordinal).Replace(",", "、", StringComparison.Ordinal)}，每个文件不超过 {MaxMegabytes} MB";
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Error is null ? "zt-field zt-upload" : "zt-field zt-upload is-wrong");
        output.Content.AppendHtml(Html.Element("label", "zt-field__label", Label).Attr("for", id));
        output.Content.AppendHtml(Html.Element("p", "zt-field__hint", Hint is null ? null : Hint + "。", limits).Attr("id", id + "-hint"));
        if (Error is not null)
        {
            output.Content.AppendHtml(Html.Element("p", "zt-field__error", Html.Icon("exclamation-circle-fill"), Html.Element("span", null, Html.Hidden("错误："), Error)).Attr("id", id + "-error"));
        }

        output.Content.AppendHtml(input);
        if (!content.IsEmptyOrWhiteSpace)
        {
            output.Content.AppendHtml(Html.Element("div", "zt-upload__files", content));
        }
    }
}
