using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Zhengtong.Platform.Messaging;

namespace Zhengtong.TestKit.StandIns;

/// <summary>
/// An outside system that speaks JSON signed as <see cref="MessageSignature"/> says: refuses what another sends, what is signed wrongly and what comes twice, and signs what it answers.
/// </summary>
/// <param name="folder">Under which it is asked.</param>
/// <param name="header">In which the product says who it is.</param>
/// <param name="name">Who it has to be.</param>
public abstract class SignedStandIn(string folder, string header, string name, string secret) : StandIn
{
    private readonly ConcurrentDictionary<string, bool> _nonces = new(StringComparer.Ordinal);
    private int _asked;

    /// <summary>Every rightly signed request.</summary>
    public int Asked => _asked;

    /// <summary>The last question, as it came.</summary>
    public string Question { get; private set; } = "";

    public Uri Url => new(Root + folder);

    protected override void Map(WebApplication app) => app.MapPost(folder + "/{what}", (Delegate)TakeAsync);

    protected abstract Task<IResult> AnswerAsync(string what, JsonElement asked, HttpContext http);

    /// <param name="forged">With another secret.</param>
    /// <param name="nonce">Of another question.</param>
    protected IResult Sign(HttpContext http, string answer, bool forged = false, string? nonce = null)
    {
        var time = http.Request.Headers[MessageSignature.TimeHeader].ToString();
        nonce ??= http.Request.Headers[MessageSignature.NonceHeader].ToString();
        http.Response.Headers[MessageSignature.TimeHeader] = time;
        http.Response.Headers[MessageSignature.SignatureHeader] = MessageSignature.Of(forged ? "other" : secret, MessageSignature.Answer, http.Request.Path.Value!, time, nonce, answer);
        return Results.Content(answer, "application/json");
    }

    private async Task<IResult> TakeAsync(string what, HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        string Header(string of) => http.Request.Headers[of].ToString();
        var (time, nonce) = (Header(MessageSignature.TimeHeader), Header(MessageSignature.NonceHeader));
        if (Header(header) != name || Header(MessageSignature.SignatureHeader) != MessageSignature.Of(secret, MessageSignature.Ask, http.Request.Path.Value!, time, nonce, body)
            || !_nonces.TryAdd(nonce, true))
        {
            return Results.Unauthorized();
        }

        Interlocked.Increment(ref _asked);
        Question = body;
        using var question = JsonDocument.Parse(body);
        return await AnswerAsync(what, question.RootElement, http);
    }
}
