using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;

namespace Zhengtong.Catalogue.Browse;

/// <summary>Turns what people type into words and pairs of characters (bigrams), and these into conditions on the index.</summary>
internal static class WordList
{
    private const int MostWords = 6;
    private const int MostPairs = 16;

    /// <summary>Words of questions that no item is named by.</summary>
    private static readonly string[] Fillers =
        ["怎么办理", "如何办理", "怎么办", "怎么", "如何", "哪里", "在哪", "需要", "什么", "材料", "我要", "我想", "想要", "请问", "可以", "流程", "多少钱", "手续", "吗", "呢", "的", "？", "?"];

    public static IReadOnlyList<string> Of(string? typed) =>
    [
        .. (typed ?? "").Split([' ', '\u3000', ',', '，', '、', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(w => SearchText.Normalise(w.Length > 60 ? w[..60] : w))
            .Where(w => w.Length > 0)
            .Distinct()
            .Take(MostWords),
    ];

    /// <summary>Pairs of neighbouring characters of the words without fillers; a word of one character stands for itself.</summary>
    public static IReadOnlyList<string> PairsOf(IReadOnlyList<string> words)
    {
        var pairs = new List<string>();
        foreach (var word in words)
        {
            var core = Fillers.Aggregate(word, (text, filler) => text.Replace(filler, "|", StringComparison.Ordinal));
            foreach (var part in core.Split('|', StringSplitOptions.RemoveEmptyEntries))
            {
                pairs.AddRange(part.Length == 1 ? [part] : Enumerable.Range(0, part.Length - 1).Select(i => part.Substring(i, 2)));
            }
        }

        return [.. pairs.Distinct().Take(MostPairs)];
    }

    /// <summary>Share of the pairs that the text has, and of the text that is covered by them: 1 when both are alike.</summary>
    public static double Likeness(IReadOnlyList<string> pairs, string text)
    {
        var normal = SearchText.Normalise(text);
        var found = pairs.Count(p => normal.Contains(p, StringComparison.Ordinal));
        return 2.0 * found / (pairs.Count + Math.Max(1, normal.Length - 1));
    }

    /// <summary>Every word is somewhere in name, code or department.</summary>
    public static IQueryable<ItemIndex> Matching(this IQueryable<ItemIndex> items, IReadOnlyList<string> words) =>
        words.Select(SearchText.Anywhere).Aggregate(items, (query, pattern) => query.Where(x => EF.Functions.Like(x.SearchText, pattern, "\\")));

    /// <summary>Items that have at least one of the parts, those with most first.</summary>
    public static IQueryable<ItemIndex> ByMatches(this IQueryable<ItemIndex> items, IReadOnlyList<string> parts)
    {
        var item = Expression.Parameter(typeof(ItemIndex), "x");
        var score = parts.Select(part => One(item, SearchText.Anywhere(part))).Aggregate(Expression.Add);
        var rank = Expression.Lambda<Func<ItemIndex, int>>(score, item);
        var some = Expression.Lambda<Func<ItemIndex, bool>>(Expression.GreaterThan(score, Expression.Constant(0)), item);
        return items.Where(some).OrderByDescending(rank);
    }

    private static Expression One(ParameterExpression item, string pattern)
    {
        Expression<Func<ItemIndex, int>> matched = x => EF.Functions.Like(x.SearchText, pattern, "\\") ? 1 : 0;
        return new Rebind(matched.Parameters[0], item).Visit(matched.Body);
    }

    private sealed class Rebind(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
