using System.Text.RegularExpressions;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// The documents that a free text tells the applicant to bring. Only what follows a word of demanding and ends like the name of a document counts: "与身份证不一致" asks for nothing.
/// </summary>
internal static partial class DemandedThings
{
    private const int Longest = 40;

    /// <summary>Names no document by itself: "请补充材料".</summary>
    private static readonly HashSet<string> Generic = ["材料", "申请材料", "证明材料", "原件", "复印件", "扫描件", "文件", "照片", "说明", "证件", "清单", "申请文件"];

    public static IReadOnlyList<string> In(string text) =>
    [
        .. Demand().Matches(text).SelectMany(m => Joint().Split(m.Groups["what"].Value))
            .Select(Bare).Where(w => w.Length is > 1 and <= Longest && Document().IsMatch(w) && !Generic.Contains(w))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Whether one of the published texts speaks of the thing: its name in a text, or a name in it.</summary>
    /// <param name="names">What the version calls its materials.</param>
    /// <param name="notes">What it says beside them.</param>
    public static bool Listed(string thing, IEnumerable<string> names, IEnumerable<string> notes)
    {
        var bare = Kernel(thing);
        return names.Select(Kernel).Any(n => n.Length > 1 && (n.Contains(bare, StringComparison.Ordinal) || bare.Contains(n, StringComparison.Ordinal)))
            || notes.Any(n => n.Contains(bare, StringComparison.Ordinal));
    }

    /// <summary>Without what describes it: "两份清晰的营业执照" is 营业执照.</summary>
    private static string Bare(string words) => Count().Replace(Bracketed().Replace(words.Trim(), ""), "") is var plain && plain.LastIndexOf('的') is >= 0 and var at
        ? Count().Replace(plain[(at + 1)..], "")
        : plain;

    /// <summary>Without what says in which form it is handed in.</summary>
    private static string Kernel(string name) => Bracketed().Replace(name, "") is var plain && Form().Replace(plain, "") is { Length: > 1 } kernel ? kernel : plain;

    [GeneratedRegex(@"(提供|提交|补充|补交|补齐|补办|出具|上传|携带|带上|带来|递交|开具|附上|交来|另附|打印)(?<what>[^，。；;,.!！?？：:\s]{2,80})")]
    private static partial Regex Demand();

    [GeneratedRegex("、|以及|或者|和|与|及|或")]
    private static partial Regex Joint();

    [GeneratedRegex(@"[（(《〈][^）)]*[）)]|[《》〈〉“”""]")]
    private static partial Regex Bracketed();

    [GeneratedRegex("^(了|一下|相关|有关|其他|您|本人|[一二两三四五六七八九十0-9]+(份|张|套|本|页|个))+")]
    private static partial Regex Count();

    [GeneratedRegex("(原件|复印件|影印件|扫描件|正本|副本|电子版|原件及|盖章件)+$")]
    private static partial Regex Form();

    [GeneratedRegex("(证明|证明材料|证书|证件|执照|许可证|[^验认查保论求印]证|户口[本簿]|合同|协议|协议书|报告|报告书|承诺书|委托书|申请书|申请表|登记表|审批表|说明|说明书|意见书|批复|文件|判决书|发票|流水|清单|图纸|平面图|照片|简历|函|复印件|原件|材料)$")]
    private static partial Regex Document();
}
