using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Zhengtong.TestKit.StandIns;

/// <summary>Speaks clamd's INSTREAM over a real socket: finds the EICAR test text, and can be told to keep silent or to refuse long streams.</summary>
public sealed class ClamdStandIn : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    public ClamdStandIn()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    /// <summary>The harmless text that every scanner reports.</summary>
    public static string Eicar => @"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    public int Port { get; }

    /// <summary>Takes everything and never answers.</summary>
    public bool Silent { get; set; }

    /// <summary>As clamd's StreamMaxLength.</summary>
    public long MaxLength { get; set; } = long.MaxValue;

    public int Scans { get; private set; }

    /// <summary>Completes when the first whole stream has come in.</summary>
    public Task Received => _received.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        try
        {
            var command = new byte[10];
            await stream.ReadExactlyAsync(command, _stop.Token);
            var reply = command.AsSpan().SequenceEqual("zINSTREAM\0"u8) ? await ScanAsync(stream) : "UNKNOWN COMMAND";
            Scans++;
            _received.TrySetResult();
            if (Silent)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\0"), _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The other side hung up, or the test is over.
        }
    }

    private async Task<string> ScanAsync(NetworkStream stream)
    {
        using var content = new MemoryStream();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length, _stop.Token);
            var size = BinaryPrimitives.ReadUInt32BigEndian(length);
            if (size == 0)
            {
                return Encoding.Latin1.GetString(content.ToArray()).Contains(Eicar, StringComparison.Ordinal) ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";
            }

            if (content.Length + size > MaxLength)
            {
                return "INSTREAM size limit exceeded. ERROR";
            }

            var chunk = new byte[size];
            await stream.ReadExactlyAsync(chunk, _stop.Token);
            content.Write(chunk);
        }
    }
}
