using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

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
public sealed class EndStandIn : StandIn
{
    private int _asked;

    public EndMood Mood { get; set; }

    /// <summary>What it answers when well.</summary>
    public string Shows { get; set; } = "{\"elements\":{}}";

    public int Asked => _asked;

    /// <summary>Somebody was sent on and came.</summary>
    public bool Trapped { get; private set; }

    public static Task<EndStandIn> StartAsync() => ListenAsync(new EndStandIn());

    protected override void Map(WebApplication app)
    {
        app.MapGet("/items/{code}", (Delegate)AnswerAsync);
        app.MapGet("/trap", () =>
        {
            Trapped = true;
            return Results.Content(Shows, "application/json");
        });
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
                return await SilentAsync(context);
            case EndMood.Breaking:
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("{\"elements\":");
                await context.Response.Body.FlushAsync();
                return Break(context);
            case EndMood.Endless:
                return await EndlessAsync(context);
        }

        return Results.Content(Shows, "application/json");
    }
}
