using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Inspect.Links;

/// <summary>The addresses outside the platform that an item sends people to. Pure.</summary>
internal static partial class OutwardLinks
{
    public static IReadOnlyList<string> Of(ItemContent c)
    {
        var found = Texts(c).Where(t => t.Contains("://", StringComparison.Ordinal)).SelectMany(t => Address().Matches(t).Select(m => m.Value.TrimEnd('.', ',', ';')));
        return [.. found.Where(a => a.Length <= OutwardLink.Longest && Uri.TryCreate(a, UriKind.Absolute, out _)).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Texts(ItemContent c) =>
    [
        c.SourceUrl, c.SourceNote, .. c.LegalBasis, .. c.Conditions, .. c.ProcessText, .. c.Questions.Select(q => q.Answer), .. c.Remarks.Values, c.Fee.Text, c.OnlineDepth,
        .. c.Materials.SelectMany(m => new[] { m.Note, m.SourceNote }), .. c.Places.SelectMany(p => new[] { p.Address, p.OfficeHours }), c.ConsultPhone, c.ComplaintPhone,
    ];

    [GeneratedRegex("https?://[^\\s\"'<>（）【】《》，。；、“”|｜]+", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
