using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Browse;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;

namespace Zhengtong.Catalogue.Lists;

internal static class EntryList
{
    /// <summary>Every word is somewhere in number, name or organisation.</summary>
    public static IQueryable<RegisterEntry> Matching(this IQueryable<RegisterEntry> entries, string? words) =>
        WordList.Of(words).Select(SearchText.Anywhere).Aggregate(entries, (query, pattern) => query.Where(x => EF.Functions.Like(x.SearchText, pattern, "\\")));
}
