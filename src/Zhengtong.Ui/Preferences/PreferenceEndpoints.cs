using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Zhengtong.Platform.Access;

namespace Zhengtong.Ui.Preferences;

/// <summary>
/// Display preferences kept in cookies: 长者模式 and the dark office. Plain links, so that they work without script; they change nothing but the look of
/// one's own browser, hence GET and open to all. Requirements 18.01, 18.05.
/// </summary>
public static class PreferenceEndpoints
{
    public const string ElderCookie = "zt-elder";
    public const string ThemeCookie = "zt-theme";

    public static void MapUi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/preferences/elder", (HttpContext http, bool on, string? back) => Keep(http, ElderCookie, on ? "1" : null, back)).AllowAnonymous();
        routes.MapGet("/preferences/theme", (HttpContext http, bool dark, string? back) => Keep(http, ThemeCookie, dark ? "dark" : null, back)).AllowAnonymous();

        // Without an endpoint of its own an unknown address would meet the policy that denies by default and ask to sign in.
        routes.MapFallback("{**path}", http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }).AllowAnonymous();
    }

    public static bool IsElder(this HttpRequest request) => request.HouseCookie(ElderCookie) == "1";

    public static bool IsDark(this HttpRequest request) => request.HouseCookie(ThemeCookie) == "dark";

    /// <summary>Only a path of this site may be gone back to.</summary>
    internal static string Local(string? back) =>
        back is { Length: > 0 } && back[0] == '/' && (back.Length == 1 || (back[1] != '/' && back[1] != '\\')) && !back.Any(char.IsControl) ? back : "/";

    private static IResult Keep(HttpContext http, string cookie, string? value, string? back)
    {
        if (value is null)
        {
            http.DropCookie(cookie);
        }
        else
        {
            http.KeepCookie(cookie, value, SameSiteMode.Lax, life: TimeSpan.FromDays(365), forScript: true);
        }

        http.Response.Headers.CacheControl = "no-store";
        return Results.LocalRedirect(Local(back));
    }
}
