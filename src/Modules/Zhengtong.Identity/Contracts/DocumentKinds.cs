using System.Text.RegularExpressions;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Contracts;

/// <summary>A kind of document that people show who they are with (证件类型).</summary>
/// <param name="Code">By GA/T 2000.156; that table has no number for <see cref="DocumentKinds.ResidencePermit"/>, which has one of ours.</param>
/// <param name="Space">
/// Whose numbers these are. A citizen number is the same on a resident card and on a residence permit of Hong Kong, Macao and Taiwan residents: one number, one person, whichever of them he shows.
/// </param>
public sealed record DocumentKind(string Code, string Name, string Hint, string Space)
{
    /// <summary>The number as it is kept: checked as far as it can be without its issuer, in one form however it was typed.</summary>
    public Outcome<string> Number(string? typed, DateOnly today, string? field = null) => DocumentKinds.NumberOf(this, TypedText.Tidy(typed, '-', '(', ')'), today, field);
}

/// <summary>The kinds of documents that persons register with (08.04): the one table of them.</summary>
public static partial class DocumentKinds
{
    public const string ResidentCard = "111";
    public const string Passport = "414";
    public const string TaiwanPermit = "511";
    public const string HongKongMacaoPermit = "516";
    public const string ForeignersCard = "553";

    /// <summary>港澳台居民居住证: carries a citizen number whose first six are 810000, 820000 or 830000.</summary>
    public const string ResidencePermit = "HMT";

    /// <summary>A company's: 统一社会信用代码.</summary>
    public const string CreditCode = "001";

    public static readonly IReadOnlyList<DocumentKind> All =
    [
        new(ResidentCard, "居民身份证", "18 位，最后一位可能是 X", ResidentCard),
        new(ResidencePermit, "港澳台居民居住证", "18 位，以 81、82 或 83 开头，最后一位可能是 X", ResidentCard),
        new(HongKongMacaoPermit, "港澳居民来往内地通行证", "H 或 M 开头，后面 8 位或 10 位数字", HongKongMacaoPermit),
        new(TaiwanPermit, "台湾居民来往大陆通行证", "8 位数字", TaiwanPermit),
        new(ForeignersCard, "外国人永久居留身份证", "18 位，以 9 开头；旧版为 3 位字母和 12 位数字", ResidentCard),
        new(Passport, "外国护照", "护照资料页上的号码，5 至 15 位字母和数字", Passport),
    ];

    public static DocumentKind? Find(string? code) => All.FirstOrDefault(k => k.Code == code);

    public static string NameOf(string code) => code == CreditCode ? "统一社会信用代码" : Find(code)?.Name ?? code;

    /// <summary>Whose numbers those of the kind are; of one that is not kept here, its own.</summary>
    public static string SpaceOf(string code) => Find(code)?.Space ?? code;

    /// <summary>Bears a citizen number (公民身份号码), which forms may be filled in with.</summary>
    public static bool BearsCitizenNumber(string code) => code is ResidentCard or ResidencePermit;

    internal static Outcome<string> NumberOf(DocumentKind kind, string number, DateOnly today, string? field) => kind.Code switch
    {
        ResidentCard => ResidentNumber(number, today, field),
        ResidencePermit => IsOfHongKongMacaoTaiwan(number) ? Citizen(number, today, field) : Wrong(kind, field),
        // Ten digits: the last two count how often the permit was renewed; the person is the same.
        HongKongMacaoPermit => HongKongMacao().IsMatch(number) ? number[..9] : Wrong(kind, field),
        TaiwanPermit => Taiwan().IsMatch(number) ? number : Wrong(kind, field),
        ForeignersCard => FormerForeigners().IsMatch(number) ? number : number.StartsWith('9') && CitizenId.IsValid(number, today) ? number : Wrong(kind, field),
        Passport => ForeignPassport().IsMatch(number) && number.Any(char.IsAsciiDigit) ? number : Wrong(kind, field),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind.Code, null),
    };

    private static Outcome<string> ResidentNumber(string number, DateOnly today, string? field)
    {
        var parsed = Citizen(number, today, field);
        return parsed.Ok && number[0] == '9'
            ? Problem.Invalid("identity.document-other-kind", "这是外国人永久居留身份证的号码，请在证件类型中选择这种证件。", field)
            : parsed;
    }

    private static Outcome<string> Citizen(string number, DateOnly today, string? field)
    {
        var parsed = CitizenId.Parse(number, today, field);
        return parsed.TryGet(out var id) ? id.Text : Outcome<string>.Because(parsed.Problems);
    }

    private static bool IsOfHongKongMacaoTaiwan(string number) =>
        number.StartsWith("810000", StringComparison.Ordinal) || number.StartsWith("820000", StringComparison.Ordinal) || number.StartsWith("830000", StringComparison.Ordinal);

    private static Problem Wrong(DocumentKind kind, string? field) =>
        Problem.Invalid("identity.document-number", $"证件号码与“{kind.Name}”的格式不符（{kind.Hint}），请对照证件核对。", field);

    [GeneratedRegex(@"^[HM]\d{8}(\d{2})?$")]
    private static partial Regex HongKongMacao();

    [GeneratedRegex(@"^\d{8}$")]
    private static partial Regex Taiwan();

    [GeneratedRegex(@"^[A-Z]{3}\d{12}$")]
    private static partial Regex FormerForeigners();

    [GeneratedRegex("^[A-Z0-9]{5,15}$")]
    private static partial Regex ForeignPassport();
}
