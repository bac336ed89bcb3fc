using System.Text.RegularExpressions;

namespace Zhengtong.Forms.Definitions;

/// <summary>The formats of answers that no code of the platform covers.</summary>
internal static partial class Formats
{
    /// <summary>A fixed line with its area code, perhaps an extension.</summary>
    [GeneratedRegex(@"^0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?\z", RegexOptions.CultureInvariant)]
    public static partial Regex Landline();

    [GeneratedRegex(@"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,5}\z", RegexOptions.CultureInvariant)]
    public static partial Regex Email();

    /// <summary>Of the code of a county (县、市、区).</summary>
    public const int CountyLength = 6;

    public static bool IsRegion(string text) => text.Length is 2 or 4 or 6 or 9 or 12 && text.All(char.IsAsciiDigit);
}
