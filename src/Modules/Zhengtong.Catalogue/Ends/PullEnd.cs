using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Ends;

/// <summary>Fetches what an end shows of an item from its registered address: no redirect, ten seconds, no more than fits; whatever goes wrong is a problem.</summary>
internal sealed class PullEnd(IHttpClientFactory clients, EndAddress addresses)
{
    public const string Client = "catalogue-ends";
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Outcome<IReadOnlyDictionary<string, IReadOnlyList<string>>>> HandleAsync(ApplicationEnd end, string code, CancellationToken ct)
    {
        if (addresses.Of(end.PullAddress, code) is not { } url)
        {
            return Away("没有登记抓取地址，或地址不在允许的主机名单里。");
        }

        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!answer.IsSuccessStatusCode)
            {
                return Away($"对方应答 {(int)answer.StatusCode}。");
            }

            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            using var read = new MemoryStream();
            var buffer = new byte[16 * 1024];
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(client.Timeout);
            for (int n; (n = await body.ReadAsync(buffer, limit.Token)) > 0;)
            {
                if (read.Length + n > ShownElements.MaxBytes)
                {
                    return Away("对方应答太长。");
                }

                read.Write(buffer, 0, n);
            }

            return ShownElements.Read(read.GetBuffer().AsMemory(0, (int)read.Length));
        }
        catch (HttpRequestException)
        {
            return Away("连接不上。");
        }
        catch (IOException)
        {
            return Away("连接中断。");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Away("没有在规定时间内应答。");
        }
    }

    private static Problem Away(string message) => Problem.Conflict("catalogue.end-away", message);
}
