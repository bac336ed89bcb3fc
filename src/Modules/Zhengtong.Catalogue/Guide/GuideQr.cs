using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using QRCoder;

namespace Zhengtong.Catalogue.Guide;

/// <summary>The guide's own address as a QR code, to go on reading on a phone or to print beside a window.</summary>
internal static class GuideQr
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/items/{code}/qr.svg", (string code, HttpContext http, IConfiguration configuration) =>
    {
        var site = configuration["Site:Address"] ?? $"{http.Request.Scheme}://{http.Request.Host}";
        http.Response.Headers.CacheControl = "public, max-age=86400";
        return Results.Text(Svg($"{site.TrimEnd('/')}/items/{Uri.EscapeDataString(code)}"), "image/svg+xml", Encoding.UTF8);
    }).AllowAnonymous();

    private static string Svg(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        // The matrix carries its quiet zone already.
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (rows[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {rows.Count} {rows.Count}" shape-rendering="crispEdges"><rect width="{rows.Count}" height="{rows.Count}" fill="#fff"/><path d="{path}" fill="#000"/></svg>""");
    }
}
