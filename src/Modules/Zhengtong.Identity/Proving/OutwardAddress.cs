namespace Zhengtong.Identity.Proving;

/// <summary>Addresses of outside systems. Pure.</summary>
internal static class OutwardAddress
{
    /// <summary>Names and numbers leave the house over TLS only; a machine may talk to itself.</summary>
    public static bool IsSafe(Uri address) => address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback);

    /// <summary>Nobody is sent anywhere but below the address of the settings.</summary>
    public static bool IsBelow(Uri? root, string page) =>
        root is not null && page.Length <= 1000 && Uri.TryCreate(page, UriKind.Absolute, out var address) && root.IsBaseOf(address) && address.UserInfo.Length == 0;
}
