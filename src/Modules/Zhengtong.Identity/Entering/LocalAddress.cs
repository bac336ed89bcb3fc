namespace Zhengtong.Identity.Entering;

/// <summary>Where to go after an act: only ever an address of this site (no open redirect).</summary>
internal static class LocalAddress
{
    public static string Of(string? wanted, string otherwise) =>
        wanted is { Length: > 0 and <= 2000 } && wanted[0] == '/' && (wanted.Length == 1 || (wanted[1] != '/' && wanted[1] != '\\')) && !wanted.Any(char.IsControl)
        && !wanted.StartsWith("/account/sign-", StringComparison.OrdinalIgnoreCase)
            ? wanted
            : otherwise;
}
