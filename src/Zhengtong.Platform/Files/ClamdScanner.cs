using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Zhengtong.Platform.Files;

/// <summary>Asks a ClamAV daemon over TCP by its INSTREAM command.</summary>
internal sealed class ClamdScanner(string host, int port, TimeSpan patience, TimeProvider clock) : IVirusScanner
{
    private const int MaxReply = 4096;

    public bool Works => true;

    public async Task<ScanVerdict> ScanAsync(Stream content, CancellationToken ct)
    {
        using var patient = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patient.Token);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, either.Token);
            await using var stream = client.GetStream();
            var refused = await SendAsync(stream, content, either.Token);
            return Read(await ReplyAsync(stream, either.Token), refused);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new ScanVerdict(ScanState.Failed, $"no answer in {patience.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is SocketException || e.InnerException is SocketException)
        {
            return new ScanVerdict(ScanState.Failed, e.Message);
        }
    }

    /// <returns>True when the daemon stopped listening half-way; its reply then says why.</returns>
    private static async Task<bool> SendAsync(NetworkStream stream, Stream content, CancellationToken ct)
    {
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), ct);
        var chunk = new byte[4 + 65536];
        int read;
        while ((read = await content.ReadAsync(chunk.AsMemory(4), ct)) > 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)read);
            try
            {
                await stream.WriteAsync(chunk.AsMemory(0, 4 + read), ct);
            }
            catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown })
            {
                return true;
            }
        }

        await stream.WriteAsync(new byte[4], ct);
        return false;
    }

    private static async Task<string> ReplyAsync(NetworkStream stream, CancellationToken ct)
    {
        var reply = new byte[MaxReply];
        var length = 0;
        int read;
        while (length < reply.Length && (read = await stream.ReadAsync(reply.AsMemory(length), ct)) > 0)
        {
            length += read;
            if (reply[length - 1] == 0)
            {
                break;
            }
        }

        return Encoding.UTF8.GetString(reply, 0, length).TrimEnd('\0', '\n', ' ');
    }

    private static ScanVerdict Read(string reply, bool refused)
    {
        const string Found = " FOUND";
        var said = reply.StartsWith("stream: ", StringComparison.Ordinal) ? reply["stream: ".Length..] : reply;
        return said switch
        {
            "OK" when !refused => new ScanVerdict(ScanState.Clean),
            _ when said.EndsWith(Found, StringComparison.Ordinal) => new ScanVerdict(ScanState.Infected, said[..^Found.Length]),
            _ => new ScanVerdict(ScanState.Failed, said.Length > 0 ? said : "the scanner closed the connection"),
        };
    }
}
