using System.Text.RegularExpressions;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Codes;

/// <summary>
/// The code of an item (事项编码), in the shapes of GB/T 39554.1 and C0109 as met in published codes: 12 characters catalogue code (基本编码), 31 implementation
/// code (实施编码: credit code + level + catalogue code), 33 handling code (业务办理项编码: + serial). Older local codes are recognised and kept, never made.
/// </summary>
public sealed partial record ItemCode
{
    private ItemCode(string text, ItemCodeKind kind, string catalogue) => (Text, Kind, CatalogueCode) = (text, kind, catalogue);

    public string Text { get; }

    public ItemCodeKind Kind { get; }

    /// <summary>The twelve digits; empty for a legacy code.</summary>
    public string CatalogueCode { get; }

    /// <summary>The credit code of the implementing body (实施主体); empty for a catalogue or legacy code.</summary>
    public string BodyCode => HasBody ? Text[..18] : "";

    /// <summary>行使层级: 1 国家 2 省 3 市 4 县 5 乡 6 村; 0 when the code does not say.</summary>
    public int Level => HasBody ? Text[18] - '0' : 0;

    /// <summary>00 for the national catalogue, else the province of GB/T 2260.</summary>
    public string Scope => Segment(0, 2);

    /// <summary>01 行政许可 … 10 其他行政权力, 20 公共服务.</summary>
    public string ItemType => Segment(2, 2);

    /// <summary>The number of the central department (行业主管部门).</summary>
    public string Department => Segment(4, 2);

    public string MainItem => Segment(6, 3);

    /// <summary>000 when the main item is not split.</summary>
    public string SubItem => Segment(9, 3);

    public string Serial => Kind == ItemCodeKind.Handling ? Text[31..] : "";

    private bool HasBody => Kind is ItemCodeKind.Implementation or ItemCodeKind.Handling;

    public static Outcome<ItemCode> Parse(string? text, string? field = null)
    {
        var code = TypedText.Tidy(text);
        if (Legacy().IsMatch(code))
        {
            return new ItemCode(code, ItemCodeKind.Legacy, "");
        }

        return code.Length switch
        {
            12 when Catalogue().IsMatch(code) => new ItemCode(code, ItemCodeKind.Catalogue, code),
            31 or 33 => Implementation(code, field),
            _ => Problem.Invalid("platform.item-code-shape", "事项编码应为 12 位基本编码、31 位实施编码或 33 位业务办理项编码，请核对。", field),
        };
    }

    /// <summary>The implementation code of a body at a level for a catalogue code.</summary>
    public static Outcome<ItemCode> Compose(SocialCreditCode body, int level, string catalogueCode) => Parse($"{body.Text}{level}{catalogueCode}");

    public override string ToString() => Text;

    private static Outcome<ItemCode> Implementation(string code, string? field)
    {
        if (!SocialCreditCode.IsValid(code[..18]))
        {
            return Problem.Invalid("platform.item-code-body", "编码前 18 位不是有效的实施主体统一社会信用代码，请核对。", field);
        }

        if (code[18] is < '1' or > '6')
        {
            return Problem.Invalid("platform.item-code-level", "编码第 19 位应为行使层级 1 至 6，请核对。", field);
        }

        var catalogue = code[19..31];
        if (!Catalogue().IsMatch(catalogue) || code.AsSpan(31).ContainsAnyExceptInRange('0', '9'))
        {
            return Problem.Invalid("platform.item-code-catalogue", "编码第 20 位起应为 12 位数字基本编码和 2 位序号，请核对。", field);
        }

        return new ItemCode(code, code.Length == 31 ? ItemCodeKind.Implementation : ItemCodeKind.Handling, catalogue);
    }

    private string Segment(int from, int length) => CatalogueCode.Length == 0 ? "" : CatalogueCode.Substring(from, length);

    /// <summary>A scope is 00 or a province of GB/T 2260.</summary>
    [GeneratedRegex("^(00|[1-8][0-9])[0-9]{10}$")]
    private static partial Regex Catalogue();

    /// <summary>Ten digits (DB52/T 1264-2018), or the six parts in use in Sichuan.</summary>
    [GeneratedRegex("^([0-9]{10}|[0-9A-Z]{8,20}-[0-9]{12}-[0-9]{3}-[0-9A-Z]{7,20}(-[0-9X])?-[0-9]{1,2}-[0-9]{2})$")]
    private static partial Regex Legacy();
}

public enum ItemCodeKind
{
    Catalogue = 1,
    Implementation = 2,
    Handling = 3,
    Legacy = 9,
}
