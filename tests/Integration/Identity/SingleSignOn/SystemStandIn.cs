using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Identity.SingleSignOn;

/// <summary>The server side of a department's system on loopback: is told of sign-outs and says that it is there.</summary>
internal sealed class SystemStandIn : StandIn
{
    public bool Away { get; set; }

    public ConcurrentQueue<string> Told { get; } = new();

    public static Task<SystemStandIn> StartAsync() => ListenAsync(new SystemStandIn());

    protected override void Map(WebApplication app)
    {
        app.MapGet("/health", () => Away ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Ok());
        app.MapPost("/sign-out", async (HttpContext http) =>
        {
            if (Away)
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            Told.Enqueue((await http.Request.ReadFormAsync(http.RequestAborted))["logout_token"].ToString());
            return Results.Ok();
        });
    }

    /// <summary>The token, its signature checked by the keys that the platform publishes.</summary>
    public async Task<JsonWebToken> ReadAsync(string token, string issuer)
    {
        using var http = new HttpClient();
        var keys = new JsonWebKeySet(await http.GetStringAsync(new Uri(issuer + "/.well-known/jwks"), TestContext.Current.CancellationToken));
        var read = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = keys.GetSigningKeys(), ValidateAudience = false, ValidateLifetime = false, ValidIssuer = issuer + "/", ValidTypes = ["logout+jwt"],
        });
        Assert.True(read.IsValid, read.Exception?.Message);
        return (JsonWebToken)read.SecurityToken;
    }
}
