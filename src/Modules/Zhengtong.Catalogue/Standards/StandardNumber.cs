using System.Globalization;
using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Catalogue.Standards;

/// <summary>
/// The number of a standard (标准编号): code, serial, year. GB, GB/T, GB/Z national; two other letters with or without /T industry; DB and two digits a province, four a city (地方标准管理办法);
/// T/ and the association's letters 团体标准. Pure.
/// </summary>
/// <param name="Text">As it is written: one space after the code, a hyphen before the year.</param>
/// <param name="Region">Of a local standard the digits of its code, else empty.</param>
internal sealed partial record StandardNumber(string Text, StandardLevel Level, string Region, int Year)
{
    private const int Earliest = 1949;
    private const int Latest = 2099;

    /// <returns>null when it is none. Full-width signs, small letters, dashes and missing or doubled spaces are put right.</returns>
    public static StandardNumber? Parse(string? typed)
    {
        var text = Tidy(typed ?? "");
        if (Association().Match(text) is { Success: true } association)
        {
            return Of(association, StandardLevel.Association, "");
        }

        if (Local().Match(text) is { Success: true } local)
        {
            var region = local.Groups["region"].Value;
            return Of(local, region.Length == 2 ? StandardLevel.Province : StandardLevel.City, region);
        }

        return General().Match(text) is { Success: true } general && general.Groups["code"].Value[..2] is var letters && letters != "DB"
            ? Of(general, letters == "GB" ? StandardLevel.National : StandardLevel.Industry, "")
            : null;
    }

    private static StandardNumber? Of(Match match, StandardLevel level, string region)
    {
        var year = int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        return year is < Earliest or > Latest || match.Groups["serial"].Value.Split('.')[0].TrimStart('0').Length == 0
            ? null
            : new StandardNumber($"{match.Groups["code"].Value} {match.Groups["serial"].Value}-{year}", level, region, year);
    }

    private static string Tidy(string typed)
    {
        var half = string.Concat(typed.Trim().Select(c => PlainText.HalfWidth(c) switch
        {
            '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' => '-',
            var half => char.ToUpperInvariant(half),
        }));
        return Dashes().Replace(Spaces().Replace(half, " "), "-");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(" ?-+ ?")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"^(?<code>[A-Z]{2}(/[TZ])?) ?(?<serial>[0-9]{1,6}(\.[0-9]{1,3})?)-(?<year>[0-9]{4})$", RegexOptions.ExplicitCapture)]
    private static partial Regex General();

    /// <summary>Without /T a space must part the digits of the division from those of the serial.</summary>
    [GeneratedRegex(@"^(?<code>DB(?<region>[1-9][0-9]([0-9]{2})?)(/[TZ])?)((?<=[TZ]) ?| )(?<serial>[0-9]{1,6}(\.[0-9]{1,3})?)-(?<year>[0-9]{4})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Local();

    [GeneratedRegex(@"^(?<code>T/[A-Z][A-Z0-9]{1,14}) (?<serial>[0-9]{1,6}(\.[0-9]{1,3})?)-(?<year>[0-9]{4})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Association();
}
