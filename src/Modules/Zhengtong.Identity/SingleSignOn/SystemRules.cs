using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>What may be put forward about a system. Pure.</summary>
internal static class SystemRules
{
    private const int Longest = 500;
    private const int Most = 20;

    public static IReadOnlyList<Problem> Check(SystemFacts f) => [.. Texts(f), .. Addresses(f), .. Shape(f)];

    /// <summary>Exact, https (this machine's own in development also http), no fragment, no name and password, no placeholder.</summary>
    public static bool IsAddress(string address) =>
        address.Length <= Longest && Uri.TryCreate(address, UriKind.Absolute, out var url) && url is { UserInfo.Length: 0, Fragment.Length: 0, Host.Length: > 0 }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && !address.Contains('*', StringComparison.Ordinal) && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    private static IEnumerable<Problem> Texts(SystemFacts f)
    {
        if (f.Name.Length is 0 or > 100)
        {
            yield return Problem.Invalid("identity.system-name", "请填写系统名称，不超过 100 个字。", nameof(f.Name));
        }

        if (f.Contact.Length is 0 or > 200)
        {
            yield return Problem.Invalid("identity.system-contact", "请填写联系人和电话，系统出故障时要找得到人，不超过 200 个字。", nameof(f.Contact));
        }

        if (f.GetsPersonalData && (f.Purpose.Length is 0 or > 200))
        {
            yield return Problem.Invalid("identity.system-purpose", "系统要取得个人信息，请写明用途（200 字以内），授权页面会原样告诉办事人。", nameof(f.Purpose));
        }

        if (f.GetsPersonalData && (f.KeptFor.Length is 0 or > 100))
        {
            yield return Problem.Invalid("identity.system-kept", "系统要取得个人信息，请写明保存多久（100 字以内），例如“办结后 3 年”。", nameof(f.KeptFor));
        }

        if (f.Sector.Length > 40)
        {
            yield return Problem.Invalid("identity.system-sector", "系统组名称不超过 40 个字。", nameof(f.Sector));
        }
    }

    private static IEnumerable<Problem> Addresses(SystemFacts f)
    {
        if (f.RedirectUris.Count is 0 or > Most || !f.RedirectUris.All(IsAddress))
        {
            yield return Problem.Invalid("identity.system-redirect", "请填写 1 至 20 个登录返回地址，每行一个：完整的 https 地址，不带 # 和通配符（只有本机开发可以用 http）。", nameof(f.RedirectUris));
        }

        if (f.SignOutUris.Count > Most || !f.SignOutUris.All(IsAddress))
        {
            yield return Problem.Invalid("identity.system-sign-out", "退出返回地址每行一个，最多 20 个：完整的 https 地址，不带 # 和通配符。", nameof(f.SignOutUris));
        }

        (string, string, string)[] own =
        [
            (f.BackChannelUri, "退出通知地址", nameof(f.BackChannelUri)), (f.InitiateUri, "登录发起地址", nameof(f.InitiateUri)), (f.HealthUri, "健康检查地址", nameof(f.HealthUri)),
        ];
        foreach (var (address, name, field) in own)
        {
            if (address.Length > 0 && (!IsAddress(address) || !OnOwnHost(f, address)))
            {
                yield return Problem.Invalid("identity.system-address", $"{name}须是完整的 https 地址，主机与某个登录返回地址相同；没有可以不填。", field);
            }
        }
    }

    private static IEnumerable<Problem> Shape(SystemFacts f)
    {
        if (!Enum.IsDefined(f.Kind) || !Enum.IsDefined(f.Level))
        {
            yield return Problem.Invalid("identity.system-kind", "请选择使用对象和实名等级。", nameof(f.Kind));
        }

        if (f.Scopes.Except(SsoScopes.Names.Keys, StringComparer.Ordinal).Any())
        {
            yield return Problem.Invalid("identity.system-scopes", "请从列出的信息项中选择。", nameof(f.Scopes));
        }

        if (f.Jwks.Length > 0 && !IsKeySet(f.Jwks))
        {
            yield return Problem.Invalid("identity.system-jwks", "公钥须是 JWKS 格式（{\"keys\":[...]}），只含 RSA 或 EC 公钥，不能带私钥。", nameof(f.Jwks));
        }

        if (f is { Jwks.Length: > 0, Confidential: false })
        {
            yield return Problem.Invalid("identity.system-public-key", "不能保管密钥的应用（手机应用、网页应用）不能登记公钥。", nameof(f.Jwks));
        }
    }

    private static bool OnOwnHost(SystemFacts f, string address) =>
        f.RedirectUris.Any(u => Uri.TryCreate(u, UriKind.Absolute, out var own) && string.Equals(own.Host, new Uri(address).Host, StringComparison.OrdinalIgnoreCase));

    private static bool IsKeySet(string text)
    {
        try
        {
            var keys = new JsonWebKeySet(text).Keys;
            return text.Length <= 10_000 && keys.Count is > 0 and <= 10 && keys.All(k => k is { Kty: "RSA" or "EC", HasPrivateKey: false, D: null, K: null });
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return false;
        }
    }
}
