using Microsoft.AspNetCore.Diagnostics;
using Zhengtong.Platform.Access;

namespace Zhengtong.Web;

/// <summary>
/// Where the address of the site (<c>Site:Address</c>) is https, nobody works over plain http: a page leads to itself there; a program and a form that was sent are refused, since what they carry has
/// been readable on its way and must not be so again unnoticed. Only the question whether the process lives is answered, which machines beside it ask.
/// </summary>
internal static class HttpsOnly
{
    private const string Health = "/health";
    private static readonly string[] Interfaces = ["/api", "/openapi", "/.well-known", "/sso/userinfo"];

    public static void UseHttpsOnly(this WebApplication app)
    {
        if (!Uri.TryCreate(app.Configuration[SiteAddress.Setting], UriKind.Absolute, out var site) || site.Scheme != Uri.UriSchemeHttps)
        {
            return;
        }

        var address = site.GetLeftPart(UriPartial.Authority);
        app.Use((http, next) =>
        {
            var request = http.Request;
            if (request.IsHttps || request.Path == Health || http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            {
                return next(http);
            }

            if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || Interfaces.Any(i => request.Path.StartsWithSegments(i, StringComparison.OrdinalIgnoreCase)))
            {
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }

            http.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            http.Response.Headers.Location = address + request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
            return Task.CompletedTask;
        });
    }
}
