using Zhengtong.Platform.Calendar;

namespace Zhengtong.Identity.Space.Sources;

internal static class SpaceTexts
{
    /// <summary>Empty when it has not happened.</summary>
    public static string Moment(this DateTime? at) => at is { } utc ? LegalDay.Moment(utc) : "";
}
