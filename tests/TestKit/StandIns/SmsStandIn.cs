using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Zhengtong.Platform.Messaging;

namespace Zhengtong.TestKit.StandIns;

public enum SmsMood
{
    Well,

    /// <summary>Keeps the message and does not answer.</summary>
    Slow,

    /// <summary>Says 200 with a page instead of a receipt.</summary>
    Wrong,

    /// <summary>Answers 503.</summary>
    Down,

    /// <summary>Answers 422: no such number.</summary>
    Rejecting,

    /// <summary>Answers 307: the sender is to bring the message elsewhere.</summary>
    Leading,

    /// <summary>Keeps the message and breaks the connection before the answer.</summary>
    DroppingAfterTaking,
}

public sealed record ReceivedSms(string Id, string Phone, string Text);

/// <summary>A text message gateway on loopback: checks the signature, takes a repeated idempotency key once.</summary>
public sealed class SmsStandIn : StandIn
{
    public const string Key = "zhengtong";
    public const string Secret = "stand-in-secret";
    private readonly ConcurrentDictionary<string, ReceivedSms> _messages = new(StringComparer.Ordinal);
    private int _arrivals;

    public SmsMood Mood { get; set; }

    public Uri Url => new(Root + "/messages");

    /// <summary>Every rightly signed request, repeated ones counted again.</summary>
    public int Arrivals => _arrivals;

    public IReadOnlyCollection<ReceivedSms> Messages => [.. _messages.Values];

    public static Task<SmsStandIn> StartAsync() => ListenAsync(new SmsStandIn());

    protected override void Map(WebApplication app) => app.MapPost("/messages", (Delegate)TakeAsync);

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers;
        var id = headers[SmsSignature.IdempotencyHeader].ToString();
        var right = SmsSignature.Of(Secret, headers[SmsSignature.TimeHeader].ToString(), id, body);
        if (headers[SmsSignature.KeyHeader] != Key || headers[SmsSignature.SignatureHeader] != right)
        {
            return Results.Unauthorized();
        }

        Interlocked.Increment(ref _arrivals);
        switch (Mood)
        {
            case SmsMood.Wrong:
                return Results.Content("<html>welcome</html>", "text/html");
            case SmsMood.Down:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case SmsMood.Rejecting:
                return Results.UnprocessableEntity();
            case SmsMood.Leading:
                return Results.Redirect(Url.AbsoluteUri, preserveMethod: true);
        }

        _messages.TryAdd(id, JsonSerializer.Deserialize<ReceivedSms>(body, JsonSerializerOptions.Web)!);
        return Mood switch
        {
            SmsMood.DroppingAfterTaking => Break(context),
            SmsMood.Slow => await SilentAsync(context),
            _ => Results.Json(new { id, accepted = true }),
        };
    }
}
