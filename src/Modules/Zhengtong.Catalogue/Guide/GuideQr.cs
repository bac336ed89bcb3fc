using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Catalogue.Guide;

/// <summary>
/// The guide's own address as a QR code, to go on reading on a phone or to print beside a window. Where the site has no address of its own it says what the request asked for: no copy of that is
/// given to another.
/// </summary>
internal static class GuideQr
{
    public const string End = "/qr.svg";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/items/{code}" + End, (string code, HttpContext http, IConfiguration configuration) =>
    {
        var site = http.Request.Site(configuration);
        http.Response.Headers.CacheControl = configuration[SiteAddress.Setting] is null ? "private, max-age=86400" : "public, max-age=86400";
        return Results.Text(QrImage.Svg($"{site}/items/{Uri.EscapeDataString(code)}", "用手机打开本指南"), "image/svg+xml", Encoding.UTF8);
    }).AllowAnonymous();
}
