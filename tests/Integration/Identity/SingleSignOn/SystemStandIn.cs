using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Zhengtong.Tests.Integration.Identity.SingleSignOn;

/// <summary>The server side of a department's system on loopback: is told of sign-outs and says that it is there.</summary>
internal sealed class SystemStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SystemStandIn(WebApplication app) => _app = app;

    public bool Away { get; set; }

    public ConcurrentQueue<string> Told { get; } = new();

    public string Root => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<SystemStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var end = new SystemStandIn(app);
        app.MapGet("/health", () => end.Away ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Ok());
        app.MapPost("/sign-out", async (HttpContext http) =>
        {
            if (end.Away)
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            end.Told.Enqueue((await http.Request.ReadFormAsync(http.RequestAborted))["logout_token"].ToString());
            return Results.Ok();
        });
        await app.StartAsync();
        return end;
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

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }
}
