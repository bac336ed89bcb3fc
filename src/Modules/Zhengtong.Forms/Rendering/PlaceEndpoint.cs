using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Forms.Rendering;

/// <summary>The lists of one division field anew, for the browser that has just chosen at one of its levels. Public data.</summary>
internal static partial class PlaceEndpoint
{
    public const string Path = "/forms/places";
    private const int LongestLabel = 60;

    public static async Task<IResult> ServeAsync(string name, string label, string? code, Regions regions, HtmlEncoder encoder, CancellationToken ct)
    {
        if (!Name().IsMatch(name) || label.Length > LongestLabel || code is { Length: > 12 })
        {
            return Results.BadRequest();
        }

        using var text = new StringWriter();
        (await PlaceChoice.OfAsync(regions, code ?? "", ct)).Render(name, label, null, wrong: false, required: false).WriteTo(text, encoder);
        return Results.Text(text.ToString(), "text/html; charset=utf-8");
    }

    [GeneratedRegex(@"^a\.[A-Za-z0-9]+(\[[0-9]{1,3}\])?\.[A-Za-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
