using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Zhengtong.TestKit.StandIns;

public enum EndMood
{
    Well,

    /// <summary>Answers a page in place of JSON.</summary>
    Wrong,

    /// <summary>Answers 503.</summary>
    Down,

    /// <summary>Begins to answer and breaks the connection.</summary>
    Breaking,

    /// <summary>Never answers.</summary>
    Silent,

    /// <summary>Sends the asker elsewhere.</summary>
    Redirecting,

    /// <summary>Answers without an end.</summary>
    Endless,
}

/// <summary>An application end on loopback that tells what it shows of an item.</summary>
public sealed class EndStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _asked;

    private EndStandIn(WebApplication app) => _app = app;

    public EndMood Mood { get; set; }

    /// <summary>What it answers when well.</summary>
    public string Shows { get; set; } = "{\"elements\":{}}";

    public int Asked => _asked;

    /// <summary>Somebody was sent on and came.</summary>
    public bool Trapped { get; private set; }

    public Uri Root => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<EndStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var end = new EndStandIn(app);
        app.MapGet("/items/{code}", (Delegate)end.AnswerAsync);
        app.MapGet("/trap", () =>
        {
            end.Trapped = true;
            return Results.Content(end.Shows, "application/json");
        });
        await app.StartAsync();
        return end;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _asked);
        switch (Mood)
        {
            case EndMood.Wrong:
                return Results.Content("<html>welcome</html>", "text/html");
            case EndMood.Down:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case EndMood.Redirecting:
                return Results.Redirect("/trap");
            case EndMood.Silent:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return Results.Empty;
            case EndMood.Breaking:
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("{\"elements\":");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return Results.Empty;
            case EndMood.Endless:
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.WriteAsync(new string(' ', 65536));
                }

                return Results.Empty;
        }

        return Results.Content(Shows, "application/json");
    }
}
