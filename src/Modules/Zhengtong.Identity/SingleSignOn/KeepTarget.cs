using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>Registers the exact page of a system where an item is handled (精准跳转, 08.09). The page lies on a host that two administrators agreed the system answers on.</summary>
internal sealed class KeepTarget(Database db)
{
    private const string Item = "{item}";

    public async Task<Outcome> SetAsync(Guid systemId, string? code, string? address, Act act, CancellationToken ct)
    {
        var (item, page) = ((code ?? "").Trim(), (address ?? "").Trim());
        if (item.Length is 0 or > 100)
        {
            return Problem.Invalid("identity.target-code", "请填写事项编码。", "Code");
        }

        if (await db.SystemsKeptBy(act.Actor).SingleOrDefaultAsync(s => s.Id == systemId, ct) is not { } system)
        {
            return KeepSystem.Unknown;
        }

        page = page.Replace(Item, Uri.EscapeDataString(item), StringComparison.Ordinal);
        if (!SystemRules.IsAddress(page) || !system.Serves(new Uri(page)))
        {
            return Problem.Invalid("identity.target-address", "请填写完整的 https 地址，主机和端口与该系统某个登录返回地址相同。", "Address");
        }

        if (system.Facts.InitiateUri.Length == 0)
        {
            return Problem.Invalid("identity.target-initiate", "该系统没有登记“登录发起地址”，不能从指南直接登录进去。请先登记并确认。", "Address");
        }

        var target = await db.Set<SsoTarget>().SingleOrDefaultAsync(t => t.ItemCode == item, ct);
        if (target is not null && target.SystemId != systemId)
        {
            return Problem.Conflict("identity.target-taken", "这个事项已登记在另一个系统办理。请先在那个系统取消。");
        }

        if (target is null)
        {
            db.Add(new SsoTarget { ItemCode = item, SystemId = systemId, Address = page, At = act.At });
        }
        else
        {
            (target.Address, target.At) = (page, act.At);
        }

        db.Record(system, act, "system-target-set", new { item, page });
        db.Publish(new OnlineTargetChanged(item), act.At);
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> EndAsync(Guid systemId, string? code, Act act, CancellationToken ct)
    {
        var system = await db.SystemsKeptBy(act.Actor).SingleOrDefaultAsync(s => s.Id == systemId, ct);
        var target = system is null ? null : await db.Set<SsoTarget>().SingleOrDefaultAsync(t => t.ItemCode == code && t.SystemId == systemId, ct);
        if (system is null || target is null)
        {
            return Problem.NotFound("identity.target-unknown", "没有找到这个事项的登记，可能已被取消。");
        }

        db.Remove(target);
        db.Record(system, act, "system-target-ended", new { item = code });
        db.Publish(new OnlineTargetChanged(target.ItemCode), act.At);
        return await db.SaveAsync(ct);
    }
}
