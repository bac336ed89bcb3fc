using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>Says which items follow a published standard, by those who keep the items (17.05, 17.06).</summary>
internal sealed class LinkItems(Database db)
{
    public const int Most = 200;

    public async Task<Outcome> AddAsync(Guid id, string? typed, Act act, CancellationToken ct)
    {
        if (await db.Set<Standard>().SingleOrDefaultAsync(s => s.Id == id && s.PublishedAt != null, ct) is not { } of)
        {
            return ProposeStandard.Unknown;
        }

        if (of.On(LegalDay.Of(act.At)) is not (StandardStatus.InForce or StandardStatus.Pending))
        {
            return Problem.Conflict("catalogue.standard-ended", "这项标准已被代替或废止，请关联现行的标准。");
        }

        var codes = (typed ?? "").Split((char[])['\n', '\r', ' ', '，', ','], StringSplitOptions.RemoveEmptyEntries).Distinct().Take(Most + 1).ToList();
        var items = await db.Set<Item>().KeptBy(act.Actor).Where(i => codes.Contains(i.Code)).Select(i => new { i.Id, i.Code, i.RegionCode }).ToListAsync(ct);
        if (codes.Count is 0 or > Most || items.Count < codes.Count)
        {
            var unknown = codes.Except(items.Select(i => i.Code)).Take(5).ToList();
            return Problem.Invalid(
                "catalogue.standard-items",
                codes.Count == 0 ? "请填写执行这项标准的事项编码，每行一个。" : codes.Count > Most ? $"一次最多关联 {Most} 个事项，请分次填写。" : $"没有找到您管理的这些事项：{string.Join("、", unknown)}。请核对编码。", "codes");
        }

        if (items.Find(i => !i.RegionCode.StartsWith(of.RegionCode, StringComparison.Ordinal)) is { } outside)
        {
            return Problem.Invalid("catalogue.standard-reach", $"{of.RegionName}的地方标准只在本行政区域内适用，{outside.Code} 不在其中。", "codes");
        }

        var ids = items.ConvertAll(i => i.Id);
        var known = await db.Set<ItemStandard>().Where(x => x.StandardId == id && ids.Contains(x.ItemId)).Select(x => x.ItemId).ToListAsync(ct);
        var added = items.Where(i => !known.Contains(i.Id)).ToList();
        if (added.Count == 0)
        {
            return Outcome.Done();
        }

        db.AddRange(added.Select(i => new ItemStandard { StandardId = id, ItemId = i.Id, AddedAt = act.At, AddedByName = act.Actor.Name }));
        of.Touch();
        return await SaveAsync(of, "items-linked", added.ConvertAll(i => i.Code), act, ct);
    }

    public async Task<Outcome> RemoveAsync(Guid id, string? code, Act act, CancellationToken ct)
    {
        var item = await db.Set<Item>().KeptBy(act.Actor).Where(i => i.Code == code).Select(i => (Guid?)i.Id).SingleOrDefaultAsync(ct);
        var of = await db.Set<Standard>().SingleOrDefaultAsync(s => s.Id == id && s.PublishedAt != null, ct);
        if (of is null || await db.Set<ItemStandard>().SingleOrDefaultAsync(x => x.StandardId == id && x.ItemId == item, ct) is not { } link)
        {
            return Problem.NotFound("catalogue.standard-no-link", "没有找到这个关联，或事项不在您的管理范围内。");
        }

        db.Remove(link);
        of.Touch();
        return await SaveAsync(of, "item-unlinked", [code!], act, ct);
    }

    private async Task<Outcome> SaveAsync(Standard of, string what, List<string> codes, Act act, CancellationToken ct)
    {
        db.Record(of, act, what, new { codes });
        db.Publish(new StandardShown(of.Id, codes), act.At);
        return await db.SaveAsync(ct, Problem.Conflict("catalogue.standard-linked", "有事项刚刚已经关联，请刷新页面查看。"));
    }
}
