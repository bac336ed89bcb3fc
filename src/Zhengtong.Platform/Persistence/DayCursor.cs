using System.Globalization;

namespace Zhengtong.Platform.Persistence;

/// <summary>Where a list in the order of (day, id) goes on: the last row that was shown, as it stands in an address.</summary>
public static class DayCursor
{
    /// <summary>Before every row.</summary>
    public static readonly (DateOnly Day, Guid Id) Start = (DateOnly.MinValue, Guid.Empty);

    public static string Of(DateOnly day, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{id:N}");

    /// <returns>null when the text is none, or no cursor: the list then begins anew.</returns>
    public static (DateOnly Day, Guid Id)? Parse(string? text) =>
        text?.Split('-') is [var day, var id]
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
        && Guid.TryParseExact(id, "N", out var last)
            ? (on, last)
            : null;
}
