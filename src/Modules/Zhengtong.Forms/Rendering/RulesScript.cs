using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Zhengtong.Forms.Definitions;

namespace Zhengtong.Forms.Rendering;

/// <summary>Serves the scripts of forms as one, out of the assembly: modules carry no static files of their own.</summary>
internal static class RulesScript
{
    public const string Path = "/forms/form-rules.js";

    private static readonly byte[] Content = Encoding.UTF8.GetBytes(Embedded.Text("Assets.form-rules.js") + Embedded.Text("Assets.places.js"));
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content))[..16];

    /// <summary>The address pages use: it changes with the content, so its answer may be kept for a year.</summary>
    public static readonly string Url = $"{Path}?v={Hash}";

    public static IResult Serve(HttpContext http)
    {
        http.Response.Headers.CacheControl = http.Request.Query["v"] == Hash ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(Content, "text/javascript; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Hash}\""));
    }
}
