using System.Globalization;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Standards;

/// <summary>A part of a whole, reckoned without rounding: 3/4.</summary>
internal readonly record struct Share(int Of, int In)
{
    public static bool TryParse(string? text, out Share share)
    {
        share = default;
        if ((text ?? "").Split('/') is not [var of, var whole] || !int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var o)
            || !int.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var w) || o < 1 || w < o || w > 1000)
        {
            return false;
        }

        share = new Share(o, w);
        return true;
    }

    public static Share Parse(string text) => TryParse(text, out var share) ? share : throw new FormatException($"Not a share: {text}");

    /// <summary>Whether a number out of a whole reaches the share.</summary>
    public bool Reached(int number, int whole) => (long)number * In >= (long)whole * Of;

    /// <summary>四分之三.</summary>
    public string Words => $"{Count(In)}分之{Count(Of)}";

    private static string Count(int n) => n is >= 1 and <= 10 ? "一二三四五六七八九十"[n - 1].ToString() : n.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// How a committee's vote ends. No law fixes it for local standards: 国家标准管理办法 (2022, 总局令第 59 号) asks three quarters of those who vote where consensus is not
/// reached, and review meetings are commonly held again when fewer than two thirds take part; both are our defaults and settings. Abstaining is taking part. Pure.
/// </summary>
internal static class VoteRule
{
    public static ReviewResult Of(int seats, int yes, int no, int abstained, Share quorum, Share majority)
    {
        var voted = yes + no + abstained;
        return voted == 0 || !quorum.Reached(voted, seats) ? ReviewResult.NoQuorum
            : majority.Reached(yes, voted) ? ReviewResult.Passed
            : ReviewResult.NotPassed;
    }
}
