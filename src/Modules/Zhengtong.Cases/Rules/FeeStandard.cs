using System.Globalization;
using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// The unit price of a published fee item, in fen. 行政许可法 art. 59: fees are charged by the published statutory items and standards, so a standard that is
/// not one fixed price (a range, by weight, "as approved") cannot be charged by a machine.
/// </summary>
internal static partial class FeeStandard
{
    public const int MostUnits = 999;

    /// <param name="Fen">Of one unit.</param>
    /// <param name="Unit">件, 证, 本 ...; empty when the standard names none.</param>
    internal sealed record Price(long Fen, string Unit);

    /// <returns>null when the standard is not one fixed price.</returns>
    public static Price? Of(FeeItem item) => Fixed().Match(item.Standard.Replace(" ", "", StringComparison.Ordinal)) is { Success: true } m
        && decimal.TryParse(m.Groups["yuan"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan) && yuan > 0
        ? new Price((long)(yuan * 100), m.Groups["before"].Value + m.Groups["after"].Value)
        : null;

    /// <summary>1234 fen as 12.34 元.</summary>
    public static string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100m:0.00} 元");

    /// <summary>Whether a granted case of the item needs a paid (or waived) order before its result is handed over.</summary>
    public static bool Obligatory(PublishedItem item) => item.Content.Fee is { Charged: true } fee && fee.Items.Any(i => Of(i) is not null);

    [GeneratedRegex(@"^(每(?<before>[\p{IsCJKUnifiedIdeographs}]{1,6}))?(?<yuan>\d{1,7}(\.\d{1,2})?)元(/(?<after>[\p{IsCJKUnifiedIdeographs}]{1,6}))?$")]
    private static partial Regex Fixed();
}
