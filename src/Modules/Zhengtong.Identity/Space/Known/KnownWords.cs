using System.Text.RegularExpressions;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Identity.Space.Known;

/// <summary>What screens and forms call reusable data and where they come from. Pure.</summary>
internal static partial class KnownWords
{
    /// <summary>What the owner may write down himself, by the sources of the form language; the profile holds the rest.</summary>
    private static readonly (PartyKind Kind, string Key, string Label)[] Addable =
    [
        (PartyKind.Person, "party.email", "电子邮箱"),
        (PartyKind.Person, "party.address", "联系地址"),
        (PartyKind.Company, "company.phone", "单位电话"),
        (PartyKind.Company, "company.address", "单位住所"),
        (PartyKind.Company, "company.legalPersonPhone", "法定代表人手机号"),
    ];

    /// <summary>Who somebody is stands in the profile alone; the agent of one case is not that of the next.</summary>
    public static bool MayKeep(string key) => key.Length <= KnownValue.LongestKey && key is not ("party.name" or "party.idNumber" or "company.name" or "company.creditCode")
        && !key.StartsWith("agent.", StringComparison.Ordinal);

    public static IEnumerable<(string Key, string Label)> AddableOf(PartyKind kind) => Addable.Where(a => a.Kind == kind).Select(a => (a.Key, a.Label));

    public static string LabelOf(string key) => key switch
    {
        "party.name" => "姓名",
        "party.idNumber" => "身份证号码",
        "party.phone" => "手机号",
        "company.name" => "单位名称",
        "company.creditCode" => "统一社会信用代码",
        "company.legalPerson" => "法定代表人",
        _ => Addable.FirstOrDefault(a => a.Key == key).Label ?? key,
    };

    /// <summary>Where something of the profile comes from.</summary>
    /// <param name="proof">The latest that holds: it says that name and number are right, and nothing of the rest.</param>
    public static string Of(PartyProfile profile, string key, IdentityProof? proof)
    {
        var source = profile.Kind == PartyKind.Company ? "企业登记信息" : "您的个人资料";
        return proof is not null && key is "party.name" or "party.idNumber" or "company.name" or "company.creditCode" or "company.legalPerson"
            ? $"{source}，{LegalDay.Date(LegalDay.Of(proof!.At))}{Proofs.NameOf(proof.Kind)}"
            : source;
    }

    public static string Of(KnownValue known, DateTime now, int months) => Of(known) + (IsOld(known, now, months) ? "，时间较久，请核对" : "");

    public static string Of(KnownValue known) => Of(known.Source, known.CaseNumber, known.ByDelegate, known.TakenAt);

    public static string Of(KnownSource source, string caseNumber, bool byDelegate, DateTime at) => LegalDay.Date(LegalDay.Of(at))
        + (source == KnownSource.Owner ? "在数字空间填写的内容" : $"办件 {caseNumber}{(byDelegate ? "（代办人填写）" : "")}");

    /// <summary>Nobody has said for so long that it is right, that somebody should look.</summary>
    public static bool IsOld(KnownValue known, DateTime now, int months) => known.RightAt <= now.AddMonths(-months);

    /// <summary>A value as it is shown to somebody who need not see it whole, by what it is called and what it looks like.</summary>
    public static string Masked(string label, string text) => text switch
    {
        _ when text.Contains('@', StringComparison.Ordinal) => Mask.Email(text),
        _ when Number().IsMatch(text) => Mask.Id(text),
        _ when Telephone().IsMatch(text) => Mask.Phone(text),
        _ when Addresses().IsMatch(label) => Mask.Address(text),
        _ when Names().IsMatch(label) => Mask.Name(text),
        _ => text,
    };

    /// <summary>Of an identity document, an account, a card.</summary>
    [GeneratedRegex(@"^[0-9A-Za-z]{15,}$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[0-9+\- ]{7,14}$")]
    private static partial Regex Telephone();

    [GeneratedRegex("地址|住址|住所")]
    private static partial Regex Addresses();

    [GeneratedRegex("姓名|法定代表人|负责人|联系人")]
    private static partial Regex Names();
}
