using System.Net;
using System.Net.Http.Headers;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Inspect.Links;

internal enum LinkAnswer
{
    Opens = 1,
    Fails = 2,

    /// <summary>Must not be asked from here.</summary>
    Unasked = 3,
}

/// <param name="Unreachable">Not even its host answered.</param>
internal sealed record LinkState(LinkAnswer Answer, string Why = "", bool Unreachable = false);

/// <summary>Asks one address whether it opens: the head first, then the page without its body, a few redirects, each hop by the same rules, each in bounded time.</summary>
internal sealed class AskLink(IHttpClientFactory clients, LinkHosts hosts)
{
    public const string Client = "catalogue-links";
    private const int MostHops = 4;

    public async Task<LinkState> HandleAsync(string address, CancellationToken ct)
    {
        var url = hosts.Of(address);
        try
        {
            using var client = clients.CreateClient(Client);
            for (var hop = 0; hop < MostHops; hop++)
            {
                if (url is null)
                {
                    return new(LinkAnswer.Unasked);
                }

                var (status, location) = await SendAsync(client, HttpMethod.Head, url, ct);
                if ((int)status >= 400)
                {
                    // Many servers know no HEAD, and say so in many ways.
                    (status, location) = await SendAsync(client, HttpMethod.Get, url, ct);
                }

                if ((int)status is not (>= 300 and < 400) || location is null)
                {
                    return Judge(status);
                }

                url = hosts.Of(new Uri(url, location));
            }

            return new(LinkAnswer.Fails, "一直跳转");
        }
        catch (HttpRequestException e)
        {
            return e.InnerException is PrivateAddressException ? new(LinkAnswer.Unasked) : new(LinkAnswer.Fails, "连接不上", true);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(LinkAnswer.Fails, "没有在规定时间内应答", true);
        }
    }

    private static async Task<(HttpStatusCode Status, Uri? Location)> SendAsync(HttpClient client, HttpMethod method, Uri url, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Zhengtong-LinkCheck", "1"));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        return (answer.StatusCode, answer.Headers.Location);
    }

    /// <summary>What asks for a sign-in or holds off machines is there for people.</summary>
    private static LinkState Judge(HttpStatusCode status) => (int)status is < 400 or 401 or 403 or 407 or 429 ? new(LinkAnswer.Opens) : new(LinkAnswer.Fails, $"应答 {(int)status}");
}
