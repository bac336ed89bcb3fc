using System.Globalization;
using System.Text.RegularExpressions;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Platform.Calendar;

/// <param name="Days">In <paramref name="Unit"/>; 0 = on the spot.</param>
public sealed record TimeLimit(int Days, TimeUnit Unit)
{
    /// <summary>即办: no time passes between application and result.</summary>
    public bool Instant => Days == 0;
}

/// <summary>
/// Reads a time limit from the words of a guide: one number with its unit, and nothing beside it that would change its meaning. Two limits,
/// exceptions, ranges and conditions give null: a person decides then.
/// </summary>
public static partial class TimeLimitText
{
    private const string Digits = "〇一二三四五六七八九";
    private static readonly string[] InstantWords = ["即办", "即办件", "即时办", "即时办理", "即时办结", "即审即办", "当场", "当场办", "当场办理", "当场办结", "当场发放", "立等可取"];

    /// <param name="bareDay">
    /// What 日 without 工作 means. Calendar days as the words say; a caller that knows the limit is one of the licensing law itself passes working days (art 82).
    /// </param>
    public static TimeLimit? Parse(string? text, TimeUnit bareDay = TimeUnit.CalendarDays)
    {
        var tidy = TypedText.Tidy(text).TrimEnd('。', '.', ';', '；');
        if (InstantWords.Contains(tidy))
        {
            return new TimeLimit(0, TimeUnit.WorkingDays);
        }

        var match = Limit().Match(tidy);
        if (!match.Success || NumberOf(match.Groups["n"].Value) is not { } number)
        {
            return null;
        }

        return match.Groups["unit"].Value switch
        {
            "个工作日" or "工作日" => new TimeLimit(number, TimeUnit.WorkingDays),
            _ when number == 0 => null,
            "日" or "天" => new TimeLimit(number, bareDay),
            "个自然日" or "自然日" or "个日历日" => new TimeLimit(number, TimeUnit.CalendarDays),
            _ => new TimeLimit(number, TimeUnit.CalendarMonths),
        };
    }

    private static int? NumberOf(string text) => char.IsAsciiDigit(text[0])
        ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
        : ChineseNumber(text);

    /// <summary>一 to 九十九, and 一百 or 一百二十 above.</summary>
    private static int? ChineseNumber(string text)
    {
        var match = Chinese().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var hundreds = match.Groups["h"].Success ? Digit(match.Groups["h"].Value) * 100 : 0;
        var tens = match.Groups["ten"].Success ? (match.Groups["t"].Value is { Length: 1 } t ? Digit(t) : 1) * 10 : 0;
        var ones = match.Groups["o"].Value is { Length: 1 } o ? Digit(o) : 0;
        return hundreds + tens + ones is > 0 and var number ? number : null;
    }

    private static int Digit(string c) => c == "两" ? 2 : Digits.IndexOf(c, StringComparison.Ordinal);

    /// <summary>[自受理…之日起] number unit [内] [verb of finishing].</summary>
    [GeneratedRegex(
        "^(?:(?:自|从)?(?:受理|收到|接到|收件|立案)(?:(?!次日|期限|终止)[^,，;；。:：()（）]){0,40}?之日起|受理后|收件后)?(?<n>[0-9]{1,3}|[一二两三四五六七八九十百零]{1,5})"
        + "(?<unit>个工作日|工作日|个自然日|自然日|个日历日|日|天|个月)(?:以内|之内|内)?"
        + "(?:(?:予以)?(?:办结|办理|办理完毕|办完|完成|审查|审查完毕|审核|审核完毕|作出决定|做出决定|决定|作出结论|核发|换发|补发|发放|颁发|签发|补发、换发|登记|准予注册|支付|答复|注销))?$")]
    private static partial Regex Limit();

    [GeneratedRegex("^(?:(?<h>[一二两三四五六七八九])百零?)?(?<ten>(?<t>[一二三四五六七八九])?十)?(?<o>[一二两三四五六七八九])?$")]
    private static partial Regex Chinese();
}
