using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Zhengtong.TestKit.StandIns;

public enum SmtpMood
{
    Well,

    /// <summary>Answers 550 to the recipient.</summary>
    Rejecting,

    /// <summary>Answers 451 to the recipient.</summary>
    Busy,

    /// <summary>Keeps the mail and never answers.</summary>
    Slow,

    /// <summary>Keeps the mail and breaks the connection before the answer: the sender cannot know.</summary>
    DroppingAfterData,
}

/// <param name="Id">The Message-Id without brackets.</param>
/// <param name="Raw">Headers and body as received, dots unstuffed.</param>
public sealed record ReceivedMail(string From, string To, string Id, string Raw);

/// <summary>A mail server on loopback that speaks SMTP (RFC 5321) and keeps what it gets, a repeated Message-Id once.</summary>
public sealed class SmtpStandIn : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<string, ReceivedMail> _mails = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Task _accepting;
    private int _arrivals;

    public SmtpStandIn()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public SmtpMood Mood { get; set; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every mail that came, repeated ones counted again.</summary>
    public int Arrivals => _arrivals;

    public IReadOnlyCollection<ReceivedMail> Mails => [.. _mails.Values];

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_sessions);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // Closed by the test.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.UTF8);
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
                await TalkAsync(reader, writer);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The other side went away, or the test ended: a mail server shrugs.
            }
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        string from = "", to = "";
        await writer.WriteLineAsync("220 standin ESMTP");
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-standin");
                    await writer.WriteLineAsync("250-8BITMIME");
                    await writer.WriteLineAsync("250 SMTPUTF8");
                    break;
                case "HELO" or "RSET" or "NOOP":
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "MAIL":
                    from = Path(line);
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "RCPT":
                    to = Path(line);
                    await writer.WriteLineAsync(Mood switch
                    {
                        SmtpMood.Rejecting => "550 no such mailbox",
                        SmtpMood.Busy => "451 try again later",
                        _ => "250 ok",
                    });
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on, end with a dot");
                    Keep(from, to, await ReadDataAsync(reader));
                    if (Mood == SmtpMood.DroppingAfterData)
                    {
                        return;
                    }

                    if (Mood == SmtpMood.Slow)
                    {
                        await Task.Delay(Timeout.Infinite, _closing.Token);
                    }

                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("502 not known here");
                    break;
            }
        }
    }

    private async Task<string> ReadDataAsync(StreamReader reader)
    {
        var raw = new StringBuilder();
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            if (line == ".")
            {
                return raw.ToString();
            }

            // A line that began with a dot came with one more (RFC 5321 section 4.5.2).
            raw.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        throw new IOException("The connection ended within the data.");
    }

    private void Keep(string from, string to, string raw)
    {
        Interlocked.Increment(ref _arrivals);
        var id = raw.Split("\r\n").First(l => l.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase)).Split(':', 2)[1].Trim().Trim('<', '>');
        _mails.TryAdd(id, new ReceivedMail(from, to, id, raw));
    }

    private static string Path(string line)
    {
        var start = line.IndexOf('<', StringComparison.Ordinal) + 1;
        return line[start..line.IndexOf('>', start)];
    }
}
