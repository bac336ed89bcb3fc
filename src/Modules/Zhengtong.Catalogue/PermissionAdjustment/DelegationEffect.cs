using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>Real use of what was delegated or entrusted, by item and receiver (01.34), and which shows no clear effect (01.35). Three statements a page.</summary>
internal sealed class DelegationEffect(Database db, IItemUse use, IOptions<PermissionSettings> settings, TimeProvider clock)
{
    private const int PageSize = 50;
    private static readonly string[] Heads = ["事项", "编码", "方式", "授出单位", "承接单位", "生效时间", "收件", "办结", "按时办结", "成效", "基层意见"];

    /// <param name="Weak">Fewer cases than the setting in a period during which it was in effect throughout.</param>
    internal sealed record Line(ItemGrant Grant, int Cases, int Decided, int OnTime, bool Weak, int Opinions, int TakeBack);

    internal sealed record Filter(DateOnly? From, DateOnly? To, Guid? Batch, Guid? Receiver);

    public int FewCases => settings.Value.FewCases;

    public (DateOnly From, DateOnly To) Period(Filter filter)
    {
        var to = filter.To ?? LegalDay.Today(clock);
        var from = filter.From ?? to.AddDays(-settings.Value.EffectDays);
        return from <= to ? (from, to) : (to, from);
    }

    public async Task<(IReadOnlyList<Line> Lines, Guid? Next)> PageAsync(Actor actor, Filter filter, Guid? after, CancellationToken ct)
    {
        var grants = db.Set<ItemGrant>().AsNoTracking().VisibleTo(actor).Where(g => g.RecalledAt == null);
        if (filter.Batch is { } batch)
        {
            grants = grants.Where(g => g.BatchId == batch);
        }

        if (filter.Receiver is { } receiver)
        {
            grants = grants.Where(g => g.ReceiverId == receiver);
        }

        if (after is { } last)
        {
            grants = grants.Where(g => g.Id > last);
        }

        var read = await grants.OrderBy(g => g.Id).Take(PageSize + 1).ToListAsync(ct);
        var page = read.Take(PageSize).ToList();
        var ids = page.Select(g => g.Id).ToList();
        var opinions = (await db.Set<GrantOpinion>().Where(o => ids.Contains(o.GrantId))
            .GroupBy(o => new { o.GrantId, o.Kind })
            .Select(g => new { g.Key.GrantId, g.Key.Kind, Count = g.Count() })
            .ToListAsync(ct))
            .ToLookup(o => o.GrantId);
        var (from, to) = Period(filter);
        var used = (await use.OfAsync([.. page.Select(g => g.ItemId)], LegalDay.StartUtc(from), LegalDay.EndUtc(to), ct)).ToLookup(u => u.ItemId);
        return ([.. page.Select(g =>
        {
            var cases = used[g.ItemId].Sum(u => u.Cases);
            return new Line(
                g, cases, used[g.ItemId].Sum(u => u.Decided), used[g.ItemId].Sum(u => u.OnTime), IsWeak(cases, g.GrantedAt, from, FewCases),
                opinions[g.Id].Sum(o => o.Count), opinions[g.Id].Where(o => o.Kind == OpinionKind.TakeBack).Sum(o => o.Count));
        })], read.Count > PageSize ? page[^1].Id : null);
    }

    /// <summary>成效不明显 (01.35: 000 §三(三)): too few cases, judged only where the whole period could show some.</summary>
    public static bool IsWeak(int cases, DateTime grantedAt, DateOnly from, int few) => cases < few && LegalDay.Of(grantedAt) <= from;

    public Task<IResult> FileAsync(Actor actor, Filter filter, CancellationToken ct) => ExcelSheet.FileAsync("下放委托成效", "项", Heads, RowsAsync(actor, filter, ct), ct);

    private async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(Actor actor, Filter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        Guid? after = null;
        do
        {
            (var lines, after) = await PageAsync(actor, filter, after, ct);
            foreach (var l in lines)
            {
                yield return
                [
                    l.Grant.Name, l.Grant.Code, l.Grant.Kind.Name(), l.Grant.GiverName, l.Grant.ReceiverName, LegalDay.Date(LegalDay.Of(l.Grant.GrantedAt)),
                    $"{l.Cases}", $"{l.Decided}", $"{l.OnTime}", l.Weak ? "不明显" : "", l.Opinions == 0 ? "" : $"{l.Opinions} 条，建议收回 {l.TakeBack} 条",
                ];
            }
        }
        while (after is not null);
    }
}
