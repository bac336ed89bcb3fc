using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Zhengtong.Identity.Sessions;

namespace Zhengtong.Identity.Entering;

/// <summary>Ends the session in the store, so that a copy of the cookie is worth nothing either. Open to all: a session that has ended meanwhile is no error.</summary>
internal static class SignOutEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/account/sign-out", async (HttpContext http, IAntiforgery antiforgery, SignIn signIn, CancellationToken ct) =>
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }

        await signIn.EndAsync(http, ct);
        // What scripts of ours keep in the browser; its cookies hold how one likes to read, and which browser it is.
        http.Response.Headers["Clear-Site-Data"] = "\"storage\"";
        return Results.Redirect("/");
    }).AllowAnonymous();
}
