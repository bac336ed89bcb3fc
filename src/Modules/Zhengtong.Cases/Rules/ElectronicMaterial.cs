using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// Electronic materials are as good as paper (国务院令第716号 art. 10, 国办函〔2016〕108号): who handed in electronically is not asked for paper or another form on top, unless a law
/// requires the original, which the item then names. 03.24.
/// </summary>
internal static partial class ElectronicMaterial
{
    /// <param name="material">null: the form.</param>
    /// <param name="electronic">It was handed in electronically, or the whole application came in online.</param>
    /// <param name="what">What the applicant would be asked for.</param>
    public static Problem? Refusal(ItemMaterial? material, bool electronic, string what, string field) =>
        electronic && AsksForPaper(what) && string.IsNullOrEmpty(material?.PaperRequiredBy)
            ? Problem.Invalid(
                "cases.paper-asked",
                $"“{material?.Name ?? "申请表"}”在网上提交即可，不得再要求纸质或其他形式的材料。电子材料看不清、缺页或有误的，请写明哪里有问题，请申请人重新上传。",
                field)
            : null;

    /// <summary>Whether the words ask to hand in, send or bring paper, an original or a copy, or to come to a window with it. A photo or scan of an original is not paper.</summary>
    public static bool AsksForPaper(string what) => PaperAfterVerb().IsMatch(what) || PaperBeforeVerb().IsMatch(what) || ToWindow().IsMatch(what);

    [GeneratedRegex("(提交|递交|补交|交|提供|出示|携带|带|寄送|邮寄|寄|送)[^。；，,;、]{0,16}?(纸质|纸件|原件|复印件|打印件|书面材料)(?!的?(彩色)?(照片|扫描|图片|影像|电子|拍照))")]
    private static partial Regex PaperAfterVerb();

    [GeneratedRegex("(纸质|纸件|原件|复印件|打印件|书面材料)(?!的?(彩色)?(照片|扫描|图片|影像|电子|拍照))[^。；，,;]{0,10}?(提交|递交|补交|交到|交至|交来|送|寄|带来|带到|拿来)")]
    private static partial Regex PaperBeforeVerb();

    [GeneratedRegex("(到|来|前往)[^。；，,;]{0,8}?(窗口|大厅|现场|中心)[^。；，,;]{0,8}?(提交|递交|补交|交|核验|核对)")]
    private static partial Regex ToWindow();
}
