using Microsoft.Extensions.Primitives;

namespace Zhengtong.Web;

/// <summary>The headers every answer carries. No inline script or style anywhere, so the content policy can be strict.</summary>
internal static class SecurityHeaders
{
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Said over https alone: a browser does not believe it otherwise (RFC 6797).</summary>
    private const string OnlyHttps = "max-age=31536000; includeSubDomains";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = OnlyHttps;
        }

        context.Response.OnStarting(KeepOutOfCaches, context);
        return next(context);
    });

    /// <summary>What somebody signed in is shown stays in no cache, unless the answer itself says how long it may; a list that he downloads is no page with a form, which says so by itself.</summary>
    private static Task KeepOutOfCaches(object state)
    {
        var context = (HttpContext)state;
        if (context.User.Identity?.IsAuthenticated == true && context.Response.StatusCode != StatusCodes.Status304NotModified
            && StringValues.IsNullOrEmpty(context.Response.Headers.CacheControl))
        {
            context.Response.Headers.CacheControl = "private, no-store";
        }

        return Task.CompletedTask;
    }
}
