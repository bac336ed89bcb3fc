using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Zhengtong.Platform.Access;

namespace Zhengtong.Platform.Regions;

/// <summary>The region a visitor looks at (站点), kept in a cookie; the demo's county when none was chosen.</summary>
public static class RegionChoice
{
    public const string Cookie = "zt-region";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    /// <summary>四川省广安市广安区, whose item list the product carries.</summary>
    public const string Default = "511602";

    /// <summary>The region code of the request. Only digits leave here, so the value may stand in queries and pages.</summary>
    public static string RegionCode(this HttpContext http) =>
        http.Request.HouseCookie(Cookie) is { Length: >= 2 and <= 12 } code && !code.AsSpan().ContainsAnyExceptInRange('0', '9') ? code : Default;

    public static void MapRegionChoice(this IEndpointRouteBuilder routes) => routes.MapGet("/region", ChooseAsync).AllowAnonymous();

    private static async Task<IResult> ChooseAsync(string? code, string? returnUrl, HttpContext http, Regions regions, CancellationToken ct)
    {
        if (code is null)
        {
            return Results.LocalRedirect("/regions");
        }

        if (await regions.FindAsync(code, ct) is { } region)
        {
            http.KeepCookie(Cookie, region.Code, SameSiteMode.Lax, life: Remembered);
        }

        return Results.LocalRedirect(IsLocal(returnUrl) ? returnUrl! : "/");
    }

    /// <summary>A path of this site: nobody can be sent elsewhere by a link to here.</summary>
    private static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.AsSpan().ContainsAnyInRange('\0', '\x1f');
}
