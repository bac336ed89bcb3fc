using System.Globalization;
using System.Text;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Identity.Delegations;

/// <summary>
/// The text that a principal reads and signs (授权委托书) and its seal. 民法典 art 165: a written authorisation names the agent, the matters, the powers and the term, and is signed by the
/// principal.
/// </summary>
internal static class Consent
{
    public const string Version = "2026-1";

    private const string SealField = "delegation-consent";

    /// <summary>The whole text, in lines. Pure.</summary>
    public static string TextOf(DelegationTerms terms)
    {
        var text = new StringBuilder();
        text.AppendLine("授权委托书");
        text.AppendLine(CultureInfo.InvariantCulture, $"委托人：{terms.PrincipalName}");
        text.AppendLine(CultureInfo.InvariantCulture, $"受托人：{terms.DelegateName}（{terms.AddressMasked}）");
        text.AppendLine(CultureInfo.InvariantCulture, $"委托方式：{terms.Kind.Name()}");
        text.AppendLine(CultureInfo.InvariantCulture, $"一、委托事项：{Mandate.TextOf(terms.Scope)}。");
        text.AppendLine(CultureInfo.InvariantCulture, $"二、委托权限：{terms.Acts.Text()}。");
        text.AppendLine(CultureInfo.InvariantCulture, $"三、委托期限：{LegalDay.Date(terms.From)}至{LegalDay.Date(terms.Until)}{UsesText(terms)}。");
        text.AppendLine("四、受托人在上述事项、权限和期限内以委托人名义所办的事，由委托人承担法律后果。受托人不能再委托他人。");
        text.AppendLine("五、受托人看不到委托人的个人资料、证件和其他办件；每一次使用都会记录，并通知委托人。");
        text.AppendLine("六、委托人可以随时撤销，受托人可以随时辞去，即时生效；此前已经提交的办件不受影响。");
        text.Append("依据：《中华人民共和国民法典》第一百六十五条。");
        return text.ToString();
    }

    /// <summary>Binds text, terms and parties together under the key of the house.</summary>
    public static string Seal(PersonalData personal, string text, DelegationTerms terms, Guid principal, Guid signer, string addressLookup, DateTime signedAt) => personal.LookupOf(
        SealField,
        string.Join(
            '\n', Version, text, terms.Canonical, principal.ToString("N"), signer.ToString("N"), terms.DelegateName, addressLookup, signedAt.Ticks.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whether what the row says is what was signed.</summary>
    public static bool IsWhole(PersonalData personal, Delegation d) =>
        d.ConsentVersion == Version && d.Seal == Seal(personal, d.ConsentText, DelegationTerms.Of(d), d.PrincipalId, d.SignedById, d.AddressLookup, d.OfferedAt);

    private static string UsesText(DelegationTerms terms) => (terms.MostUses, terms.EndsWithCase) switch
    {
        ({ } most, true) => $"，最多申请 {most} 次，所办的事办完即终止",
        ({ } most, false) => $"，最多申请 {most} 次",
        (null, true) => "，所办的事办完即终止",
        _ => "",
    };
}

/// <summary>What a delegation says, before and after it is signed.</summary>
internal sealed record DelegationTerms(
    DelegationKind Kind, string PrincipalName, string DelegateName, string AddressMasked, MandateActs Acts, IReadOnlyList<MandateScope> Scope, DateOnly From, DateOnly Until, int? MostUses,
    bool EndsWithCase)
{
    public string Canonical => string.Create(
        CultureInfo.InvariantCulture, $"{Kind:D}|{Acts:D}|{Mandate.ToJson(Scope)}|{From:yyyyMMdd}|{Until:yyyyMMdd}|{MostUses}|{(EndsWithCase ? 1 : 0)}");

    public static DelegationTerms Of(Delegation d) =>
        new(d.Kind, d.PrincipalName, d.DelegateName, d.AddressMasked, d.Acts, Mandate.ScopeOf(d.Scope), d.From, d.Until, d.MostUses, d.EndsWithCase);
}
