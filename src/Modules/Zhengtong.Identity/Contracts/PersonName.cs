using System.Globalization;
using System.Text;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Contracts;

/// <summary>
/// Names of persons as they stand on documents: Chinese up to the rarest character (two UTF-16 units, one character to its bearer), names of minorities with their middle dot (·), Latin names of
/// foreigners. Lengths are counted in what a reader sees as one character.
/// </summary>
public static class PersonName
{
    public const int Most = 50;

    /// <summary>What the column holds, in UTF-16 units.</summary>
    private const int MostUnits = 100;
    private const char Dot = '·';

    /// <summary>What keyboards offer in place of the dot: bullet, katakana dot, hyphenation point, half-width dot, bullet operator, dot operator.</summary>
    private const string Dots = "•・‧･∙⋅";

    public static Outcome<string> Parse(string? typed, string? field = null)
    {
        var name = Tidy(typed);
        return name.Length == 0 ? Problem.Invalid("identity.name-missing", "请输入姓名。", field)
            : new StringInfo(name).LengthInTextElements > Most || name.Length > MostUnits ? Problem.Invalid("identity.name-long", $"姓名最长 {Most} 个字，请核对。", field)
            : name.EnumerateRunes().All(IsOfName) && name.EnumerateRunes().Any(Rune.IsLetter) ? name
            : Problem.Invalid("identity.name-characters", "姓名中只能有文字、间隔号（·）、空格和连字符，请按证件上的姓名填写。", field);
    }

    /// <summary>One form of the same name: one kind of dot, single blanks, and none within a Chinese name.</summary>
    public static string Tidy(string? typed)
    {
        var words = (typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var name = new StringBuilder(string.Join(words.Any(w => w.Any(c => c < 0x300 && char.IsLetter(c))) ? " " : "", words));
        foreach (var dot in Dots)
        {
            name.Replace(dot, Dot);
        }

        return name.ToString();
    }

    /// <summary>Latin letters are the same large and small: passports print them in capitals.</summary>
    public static bool Same(string? one, string? other) => string.Equals(Tidy(one), Tidy(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>Characters that an installation has assigned itself (private use) are letters of somebody's name.</summary>
    private static bool IsOfName(Rune rune) => rune.Value is Dot or ' ' or '-' or '\'' or '’' or '.' or ',' or '（' or '）' or '〇'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.PrivateUse;
}
