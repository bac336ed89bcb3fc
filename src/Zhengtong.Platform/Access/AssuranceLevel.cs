using System.Globalization;
using System.Security.Claims;

namespace Zhengtong.Platform.Access;

/// <summary>
/// How sure the platform is of whom it deals with (实名等级; requirements 08.01, 08.08, 08.13). What a session may do follows from the lower of two: how well the identity was proved, once and
/// for all, and how well this session proved that it is the same person.
/// </summary>
public enum AssuranceLevel
{
    /// <summary>已注册: a phone was in hand, nothing more is known.</summary>
    Registered = 1,

    /// <summary>已实名: name and number of the document belong together, as its issuer says.</summary>
    RealName = 2,

    /// <summary>已核验本人: the face, or a clerk at the counter, showed that it is that person.</summary>
    Checked = 3,

    /// <summary>数字证书: a certificate authority answers for the key.</summary>
    Certified = 4,
}

public static class AssuranceLevels
{
    public const string LevelClaim = "level";

    /// <summary>Of the company that is acted for, where its certificate was shown.</summary>
    public const string PartyLevelClaim = "for_level";
    public const string StrongClaim = "strong";

    public static string Name(this AssuranceLevel level) => level switch
    {
        AssuranceLevel.RealName => "已实名认证",
        AssuranceLevel.Checked => "已核验本人",
        AssuranceLevel.Certified => "已用数字证书认证",
        _ => "尚未实名认证",
    };

    /// <summary>Of the session of a request; of nobody the lowest.</summary>
    public static AssuranceLevel Level(this ClaimsPrincipal user) => Of(user, LevelClaim);

    /// <summary>Of the company that the session acts for, as far as its certificate showed it.</summary>
    public static AssuranceLevel PartyLevel(this ClaimsPrincipal user) => Of(user, PartyLevelClaim);

    /// <summary>Whether the session proved itself with more than one factor within that time: what cannot be undone asks for it anew.</summary>
    public static bool StrongSince(this ClaimsPrincipal user, DateTime utc) =>
        long.TryParse(user.FindFirstValue(StrongClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && DateTime.UnixEpoch.AddSeconds(at) >= utc;

    private static AssuranceLevel Of(ClaimsPrincipal user, string claim) =>
        int.TryParse(user.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? (AssuranceLevel)level : AssuranceLevel.Registered;
}
