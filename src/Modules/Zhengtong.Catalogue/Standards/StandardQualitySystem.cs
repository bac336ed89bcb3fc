using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Standards;

/// <summary>
/// The outside standard-quality system (标准质量工作管理系统, 17.02): signed JSON over HTTP (<c>docs/standard-quality.md</c>). An answer counts only when its signature is right and it says what was
/// asked; everything else is a problem.
/// </summary>
internal sealed class StandardQualitySystem(IHttpClientFactory clients, IOptions<StandardQualitySettings> options, TimeProvider clock)
{
    public const string Client = "standard-quality";
    public const string UnitHeader = "X-Unit";
    public const int MaxBytes = 1024 * 1024;
    public const int MostDecisions = 500;
    public static readonly Problem Away = Problem.Conflict("catalogue.quality-away", "标准质量系统没有在规定时间内应答或无法连接。");
    public static readonly Problem Odd = Problem.Conflict("catalogue.quality-odd", "标准质量系统的应答无法核实或无法识别，没有采用。");

    /// <summary>For good: tried again only when the standard changes.</summary>
    public static readonly Problem Declined = Problem.Invalid("catalogue.quality-declined", "标准质量系统没有接受这个项目，请核对内容。");

    private readonly StandardQualitySettings _settings = options.Value;

    public bool Configured => _settings.Url is not null;

    public string Name => _settings.Name;

    /// <summary>Sends a project as it stands; the same project may be sent again, the higher revision counts.</summary>
    /// <returns>Its number there.</returns>
    public async Task<Outcome<string>> PushAsync(ProjectRecord project, CancellationToken ct)
    {
        var asked = await AskAsync<Pushed>("projects", project, ct);
        return !asked.TryGet(out var pushed) ? Outcome<string>.Because(asked.Problems)
            : pushed.Id == project.Id && pushed.Revision == project.Revision && pushed.Number is { Length: > 0 and <= 100 } number ? number
            : Odd;
    }

    /// <summary>The decisions after a cursor, oldest first; all or none are taken.</summary>
    public async Task<Outcome<DecisionBatch>> DecisionsAsync(string cursor, CancellationToken ct)
    {
        var asked = await AskAsync<Decisions>("decisions", new { after = cursor }, ct);
        return !asked.TryGet(out var read) ? Outcome<DecisionBatch>.Because(asked.Problems)
            : read is { Next: { Length: <= 100 } next, Items: { Count: <= MostDecisions } items } && items.All(IsWhole) && items.DistinctBy(i => i!.Key).Count() == items.Count
            ? new DecisionBatch(next, [.. items.Select(i => i!)])
            : Odd;
    }

    private static bool IsWhole(Decision? decision) => decision is
    {
        Key.Length: > 0 and <= 100, Number.Length: > 0 and <= 100, State.Length: > 0 and <= 40, Opinion.Length: <= 1000, DecidedAt: { Kind: DateTimeKind.Utc, Year: >= 2000 and < 2100 },
    };

    private async Task<Outcome<T>> AskAsync<T>(string what, object question, CancellationToken ct)
    {
        if (_settings.Url is not { } root)
        {
            return Away;
        }

        var url = new Uri($"{root.AbsoluteUri.TrimEnd('/')}/{what}");
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_settings.TimeoutSeconds));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            using var request = Signed(url, nonce, JsonSerializer.Serialize(question, JsonSerializerOptions.Web));
            using var client = clients.CreateClient(Client);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await ReadAsync<T>(url, nonce, response, either.Token),
                HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => Declined,
                _ => Away,
            };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return Away;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Away;
        }
    }

    private HttpRequestMessage Signed(Uri url, string nonce, string body)
    {
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add(UnitHeader, _settings.Unit);
        request.Headers.Add(MessageSignature.TimeHeader, time);
        request.Headers.Add(MessageSignature.NonceHeader, nonce);
        request.Headers.Add(MessageSignature.SignatureHeader, MessageSignature.Of(_settings.Secret, MessageSignature.Ask, url.AbsolutePath, time, nonce, body));
        return request;
    }

    private async Task<Outcome<T>> ReadAsync<T>(Uri url, string nonce, HttpResponseMessage response, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int n; (n = await body.ReadAsync(buffer, ct)) > 0;)
        {
            if (read.Length + n > MaxBytes)
            {
                return Odd;
            }

            read.Write(buffer, 0, n);
        }

        var text = Encoding.UTF8.GetString(read.GetBuffer(), 0, (int)read.Length);
        var right = MessageSignature.Of(_settings.Secret, MessageSignature.Answer, url.AbsolutePath, Header(response, MessageSignature.TimeHeader), nonce, text);
        if (!MessageSignature.Same(Header(response, MessageSignature.SignatureHeader), right))
        {
            return Odd;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web) is { } answer ? answer : Odd;
        }
        catch (JsonException)
        {
            return Odd;
        }
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    private sealed record Pushed(Guid Id, int Revision, string? Number);

    private sealed record Decisions(string? Next, IReadOnlyList<Decision?>? Items);
}

/// <summary>A project as the outside system is told of it.</summary>
internal sealed record ProjectRecord(
    Guid Id, int Revision, string Title, string Level, string Domain, string Region, int Year, string Drafters, string Document, string State, string? Number, DateOnly? IssuedOn, DateOnly? InForceOn);

/// <param name="Key">The outside system's own, once for ever.</param>
/// <param name="Project">Our id of the project.</param>
/// <param name="Number">The outside number of the project.</param>
internal sealed record Decision(string Key, Guid Project, string Number, string State, string? Opinion, DateTime DecidedAt);

internal sealed record DecisionBatch(string Next, IReadOnlyList<Decision> Items);
