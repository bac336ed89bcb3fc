using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Change;

/// <summary>
/// What departments and the managers below ask of a catalogue above beside a change of an entry (01.17, 01.18): an entry that it does not have, or the end of one. The request goes up with a limit,
/// is checked and approved like every change, and is carried out by another one that who approves it begins: prefilled, on its own way through other hands.
/// </summary>
internal sealed class AskAbove(Database db, ClaimItem claims, DraftChange drafts, IOrganisations organisations, Regions regions)
{
    private static readonly Problem NotAbove = Problem.Invalid("catalogue.ask-region", "请选择向哪一级目录申请：本级或上级，并且有事项管理人员。", "Region");

    /// <summary>The catalogues that the actor may ask: an editor that of his own region too, a manager only those above the one he keeps.</summary>
    public async Task<IReadOnlyList<(string Code, string Name)>> CataloguesAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Post is not { Role: Roles.ItemEditor or Roles.CatalogueManager } post)
        {
            return [];
        }

        var found = new List<(string, string)>();
        foreach (var code in Region.PathOf(post.RegionCode).Where(UpperEntries.KeepsCatalogue).Where(c => c != post.RegionCode || post.Role == Roles.ItemEditor).Reverse())
        {
            // Where nobody keeps the catalogue, nobody would answer.
            if ((await organisations.InRegionAsync(Roles.CatalogueManager, code, ct)).Count > 0)
            {
                found.Add((code, code.Length == 0 ? "国家基本目录" : $"{(await regions.FindAsync(code, ct))?.FullName ?? code}基本目录"));
            }
        }

        return found;
    }

    public async Task<Outcome<Guid>> BeginAsync(EntryWish wish, string? region, Act act, CancellationToken ct)
    {
        if (region is null || (await CataloguesAsync(act.Actor, ct)).All(c => c.Code != region))
        {
            return NotAbove;
        }

        var read = wish.Read();
        if (!read.TryGet(out var first))
        {
            return Outcome<Guid>.Because(read.Problems);
        }

        var change = ItemChange.AskNew(first.Name, first.Content, region, (await regions.FindAsync(act.Actor.Post!.RegionCode, ct))?.FullName ?? "", act);
        if (await AgainstAsync(change, ct) is { } against)
        {
            return against;
        }

        db.Add(change);
        db.Record(change, act, "change-drafted", new { change.Name, kind = nameof(ChangeKind.AskNew), region });
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? change.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>The catalogue asked, or one above it, has such an entry by now.</summary>
    public async Task<Problem?> AgainstAsync(ItemChange change, CancellationToken ct)
    {
        var entry = change.Kind != ChangeKind.AskNew ? null
            : await db.Set<Item>().AsNoTracking().Above(change.HandlerRegion).Where(i => i.Name == change.Name).OrderByDescending(i => i.RegionCode).FirstOrDefaultAsync(ct);
        var where = entry is { RegionName.Length: > 0 } ? entry.RegionName : "国家";
        return entry is null ? null
            : Problem.Conflict("catalogue.ask-exists", $"{where}的目录里已经有“{entry.Name}”（{entry.CatalogueCode}），不用申请。请直接认领或关联；内容不合适的，请申请调整。") with { Field = "Name" };
    }

    /// <summary>Begins what the approved request asks for, or joins what is on its way already. Adds to the unit of work.</summary>
    /// <param name="department">The department number of a new entry's code.</param>
    /// <param name="act">Of who approves: he is the author of what comes of it, and does not answer that.</param>
    public async Task<Outcome> CarryOutAsync(ItemChange request, string? department, Act act, CancellationToken ct)
    {
        Outcome<ItemChange> begun = await UnderwayAsync(request, ct) is { } other ? other
            : request.Kind == ChangeKind.AskNew
                ? await claims.StageEntryAsync(EntryWish.Of(request.Name, ItemContent.FromJson(request.Content)), null, department, act, ct)
                : await drafts.StageRetireAsync(request.ItemId!.Value, act, ct);
        if (!begun.TryGet(out var change))
        {
            return Outcome.Refused(begun.Problems);
        }

        if (change.RequestedById == act.Actor.Id && change.Status == ChangeStatus.Draft && change.Reason.Length == 0)
        {
            change.Write(change.Name, ItemContent.FromJson(change.Content), change.PlanEffective, change.PlanCancel, $"{request.RequesterOrganisationName}申请：{request.Reason}".Shortened(1000), act);
        }

        request.LeadTo(change);
        return Outcome.Done();
    }

    private Task<ItemChange?> UnderwayAsync(ItemChange request, CancellationToken ct)
    {
        var open = db.Set<ItemChange>().Where(c => c.ApprovedAt == null && c.WithdrawnAt == null && c.HandlerRegion == request.HandlerRegion);
        open = request.Kind == ChangeKind.AskNew
            ? open.Where(c => c.Kind == ChangeKind.New && c.ItemKind == ItemKind.Basic && c.Name == request.Name)
            : open.Where(c => c.Kind == ChangeKind.Retire && c.ItemId == request.ItemId);
        return open.OrderBy(c => c.Id).FirstOrDefaultAsync(ct);
    }
}
