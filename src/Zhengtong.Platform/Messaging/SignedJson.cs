using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Messaging;

/// <summary>An outside system that is asked in signed JSON, and what it is to a reader when it fails.</summary>
/// <param name="Client">The name of its HTTP client, see <see cref="SignedJsonSetup.AddSignedJson"/>.</param>
/// <param name="Root">null: not connected, so always away.</param>
/// <param name="NameHeader">The header that says who we are to it.</param>
/// <param name="Name">Who we are to it.</param>
/// <param name="Secret">Signs both ways.</param>
/// <param name="MaxBytes">A longer answer is not read to its end.</param>
/// <param name="Away">No answer: to be tried again.</param>
/// <param name="Odd">An answer that is not signed by it, too long, or not what was asked.</param>
/// <param name="Declined">It will not do it: not to be tried again unchanged.</param>
public sealed record SignedPeer(
    string Client, Uri? Root, string NameHeader, string Name, string Secret, TimeSpan Patience, int MaxBytes, Problem Away, Problem Odd, Problem Declined);

/// <summary>Asks outside systems in signed JSON over HTTP (<see cref="MessageSignature"/>). An answer counts only when its signature is right.</summary>
public sealed class SignedJson(IHttpClientFactory clients, TimeProvider clock)
{
    public async Task<Outcome<T>> AskAsync<T>(SignedPeer peer, string what, object question, CancellationToken ct)
    {
        if (peer.Root is not { } root)
        {
            return peer.Away;
        }

        var url = new Uri($"{root.AbsoluteUri.TrimEnd('/')}/{what}");
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var limit = new CancellationTokenSource(peer.Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            using var request = Signed(peer, url, nonce, JsonSerializer.Serialize(question, JsonSerializerOptions.Web));
            using var client = clients.CreateClient(peer.Client);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => Read<T>(peer, url, nonce, response, await BodyAsync(response, peer.MaxBytes, either.Token)),
                HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => peer.Declined,
                _ => peer.Away,
            };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return peer.Away;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return peer.Away;
        }
    }

    private HttpRequestMessage Signed(SignedPeer peer, Uri url, string nonce, string body)
    {
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add(peer.NameHeader, peer.Name);
        request.Headers.Add(MessageSignature.TimeHeader, time);
        request.Headers.Add(MessageSignature.NonceHeader, nonce);
        request.Headers.Add(MessageSignature.SignatureHeader, MessageSignature.Of(peer.Secret, MessageSignature.Ask, url.AbsolutePath, time, nonce, body));
        return request;
    }

    /// <returns>null when it is longer than allowed.</returns>
    private static async Task<string?> BodyAsync(HttpResponseMessage response, int maxBytes, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int n; (n = await body.ReadAsync(buffer, ct)) > 0;)
        {
            if (read.Length + n > maxBytes)
            {
                return null;
            }

            read.Write(buffer, 0, n);
        }

        return Encoding.UTF8.GetString(read.GetBuffer(), 0, (int)read.Length);
    }

    private static Outcome<T> Read<T>(SignedPeer peer, Uri url, string nonce, HttpResponseMessage response, string? body)
    {
        if (body is null)
        {
            return peer.Odd;
        }

        var right = MessageSignature.Of(peer.Secret, MessageSignature.Answer, url.AbsolutePath, Header(response, MessageSignature.TimeHeader), nonce, body);
        if (!MessageSignature.Same(Header(response, MessageSignature.SignatureHeader), right))
        {
            return peer.Odd;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(body, JsonSerializerOptions.Web) is { } answer ? answer : peer.Odd;
        }
        catch (JsonException)
        {
            return peer.Odd;
        }
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
}

public static class SignedJsonSetup
{
    /// <summary>The HTTP client of a <see cref="SignedPeer"/>.</summary>
    public static IServiceCollection AddSignedJson(this IServiceCollection services, string client) => services.AddOutwardClient(client);

    /// <summary>An HTTP client that goes nowhere but to the address of the settings: what it carries is for that system alone, so an answer that leads elsewhere is not followed.</summary>
    public static IServiceCollection AddOutwardClient(this IServiceCollection services, string client)
    {
        services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        return services;
    }
}
