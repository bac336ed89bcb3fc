using Microsoft.AspNetCore.Http;

namespace Zhengtong.Platform.Access;

/// <summary>
/// The cookies of the house by their short names. Over https a browser is told by the name to take them from this host alone and over https alone (RFC 6265bis: <c>__Host-</c>, and
/// <c>__Secure-</c> where they go below a path), so that no neighbour of the domain plants one. Plain http is a developer's own machine.
/// </summary>
public static class HouseCookies
{
    /// <summary>Of the form tokens.</summary>
    public const string Form = "zt-form";
    private const string Root = "/";

    /// <summary>As the browser knows it.</summary>
    public static string NameOf(HttpRequest request, string name, string path = Root) => !request.IsHttps ? name : (path == Root ? "__Host-" : "__Secure-") + name;

    /// <summary>All that a browser may know it by, for who answers before it is known how the request came.</summary>
    public static IEnumerable<string> NamesOf(string name) => [name, "__Host-" + name];

    public static string? HouseCookie(this HttpRequest request, string name, string path = Root) => request.Cookies[NameOf(request, name, path)];

    public static void KeepCookie(this HttpContext http, string name, string value, SameSiteMode sameSite, string path = Root, TimeSpan? life = null, bool forScript = false) =>
        http.Response.Cookies.Append(NameOf(http.Request, name, path), value, new CookieOptions
        {
            HttpOnly = !forScript, SameSite = sameSite, Secure = http.Request.IsHttps, Path = path, IsEssential = true, MaxAge = life,
        });

    /// <summary>Taken away with the marks that its name asks for: without them a browser would keep it.</summary>
    public static void DropCookie(this HttpContext http, string name, string path = Root) =>
        http.Response.Cookies.Delete(NameOf(http.Request, name, path), new CookieOptions { Path = path, Secure = http.Request.IsHttps });
}
