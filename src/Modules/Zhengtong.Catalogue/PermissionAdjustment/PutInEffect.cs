using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Read;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>
/// Carries out an approved adjustment whose power list was changed (01.32, 01.37), all in one save: receivers get items of their own with the giver's content, or give them up;
/// the giver's items end, go on or come back. Running cases stay on the versions they were made under.
/// </summary>
internal sealed class PutInEffect(Database db, PublishItemVersion publish, BecomeItems become, PublishedItems published, IOrganisations organisations, ZoneEntries entries, TellAdjustment tell)
{
    private const string Delegated = "2";
    private const string Entrusted = "5";
    private static readonly Problem Unlinked = Problem.Conflict("catalogue.power-list-missing", "还没有关联权责清单调整，不能生效。请先关联调整后公布的权责清单。");

    public async Task<Outcome> HandleAsync(Guid id, Act act, CancellationToken ct)
    {
        var of = await db.Set<Model.PermissionAdjustment>().ManagedBy(act.Actor).SingleOrDefaultAsync(a => a.Id == id, ct);
        if (of?.Stage != AdjustmentStage.Effecting || act.SawOther(of.Round))
        {
            return of?.Stage == AdjustmentStage.Linking ? Unlinked : PassGates.Not(of, act);
        }

        var change = await db.Set<PowerListChange>().AsNoTracking().SingleAsync(c => c.AdjustmentId == id && c.Round == of.Round, ct);
        var adjusted = of.Kind == AdjustmentKind.Recall ? await TakeBackAsync(of, act, ct) : await GiveAsync(of, change, act, ct);
        if (!adjusted.TryGet(out var items))
        {
            db.ChangeTracker.Clear();
            return adjusted;
        }

        of.PutInEffect(act);
        db.Record(of, act, "put-in-effect", new { items = items.Select(i => i.Code), powerList = change.Number });
        db.Publish(new PermissionAdjusted(id, (int)of.Kind, of.GiverId, change.Number, items), act.At);
        var names = await db.Set<AdjustmentItem>().Where(i => i.AdjustmentId == id).ToDictionaryAsync(i => i.ItemId, i => i.Name, ct);
        await tell.InEffectAsync(of, items, names, ct);
        var saved = await db.SaveAsync(ct, Problem.Conflict("catalogue.grant-taken", "其中有事项已经由同一单位承接，请刷新页面核对。"));
        if (saved.Ok)
        {
            foreach (var code in _touched)
            {
                published.Forget(code);
            }
        }

        return saved;
    }

    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);

    private async Task<Outcome<List<AdjustedItem>>> GiveAsync(Model.PermissionAdjustment of, PowerListChange change, Act act, CancellationToken ct)
    {
        var ids = await db.Set<AdjustmentItem>().Where(i => i.AdjustmentId == of.Id).Select(i => i.ItemId).ToListAsync(ct);
        var items = await db.Set<Item>().Where(i => ids.Contains(i.Id)).OrderBy(i => i.Code).ToListAsync(ct);
        var contents = (await VersionsInForce.OfAsync(db, items, LegalDay.Of(act.At), ct)).ToDictionary(v => v.Key, v => ItemContent.FromJson(v.Value.Content));
        var themes = (await db.Set<ItemTheme>().AsNoTracking().Where(t => ids.Contains(t.ItemId)).ToListAsync(ct)).ToLookup(t => t.ItemId, t => t.ThemeId);
        var parentIds = items.Select(i => i.ParentId).OfType<Guid>().ToList();
        var parents = await db.Set<Item>().Where(i => parentIds.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        var adjusted = new List<AdjustedItem>();
        var powers = await PowersAsync(change.ListVersionId, items, ct);
        foreach (var item in items)
        {
            if (item.Status != ItemStatus.InUse || item.OrganisationId != of.GiverId || !contents.ContainsKey(item.Id))
            {
                return Problem.Conflict("catalogue.giver-item-changed", $"事项“{item.Name}”已经暂停、取消或划转，或者还没有生效，请退回申请后重新核对。");
            }
        }

        foreach (var receiver in await db.Set<AdjustmentReceiver>().AsNoTracking().Where(r => r.AdjustmentId == of.Id).OrderBy(r => r.Id).ToListAsync(ct))
        {
            var body = (await organisations.FindAsync(receiver.OrganisationId, ct))!;
            foreach (var item in items)
            {
                var given = await GiveOneAsync(of, item, contents[item.Id], [.. themes[item.Id]], item.ParentId is { } p ? parents[p] : null, receiver, body, act, ct);
                if (given.Ok)
                {
                    await entries.MapPowersAsync([.. powers[item.Code], .. powers[item.CatalogueCode]], of.RegionCode, given.Value.Code, act, ct);
                }

                if (!given.TryGet(out var one))
                {
                    return Outcome<List<AdjustedItem>>.Because(given.Problems);
                }

                adjusted.Add(one);
            }
        }

        if (!of.GiverKeeps)
        {
            await BecomeAsync(items, ItemStatus.Cancelled, act, ct);
        }

        return adjusted;
    }

    /// <summary>The entries of the linked version by the codes that they correspond to.</summary>
    private async Task<ILookup<string, Guid>> PowersAsync(Guid versionId, List<Item> items, CancellationToken ct)
    {
        var codes = items.SelectMany(i => new[] { i.Code, i.CatalogueCode }).Where(c => c.Length > 0).ToList();
        return (await db.Set<ListVersionTarget>().AsNoTracking().Where(t => t.VersionId == versionId && codes.Contains(t.TargetCode)).ToListAsync(ct)).ToLookup(t => t.TargetCode, t => t.EntryId);
    }

    private async Task<Outcome<AdjustedItem>> GiveOneAsync(
        Model.PermissionAdjustment of, Item giver, ItemContent content, IReadOnlyList<Guid> themes, Item? parent, AdjustmentReceiver receiver, OrganisationInfo body, Act act, CancellationToken ct)
    {
        var coded = ReceivedCode.Of(giver.Code, body);
        if (!coded.TryGet(out var code))
        {
            return Outcome<AdjustedItem>.Because(coded.Problems);
        }

        var item = await db.Set<Item>().SingleOrDefaultAsync(i => i.Code == code, ct);
        if (item is { Status: not ItemStatus.Cancelled })
        {
            return Problem.Conflict("catalogue.receiver-has-it", $"{receiver.OrganisationName}已经有编码为 {code} 的事项，请退回申请核对。");
        }

        var index = item is null ? null : await db.Set<ItemIndex>().SingleOrDefaultAsync(x => x.ItemId == item.Id, ct);
        List<ItemTheme> linked = item is null ? [] : await db.Set<ItemTheme>().Where(x => x.ItemId == item.Id).ToListAsync(ct);
        var request = new PublishRequest(
            code, giver.Name, receiver.OrganisationId, receiver.OrganisationName, receiver.RegionCode, receiver.RegionName,
            Inherited(content, of, receiver), of.Kind == AdjustmentKind.Delegate ? "权限下放" : "权限委托")
        {
            Parent = parent,
            WithdrawsWaiting = true,
            Revives = true,
            Themes = themes,
        };
        var staged = publish.Stage(request, act, item, index, linked);
        if (!staged.TryGet(out var version))
        {
            return Outcome<AdjustedItem>.Because(staged.Problems);
        }

        _touched.Add(code);
        var grant = new ItemGrant
        {
            Id = Guid.CreateVersion7(act.At),
            AdjustmentId = of.Id,
            BatchId = of.BatchId,
            Kind = of.Kind,
            GiverId = of.GiverId,
            GiverName = of.GiverName,
            GiverRegionCode = of.RegionCode,
            GiverItemId = giver.Id,
            ItemId = version.ItemId,
            Code = code,
            Name = giver.Name,
            ReceiverId = receiver.OrganisationId,
            ReceiverName = receiver.OrganisationName,
            RegionCode = receiver.RegionCode,
            Zone = receiver.Zone,
            GiverEnded = !of.GiverKeeps,
            GrantedAt = act.At,
        };
        db.Add(grant);
        if (receiver.Zone != ZoneKind.None)
        {
            await entries.AddAsync(grant, receiver.ZoneActs, $"{of.GiverName}{of.Kind.Name()}，{LegalDay.Date(LegalDay.Of(of.ApprovedAt!.Value))}批准", act, ct);
        }

        return new AdjustedItem(giver.Id, version.ItemId, code, receiver.OrganisationId, receiver.RegionCode, (int)receiver.Zone);
    }

    /// <summary>The giver's content with the source of the power; where people go and call is the receiver's to say.</summary>
    private static ItemContent Inherited(ItemContent content, Model.PermissionAdjustment of, AdjustmentReceiver receiver) => content with
    {
        PowerSource = of.Kind == AdjustmentKind.Delegate ? Delegated : Entrusted,
        EntrustedBy = of.Kind == AdjustmentKind.Delegate ? "" : of.GiverName,
        UseLevels = [Region.LevelOf(receiver.RegionCode) + 1],
        Places = [],
        ConsultPhone = "",
        ComplaintPhone = "",
        Steps = [.. content.Steps.Select(s => s.OrganisationId == of.GiverId ? s with { OrganisationId = receiver.OrganisationId, OrganisationName = receiver.OrganisationName } : s)],
    };

    private async Task<Outcome<List<AdjustedItem>>> TakeBackAsync(Model.PermissionAdjustment of, Act act, CancellationToken ct)
    {
        var grants = await db.Set<ItemGrant>().Where(g => g.RecallId == of.Id && g.RecalledAt == null).ToListAsync(ct);
        foreach (var grant in grants)
        {
            grant.RecalledAt = act.At;
            grant.Revision++;
            if (grant.Zone != ZoneKind.None)
            {
                await entries.RemoveAsync(grant, act with { Reason = $"{of.GiverName}收回" }, ct);
            }
        }

        var received = grants.Select(g => g.ItemId).ToList();
        await BecomeAsync(await db.Set<Item>().Where(i => received.Contains(i.Id) && i.Status != ItemStatus.Cancelled).ToListAsync(ct), ItemStatus.Cancelled, act, ct);
        var ended = grants.Where(g => g.GiverEnded).Select(g => g.GiverItemId).ToList();
        await BecomeAsync(await db.Set<Item>().Where(i => ended.Contains(i.Id) && i.Status == ItemStatus.Cancelled).ToListAsync(ct), ItemStatus.InUse, act, ct);
        return grants.ConvertAll(g => new AdjustedItem(g.GiverItemId, g.ItemId, g.Code, g.ReceiverId, g.RegionCode, (int)g.Zone));
    }

    private async Task BecomeAsync(IReadOnlyList<Item> items, ItemStatus status, Act act, CancellationToken ct)
    {
        _touched.UnionWith(items.Select(i => i.Code));
        await become.StageAsync(items, status, act, ct, "permission-adjustment");
    }
}
