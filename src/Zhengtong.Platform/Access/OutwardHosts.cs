using System.Net;
using System.Net.Sockets;

namespace Zhengtong.Platform.Access;

/// <summary>
/// Which addresses outside the platform may be asked: only http(s), only hosts of a setting (host, host:port, <c>*.gov.cn</c> for all below, <c>*</c>, separated by commas). What somebody registered
/// must not lead the platform into its own network, so a name that resolves to a private address is left alone unless the setting names that very host. Pure but for <see cref="Handler"/>.
/// </summary>
public class OutwardHosts(string? setting)
{
    private readonly string[] _hosts = (setting ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool AnyMayBeAsked => _hosts.Length > 0;

    /// <returns>null when it must not be asked.</returns>
    public Uri? Of(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) ? Of(url) : null;

    public Uri? Of(Uri url) =>
        url is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo.Length: 0, Host.Length: > 0 } && (Named(url.Host, url.Port) || _hosts.Any(h => Covers(h, url.Host))) ? url : null;

    public bool MayConnect(string host, int port, IPAddress address) => Named(host, port) || IsPublic(address);

    /// <summary>Connects to what the rules allow only, whatever the name resolves to at this moment.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        MaxResponseHeadersLength = 64,
        ConnectCallback = async (context, ct) =>
        {
            var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
            var allowed = (await Dns.GetHostAddressesAsync(host, ct)).Where(a => MayConnect(host, port, a)).ToArray();
            if (allowed.Length == 0)
            {
                throw new PrivateAddressException();
            }

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(allowed, port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>Neither this machine, nor a private, link-local, shared, reserved or multicast range (RFC 6890).</summary>
    public static bool IsPublic(IPAddress address)
    {
        var ip = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // Tunnels and translations carry an IPv4 address that nobody looked at.
            var first = ip.GetAddressBytes();
            return (first[0] & 0xE0) == 0x20 && !(first[0] == 0x20 && first[1] == 0x02) && !(first[0] == 0x20 && first[1] == 0x01 && first[2] == 0 && first[3] == 0);
        }

        var b = ip.GetAddressBytes();
        return b[0] switch
        {
            0 or 10 or 127 or >= 224 => false,
            100 => (b[1] & 0xC0) != 64,
            169 => b[1] != 254,
            172 => (b[1] & 0xF0) != 16,
            192 => b[1] != 168 && !(b[1] == 0 && b[2] is 0 or 2),
            198 => (b[1] & 0xFE) != 18,
            _ => true,
        };
    }

    private bool Named(string host, int port) => _hosts.Any(h => h.Equals(host, StringComparison.OrdinalIgnoreCase) || h.Equals($"{host}:{port}", StringComparison.OrdinalIgnoreCase));

    private static bool Covers(string setting, string host) =>
        setting == "*" || (setting.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(setting[1..], StringComparison.OrdinalIgnoreCase));
}

/// <summary>A name that leads into a private network.</summary>
public sealed class PrivateAddressException : IOException
{
    public PrivateAddressException()
    {
    }

    public PrivateAddressException(string message)
        : base(message)
    {
    }

    public PrivateAddressException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
