using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Zhengtong.Platform.Messaging;

/// <summary>Sends text messages through a gateway that takes signed JSON over HTTP.</summary>
internal sealed class HttpSmsGateway(IHttpClientFactory clients, IOptions<SmsSettings> options, TimeProvider clock) : ISmsGateway
{
    public const string Client = "sms";
    private readonly SmsSettings _settings = options.Value;

    public bool Configured => _settings.Url is not null;

    public async Task<Delivery> SendAsync(Sms sms, CancellationToken ct)
    {
        if (!Configured)
        {
            return Delivery.NotConfigured;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_settings.TimeoutSeconds));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            using var request = Signed(sms);
            using var client = clients.CreateClient(Client);
            using var response = await client.SendAsync(request, either.Token);
            return response.IsSuccessStatusCode
                ? Confirmed(await response.Content.ReadAsStringAsync(either.Token), sms.Id)
                : Refusal(response.StatusCode);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return Delivery.Later("短信网关没有及时应答");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Delivery.Later("短信网关无法连接");
        }
    }

    private HttpRequestMessage Signed(Sms sms)
    {
        var id = sms.Id.ToString();
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = JsonSerializer.Serialize(new Submission(id, sms.Phone, sms.Text), JsonSerializerOptions.Web);
        var request = new HttpRequestMessage(HttpMethod.Post, _settings.Url)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add(SmsSignature.KeyHeader, _settings.Key);
        request.Headers.Add(SmsSignature.TimeHeader, time);
        request.Headers.Add(SmsSignature.IdempotencyHeader, id);
        request.Headers.Add(SmsSignature.SignatureHeader, SmsSignature.Of(_settings.Secret, time, id, body));
        return request;
    }

    /// <summary>Success counts only when the gateway names our message: a proxy's friendly page with status 200 is no receipt.</summary>
    private static Delivery Confirmed(string answer, Guid id)
    {
        try
        {
            var receipt = JsonSerializer.Deserialize<Receipt>(answer, JsonSerializerOptions.Web);
            return receipt is { Accepted: true } && receipt.Id == id.ToString() ? Delivery.Taken : Delivery.Later("短信网关的回执不符");
        }
        catch (JsonException)
        {
            return Delivery.Later("短信网关的回执无法识别");
        }
    }

    /// <summary>Only a complaint about the message itself is final; wrong keys, limits and outages are mended and tried again.</summary>
    private static Delivery Refusal(HttpStatusCode status) => status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity
        ? Delivery.Refused($"短信网关拒收：{(int)status}")
        : Delivery.Later($"短信网关应答 {(int)status}");

    private sealed record Submission(string Id, string Phone, string Text);

    private sealed record Receipt(string? Id, bool Accepted);
}
