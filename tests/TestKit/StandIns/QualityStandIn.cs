using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Platform.Messaging;

namespace Zhengtong.TestKit.StandIns;

public enum QualityMood
{
    Well,

    /// <summary>Answers a page in place of JSON, rightly signed.</summary>
    Garbage,

    /// <summary>Answers JSON that lacks what was asked for, rightly signed.</summary>
    Malformed,

    /// <summary>Answers with a signature of another secret.</summary>
    Forged,

    /// <summary>Answers 503.</summary>
    Down,

    /// <summary>Answers 422.</summary>
    Declining,

    /// <summary>Takes what was sent and never answers.</summary>
    Silent,

    /// <summary>Takes what was sent and breaks the connection.</summary>
    Breaking,

    /// <summary>Answers without an end.</summary>
    Endless,
}

/// <summary>
/// A standard-quality system (标准质量工作管理系统) on loopback that speaks the protocol of <c>docs/standard-quality.md</c>: checks unit, signature and nonce, keeps the highest revision of a
/// project, tells decisions.
/// </summary>
public sealed class QualityStandIn : IAsyncDisposable
{
    public const string Unit = "U-51";
    public const string Secret = "stand-in-quality-secret";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _nonces = new(StringComparer.Ordinal);
    private readonly List<object> _decisions = [];
    private readonly Lock _deciding = new();
    private int _asked;

    private QualityStandIn(WebApplication app) => _app = app;

    public QualityMood Mood { get; set; }

    /// <summary>Every rightly signed request.</summary>
    public int Asked => _asked;

    /// <summary>By our id of the project.</summary>
    public ConcurrentDictionary<Guid, JsonElement> Projects { get; } = new();

    public Uri Root => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/exchange");

    public static async Task<QualityStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var system = new QualityStandIn(app);
        app.MapPost("/exchange/{what}", (Delegate)system.TakeAsync);
        await app.StartAsync();
        return system;
    }

    /// <summary>Settings of a product that is connected here.</summary>
    public void Attach(WebApplicationBuilder builder)
    {
        builder.Configuration["StandardQuality:Url"] = Root.AbsoluteUri;
        builder.Configuration["StandardQuality:Unit"] = Unit;
        builder.Configuration["StandardQuality:Secret"] = Secret;
        builder.Configuration["StandardQuality:TimeoutSeconds"] = "1";
        builder.Configuration["StandardQuality:Name"] = "四川省标准质量工作管理系统（演示）";
    }

    public static string NumberOf(Guid project) => "Q-" + project.ToString("N")[^8..];

    public void Decide(Guid project, string state, string opinion, DateTime at)
    {
        lock (_deciding)
        {
            _decisions.Add(new { key = $"D{_decisions.Count + 1}", project, number = NumberOf(project), state, opinion, decidedAt = at });
        }
    }

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
        if (Header(StandardQualitySystem.UnitHeader) != Unit
            || Header(MessageSignature.SignatureHeader) != MessageSignature.Of(Secret, MessageSignature.Ask, path, time, nonce, body) || !_nonces.TryAdd(nonce, true))
        {
            return Results.Unauthorized();
        }

        Interlocked.Increment(ref _asked);
        switch (Mood)
        {
            case QualityMood.Down:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case QualityMood.Declining when what == "projects":
                return Results.UnprocessableEntity();
        }

        using var question = JsonDocument.Parse(body);
        var answer = JsonSerializer.Serialize(what == "projects" ? Keep(question.RootElement) : Tell(question.RootElement), JsonSerializerOptions.Web);
        switch (Mood)
        {
            case QualityMood.Silent:
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return Results.Empty;
            case QualityMood.Breaking:
                http.Abort();
                return Results.Empty;
            case QualityMood.Endless:
                while (!http.RequestAborted.IsCancellationRequested)
                {
                    await http.Response.WriteAsync(new string(' ', 65536));
                }

                return Results.Empty;
            case QualityMood.Garbage:
                answer = "<html>welcome</html>";
                break;
            case QualityMood.Malformed:
                answer = what == "projects" ? "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"revision\":1}" : "{\"next\":\"9\",\"items\":[{\"key\":\"D1\"},null]}";
                break;
        }

        http.Response.Headers[MessageSignature.TimeHeader] = time;
        http.Response.Headers[MessageSignature.SignatureHeader] = MessageSignature.Of(Mood == QualityMood.Forged ? "other" : Secret, MessageSignature.Answer, path, time, nonce, answer);
        return Results.Content(answer, "application/json");
    }

    private object Keep(JsonElement project)
    {
        var (id, revision) = (project.GetProperty("id").GetGuid(), project.GetProperty("revision").GetInt32());
        Projects.AddOrUpdate(id, project.Clone(), (_, known) => known.GetProperty("revision").GetInt32() > revision ? known : project.Clone());
        return new { id, revision, number = NumberOf(id) };
    }

    private object Tell(JsonElement asked)
    {
        var after = int.TryParse(asked.GetProperty("after").GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        lock (_deciding)
        {
            return new { next = _decisions.Count.ToString(CultureInfo.InvariantCulture), items = _decisions.Skip(after).ToList() };
        }
    }
}
