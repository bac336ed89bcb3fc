using System.Text.RegularExpressions;

namespace Zhengtong.Forms.Definitions;

/// <summary>The formats of answers that have one.</summary>
internal static partial class Formats
{
    private static readonly int[] CitizenWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string CreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    public static bool IsPhone(string text) => Mobile().IsMatch(text) || Landline().IsMatch(text);

    public static bool IsEmail(string text) => EMail().IsMatch(text);

    public static bool IsRegion(string text) => text.Length is 2 or 4 or 6 or 9 or 12 && text.All(char.IsAsciiDigit);

    public static bool IsCitizenId(string text)
    {
        if (text.Length != 18 || !text[..17].All(char.IsAsciiDigit))
        {
            return false;
        }

        var sum = text[..17].Select((c, i) => (c - '0') * CitizenWeights[i]).Sum();
        return "10X98765432"[sum % 11] == char.ToUpperInvariant(text[17]);
    }

    public static bool IsCreditCode(string text)
    {
        if (text.Length != 18 || text.Any(c => !CreditAlphabet.Contains(c, StringComparison.Ordinal)))
        {
            return false;
        }

        var (sum, weight) = (0, 1);
        foreach (var c in text[..17])
        {
            sum += CreditAlphabet.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return CreditAlphabet[(31 - (sum % 31)) % 31] == text[17];
    }

    [GeneratedRegex(@"^1[3-9][0-9]{9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mobile();

    [GeneratedRegex(@"^0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Landline();

    [GeneratedRegex(@"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,5}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EMail();
}
