using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Messaging;

namespace Zhengtong.TestKit.StandIns;

public enum RealNameMood
{
    Well,

    /// <summary>Answers a page in place of JSON, rightly signed.</summary>
    Garbage,

    /// <summary>Answers JSON that lacks what was asked for, rightly signed.</summary>
    Malformed,

    /// <summary>Answers with a signature of another secret.</summary>
    Forged,

    /// <summary>Answers rightly signed, but for another question.</summary>
    Replayed,

    /// <summary>Answers 503.</summary>
    Down,

    /// <summary>Answers 422.</summary>
    Declining,

    /// <summary>Never answers.</summary>
    Silent,

    /// <summary>Breaks the connection.</summary>
    Breaking,

    /// <summary>Answers without an end.</summary>
    Endless,

    /// <summary>Names a page of somebody else for the face check.</summary>
    Luring,
}

/// <summary>
/// A real-name system on loopback that speaks the protocol of <c>docs/real-name.md</c>: checks unit, signature and nonce, knows the people and companies it was told of, and sees the faces that the
/// test shows it.
/// </summary>
public sealed class RealNameStandIn : IAsyncDisposable
{
    public const string Unit = "U-511602";
    public const string Secret = "stand-in-real-name-secret";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _nonces = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Name, bool Ended)> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _faces = new(StringComparer.Ordinal);
    private int _asked;

    private RealNameStandIn(WebApplication app) => _app = app;

    public RealNameMood Mood { get; set; }

    /// <summary>Every rightly signed request.</summary>
    public int Asked => _asked;

    /// <summary>The last question, as it came.</summary>
    public string Question { get; private set; } = "";

    /// <summary>Where the last face check wants the browser back.</summary>
    public string ReturnUrl { get; private set; } = "";

    private string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<RealNameStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var system = new RealNameStandIn(app);
        app.MapPost("/check/{what}", (Delegate)system.TakeAsync);
        await app.StartAsync();
        return system;
    }

    /// <summary>Settings of a product that is connected here.</summary>
    public void Attach(WebApplicationBuilder builder)
    {
        builder.Configuration["RealName:Url"] = Address + "/check";
        builder.Configuration["RealName:FacePages"] = Address + "/faces/";
        builder.Configuration["RealName:Unit"] = Unit;
        builder.Configuration["RealName:Secret"] = Secret;
        builder.Configuration["RealName:TimeoutSeconds"] = "1";
        builder.Configuration["RealName:Name"] = "四川省实名核验平台（演示）";
    }

    /// <param name="key">Number of a document, or credit code of a company.</param>
    /// <param name="name">Of a company: its name and its legal representative with / between.</param>
    public void Know(string key, string name, bool ended = false) => _known[key] = (name, ended);

    /// <summary>The person of the ticket shows his face, or another does.</summary>
    public void Show(string ticket, bool same) => _faces[ticket] = same ? "same" : "differs";

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task<IResult> TakeAsync(string what, HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        string Header(string name) => http.Request.Headers[name].ToString();
        var (time, nonce, path) = (Header(MessageSignature.TimeHeader), Header(MessageSignature.NonceHeader), http.Request.Path.Value!);
        if (Header(HttpRealNameSystem.UnitHeader) != Unit
            || Header(MessageSignature.SignatureHeader) != MessageSignature.Of(Secret, MessageSignature.Ask, path, time, nonce, body) || !_nonces.TryAdd(nonce, true))
        {
            return Results.Unauthorized();
        }

        Interlocked.Increment(ref _asked);
        Question = body;
        switch (Mood)
        {
            case RealNameMood.Down:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case RealNameMood.Declining:
                return Results.UnprocessableEntity();
            case RealNameMood.Silent:
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return Results.Empty;
            case RealNameMood.Breaking:
                http.Abort();
                return Results.Empty;
            case RealNameMood.Endless:
                while (!http.RequestAborted.IsCancellationRequested)
                {
                    await http.Response.WriteAsync(new string(' ', 65536));
                }

                return Results.Empty;
        }

        using var question = JsonDocument.Parse(body);
        var answer = Mood switch
        {
            RealNameMood.Garbage => "<html>same</html>",
            RealNameMood.Malformed => """{"result":"yes","reference":"R","ticket":null,"page":"/somewhere"}""",
            _ => JsonSerializer.Serialize(Answer(what, question.RootElement), JsonSerializerOptions.Web),
        };
        var signed = MessageSignature.Of(
            Mood == RealNameMood.Forged ? "other" : Secret, MessageSignature.Answer, path, time, Mood == RealNameMood.Replayed ? new string('0', 32) : nonce, answer);
        http.Response.Headers[MessageSignature.TimeHeader] = time;
        http.Response.Headers[MessageSignature.SignatureHeader] = signed;
        return Results.Content(answer, "application/json");
    }

    private object Answer(string what, JsonElement asked)
    {
        string Text(string name) => asked.GetProperty(name).GetString()!;
        switch (what)
        {
            case "persons":
                return new { result = ResultOf(Text("number"), Text("name"), "dead"), reference = $"P-{_asked}" };
            case "companies":
                return new { result = ResultOf(Text("creditCode"), $"{Text("name")}/{Text("representative")}", "dissolved"), reference = $"C-{_asked}" };
            case "faces":
                ReturnUrl = Text("returnUrl");
                _faces[Text("ticket")] = "pending";
                return new { ticket = Text("ticket"), page = (Mood == RealNameMood.Luring ? "https://lure.example" : Address) + "/faces/" + Text("ticket") };
            default:
                return new { ticket = Text("ticket"), result = _faces.GetValueOrDefault(Text("ticket"), "differs"), reference = $"F-{_asked}" };
        }
    }

    private string ResultOf(string key, string name, string ended) =>
        !_known.TryGetValue(key, out var known) ? "unknown" : known.Ended ? ended : known.Name == name ? "same" : "differs";
}
