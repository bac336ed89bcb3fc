namespace Zhengtong.Platform.Messaging;

/// <summary>Addresses as they may stand in logs and on screens: recognisable to their owner, useless to others.</summary>
public static class Masked
{
    public static string Address(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at >= 0
            ? $"{address[..Math.Min(1, at)]}***{address[at..]}"
            : address.Length >= 8 ? $"{address[..3]}****{address[^4..]}" : "****";
    }
}
