using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Tests.Unit.Ui;

/// <summary>Draws a component as a page would and reads the HTML back.</summary>
internal static class Drawn
{
    public static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static async Task<IElement> AsBodyAsync(TagHelper component, IHtmlContent? inside = null)
    {
        var content = inside ?? new HtmlContentBuilder();
        var context = new TagHelperContext("zt", [], new Dictionary<object, object>(), "1");
        var output = new TagHelperOutput("zt", [], (_, _) =>
        {
            var child = new DefaultTagHelperContent();
            child.AppendHtml(content);
            return Task.FromResult<TagHelperContent>(child);
        })
        { TagMode = TagMode.SelfClosing };
        await component.ProcessAsync(context, output);
        return Body(output);
    }

    public static IElement Body(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, Encoder);
        return new HtmlParser().ParseDocument("<body>" + writer + "<i id='after'></i></body>").Body!;
    }

    public static ViewContext View(Action<ModelStateDictionary>? errors = null)
    {
        var data = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary());
        errors?.Invoke(data.ModelState);
        return new ViewContext { ViewData = data };
    }
}
