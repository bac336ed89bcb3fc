using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Import;

/// <summary>
/// The fee items in a sentence of a guide, for example 工本费30元（鲁价费发〔2002〕115号）. Nothing is guessed: when one part is not a name with one price, the
/// sentence stays a text and nothing can be charged by it.
/// </summary>
internal static partial class FeeText
{
    public static IReadOnlyList<FeeItem> Items(string text)
    {
        var whole = WithBasis().Match(text);
        var basis = whole.Groups["basis"].Value;
        var parts = whole.Groups["items"].Value.Split('；', '，').Select(p => Part().Match(p)).ToList();
        return parts.TrueForAll(p => p.Success)
            ? [.. parts.Select(p => new FeeItem(p.Groups["name"].Value, p.Groups["standard"].Value, basis))]
            : [];
    }

    [GeneratedRegex("^(?<items>.*?)(（(?<basis>[^（）]*〔[0-9]{4}〕[0-9]+号)）)?$")]
    private static partial Regex WithBasis();

    /// <summary>学历证书公证费每件150元, 住宅80元/套, 10元工本费.</summary>
    [GeneratedRegex(@"^((?<name>[^0-9每]*[^0-9每、])(?<standard>(每[件本证套户])?[0-9]+(\.[0-9]{1,2})?元(/[件本证套户])?)|(?<standard>[0-9]+(\.[0-9]{1,2})?元)(?<name>[^0-9/每]+费))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}
