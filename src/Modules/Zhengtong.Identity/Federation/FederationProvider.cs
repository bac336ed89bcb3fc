using Microsoft.Extensions.Configuration;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Federation;

/// <summary>
/// Another platform whose accounts people may sign in with here (section <c>Federation:Providers:KEY</c>): the national and provincial identity platforms (08.05, 08.06), 粤信签 (08.07), 社保, 公积金,
/// 微信, 支付宝, 银联 (08.03). All speak OpenID Connect; what their claims are called and what their levels mean, the settings say.
/// </summary>
internal sealed record FederationProvider
{
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>To the letter as its tokens name it.</summary>
    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    public required string Secret { get; init; }

    public string Scopes { get; init; } = "openid profile";

    public string Icon { get; init; } = "person-badge";

    /// <summary>The names of its claims for name, kind and number of the identity document, and phone.</summary>
    public string NameClaim { get; init; } = "name";

    public string NumberClaim { get; init; } = "id_number";

    public string KindClaim { get; init; } = "id_kind";

    public string PhoneClaim { get; init; } = "phone_number";

    /// <summary>What its sign-in is worth when it says nothing of its level (acr), or nothing that is known.</summary>
    public AssuranceLevel Level { get; init; } = AssuranceLevel.Registered;

    /// <summary>From its values of acr.</summary>
    public IReadOnlyDictionary<string, AssuranceLevel> Levels { get; init; } = new Dictionary<string, AssuranceLevel>();

    public AssuranceLevel LevelOf(string? acr) => acr is not null && Levels.TryGetValue(acr, out var level) ? level : Level;
}

/// <summary>The providers of this installation, in the order of their keys.</summary>
internal sealed class FederationProviders
{
    /// <summary>The kinds of the requirements, with the icon each has unless the settings say otherwise.</summary>
    private static readonly Dictionary<string, (string Name, string Icon)> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["national"] = ("国家政务服务平台", "flag"),
        ["province"] = ("省统一身份认证平台", "bank"),
        ["yueqian"] = ("粤信签", "vector-pen"),
        ["social-security"] = ("社保账号", "shield-check"),
        ["housing-fund"] = ("公积金账号", "house-check"),
        ["wechat"] = ("微信", "chat-dots"),
        ["alipay"] = ("支付宝", "wallet2"),
        ["unionpay"] = ("银联卡", "credit-card"),
    };

    public FederationProviders(IConfiguration configuration) => All = [.. configuration.GetSection("Federation:Providers").GetChildren().OrderBy(p => p.Key, StringComparer.Ordinal).Select(Read)];

    public IReadOnlyList<FederationProvider> All { get; }

    public FederationProvider? Find(string? key) => All.FirstOrDefault(p => p.Key == key);

    private static FederationProvider Read(IConfigurationSection s)
    {
        string Needed(string name) => s[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"Setting {s.Path}:{name} is missing.");
        var kind = Needed("Kind");
        if (!Kinds.TryGetValue(kind, out var usual))
        {
            throw new InvalidOperationException($"Setting {s.Path}:Kind is '{kind}'; it is one of {string.Join(", ", Kinds.Keys)}.");
        }

        return new()
        {
            Key = s.Key, Name = s["Name"] ?? usual.Name, Icon = s["Icon"] ?? usual.Icon, Issuer = Needed("Issuer"), ClientId = Needed("ClientId"), Secret = Needed("Secret"),
            Scopes = s["Scopes"] ?? "openid profile", NameClaim = s["Claims:Name"] ?? "name", NumberClaim = s["Claims:Number"] ?? "id_number", KindClaim = s["Claims:Kind"] ?? "id_kind",
            PhoneClaim = s["Claims:Phone"] ?? "phone_number", Level = s.GetValue("Level", AssuranceLevel.Registered),
            Levels = s.GetSection("Levels").GetChildren().ToDictionary(l => l.Key, l => Enum.Parse<AssuranceLevel>(l.Value!)),
        };
    }
}
