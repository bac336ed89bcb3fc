using Microsoft.Extensions.Configuration;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Ends;

/// <summary>
/// Where the platform may fetch what an end shows. Only http(s), only hosts of the setting <c>Catalogue:EndHosts</c> (host or host:port, separated by commas): a registered address must not lead the
/// platform into its own network. Checked when registered and again before each fetch. Pure.
/// </summary>
internal sealed class EndAddress(IConfiguration configuration)
{
    public const string Code = "{code}";
    private const int Longest = 500;
    private readonly string[] _hosts = (configuration["Catalogue:EndHosts"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public Problem? Refusal(string address) =>
        address.Length == 0 ? null
        : address.Length > Longest || !address.Contains(Code, StringComparison.Ordinal) ? Wrong("shape", $"地址里要有 {Code}，代表事项编码的位置，不超过 {Longest} 个字符。")
        : UrlOf(address, "0") is not { } url ? Wrong("scheme", "请填写 http 或 https 的完整地址，不带用户名和密码。")
        : !_hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase) && !_hosts.Contains(url.Authority, StringComparer.OrdinalIgnoreCase)
            ? Wrong("host", $"{url.Authority} 不在允许抓取的主机名单里，请联系系统管理员核实后加入名单。")
        : null;

    /// <returns>null when it must not be fetched.</returns>
    public Uri? Of(string address, string itemCode) => address.Length > 0 && Refusal(address) is null ? UrlOf(address, itemCode) : null;

    private static Uri? UrlOf(string address, string code) =>
        Uri.TryCreate(address.Replace(Code, Uri.EscapeDataString(code), StringComparison.Ordinal), UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && url.Host.Length > 0
            && Uri.TryCreate(address.Replace(Code, "x", StringComparison.Ordinal), UriKind.Absolute, out var other) && other.Authority == url.Authority
            ? url : null;

    private static Problem Wrong(string reason, string message) => Problem.Invalid("catalogue.end-address-" + reason, message, "PullAddress");
}
