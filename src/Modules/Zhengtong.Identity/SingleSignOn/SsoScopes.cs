using System.Collections.Immutable;
using System.Globalization;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>The names of the protocol for what the house knows: scopes, levels, methods. Pure.</summary>
internal static class SsoScopes
{
    public const string Profile = "profile";
    public const string Phone = "phone";
    public const string Identity = "identity";
    public const string Company = "company";
    public const string Post = "post";

    /// <summary>No scope of the protocol: the platform's own id of a person, for systems that are told it.</summary>
    public const string PersonId = "person-id";
    private const string AcrPrefix = "urn:zhengtong:acr:";

    /// <summary>What a system may be registered for, in the words of the consent page.</summary>
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Profile] = "姓名",
        [Phone] = "手机号",
        [Identity] = "证件类型和证件号码、实名等级",
        [Company] = "您正在代表的单位的名称和统一社会信用代码",
        [Post] = "所在单位、岗位和区划（工作人员）",
    };

    public static string DataName(string key) => key == PersonId ? "平台统一的人员标识" : Names.GetValueOrDefault(key, key);

    /// <param name="keys">With blanks between, as a consent keeps them.</param>
    public static string DataNames(string keys) => string.Join('、', keys.Split(' ').Select(DataName));

    public static readonly IReadOnlyList<string> Levels = [.. Enum.GetValues<AssuranceLevel>().Select(AcrOf)];

    public static string AcrOf(AssuranceLevel level) => AcrPrefix + ((int)level).ToString(CultureInfo.InvariantCulture);

    /// <summary>The lowest of the levels asked for that the house knows (a system names what it would take); null when it asks for none.</summary>
    public static AssuranceLevel? LevelOf(IEnumerable<string> acrValues) => acrValues
        .Where(a => a.StartsWith(AcrPrefix, StringComparison.Ordinal)
            && int.TryParse(a[AcrPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && Enum.IsDefined((AssuranceLevel)n))
        .Select(a => (AssuranceLevel?)int.Parse(a[AcrPrefix.Length..], CultureInfo.InvariantCulture)).Min();

    /// <summary>The methods of RFC 8176 behind a way of signing in.</summary>
    public static ImmutableArray<string> AmrOf(string method) => method switch
    {
        MethodStrength.Password => ["pwd"],
        MethodStrength.Sms => ["sms"],
        MethodStrength.PasswordAndSms => ["pwd", "sms", "mfa"],
        MethodStrength.PasswordAndTotp => ["pwd", "otp", "mfa"],
        MethodStrength.SmsAndTotp => ["sms", "otp", "mfa"],
        MethodStrength.Passkey => ["hwk", "user", "mfa"],
        MethodStrength.Scan => ["mca", "mfa"],
        MethodStrength.Certificate => ["pop", "mfa"],
        MethodStrength.FederatedAndTotp => ["otp", "mfa"],
        _ => [],
    };

    /// <summary>The data that a system asks for of those it is registered for.</summary>
    public static IEnumerable<string> Asked(SystemFacts facts, IReadOnlyCollection<string> scopes) => facts.Scopes.Where(scopes.Contains);

    /// <summary>What a person is asked about before a system gets it: the data that it asks for, and the platform's id where it is registered for that.</summary>
    public static IReadOnlyList<string> ToAgree(SystemFacts facts, IReadOnlyCollection<string> scopes) => [.. Asked(facts, scopes), .. facts.SeesPersonId ? (string[])[PersonId] : []];

    public static IReadOnlyList<string> All => [Scopes.OpenId, Scopes.OfflineAccess, .. Names.Keys];
}
