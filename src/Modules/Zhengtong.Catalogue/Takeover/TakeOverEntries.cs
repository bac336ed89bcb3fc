using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>
/// Takes chosen entries of the catalogue above into the actor's own (01.11); each is bound to the entry above. The newer version of one already taken is put onto one's own
/// (<see cref="EntryRenewal"/>), and one's own is paused, resumed or cancelled with the one above. One person chooses, another approves (<see cref="MassChange"/>); then all or nothing. What the
/// catalogue above does not have is opened by <see cref="Change.ClaimItem"/>.
/// </summary>
internal sealed class TakeOverEntries(Database db, PublishItemVersion publish, BecomeItems become, PublishedItems published, PlannedForms forms, EntryRenewals renewals, Regions regions)
{
    public const int Most = 200;
    public static readonly Problem NoCatalogue =
        Problem.Forbidden("catalogue.no-basic-catalogue", "基本目录由省、市两级事项管理人员维护。区县请把实施清单关联到目录条目；上级目录没有的，请申请新增。");
    private static readonly Problem None = Problem.Invalid("catalogue.takeover-none", $"请勾选要承接的条目，一次不超过 {Most} 项。", "Chosen");
    private static readonly Problem NotAbove = Problem.Invalid("catalogue.takeover-not-above", "所选条目不在上级目录里，或已取消。请刷新后重新选择。", "Chosen");
    private static readonly Problem AllTaken = Problem.Conflict("catalogue.takeover-all-taken", "所选条目都已承接最新版本，不用再提交。请刷新后再选。");
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.takeover-entry-meanwhile", "其他人刚刚承接了其中的条目，没有承接任何一项。请刷新后再选。");
    private static readonly Problem Renewed = Problem.Conflict("catalogue.takeover-entry-renewed", "提交以后，上级目录里的条目有了新版本或者已取消，没有承接任何一项。请重新选择后再提交。");
    private static readonly Problem FollowedMeanwhile = Problem.Conflict("catalogue.takeover-status-meanwhile", "提交以后，上级条目或本级条目的状态又有变化，没有执行。请按新的承接任务办理。");
    private static readonly Problem OwnRenewed = Problem.Conflict("catalogue.takeover-own-renewed", "提交以后，本级目录里的条目有了新版本，没有承接任何一项。请重新选择，核对新的差异后再提交。");

    /// <summary>Adds the choice to the unit of work; who asks for its approval saves it.</summary>
    public async Task<Outcome<EntryChoice>> ChooseAsync(IReadOnlyList<Guid> chosen, Act act, CancellationToken ct, IReadOnlyList<string>? extra = null)
    {
        if (UpperEntries.UpperOf(act.Actor) is not { } upper)
        {
            return NoCatalogue;
        }

        if (chosen.Count is 0 or > Most)
        {
            return None;
        }

        var ids = chosen.Distinct().ToList();
        var entries = await db.Set<Item>().AsNoTracking().Above(upper, ids).OrderBy(i => i.CatalogueCode).ToListAsync(ct);
        if (entries.Count != ids.Count)
        {
            return NotAbove;
        }

        var taken = await TakenAsync(act.Actor.Post!.RegionCode, ids, ct);
        List<ChosenEntry> open =
        [
            .. entries.Where(e => !IsTaken(taken.GetValueOrDefault(e.Id), e))
                .Select(e => new ChosenEntry(e.Id, e.CurrentVersion, e.CatalogueCode, e.Name, e.OrganisationName, taken.ContainsKey(e.Id), taken.GetValueOrDefault(e.Id)?.CurrentVersion ?? 0, extra)),
        ];
        if (open.Count == 0)
        {
            return AllTaken;
        }

        var choice = EntryChoice.Of(new ChosenEntries(open), act);
        db.Add(choice);
        return choice;
    }

    /// <summary>One's own entry follows what became of the one above it. Adds the choice to the unit of work, as <see cref="ChooseAsync"/>.</summary>
    public Outcome<EntryChoice> ChooseFollowing(FollowedStatus follows, Act act)
    {
        if (UpperEntries.UpperOf(act.Actor) is null)
        {
            return NoCatalogue;
        }

        var choice = EntryChoice.Of(new ChosenEntries([], follows), act);
        db.Add(choice);
        return choice;
    }

    /// <summary>Carries out what was approved.</summary>
    /// <param name="with">Staged in the same save.</param>
    public Task<Outcome> CarryOutAsync(EntryChoice choice, Act act, Action with, CancellationToken ct) =>
        choice.Read() is { Follows: { } follows } ? FollowAsync(follows, act, with, ct) : TakeAsync(choice.Read().Taken, choice.RegionCode, act, with, ct);

    private async Task<Outcome> TakeAsync(IReadOnlyList<ChosenEntry> chosen, string own, Act act, Action with, CancellationToken ct)
    {
        var (upper, ids, seen) = (UpperEntries.UpperOf(own), chosen.Select(c => c.Id).ToList(), chosen.ToDictionary(c => c.Id));
        var entries = await db.Set<Item>().Above(upper ?? own, ids)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new UpperEntry(i, v.Content, v.PlanCancel)).ToListAsync(ct);
        if (upper is null || entries.Count != ids.Count || entries.Exists(e => e.Item.CurrentVersion != seen[e.Item.Id].Version))
        {
            return Renewed;
        }

        var taken = await TakenAsync(own, ids, ct);
        entries.RemoveAll(e => IsTaken(taken.GetValueOrDefault(e.Item.Id), e.Item));
        if (entries.Exists(e => taken.GetValueOrDefault(e.Item.Id) is { } before && before.CurrentVersion != seen[e.Item.Id].OwnVersion))
        {
            return OwnRenewed;
        }

        var put = await renewals.OfAsync(own, [.. entries.Where(e => taken.ContainsKey(e.Item.Id)).Select(e => seen[e.Item.Id])], ct);
        var regionName = await regions.FindAsync(own, ct) is { } region ? region.FullName : own;
        foreach (var entry in entries)
        {
            var source = $"承接{(upper.Length == 0 ? "国家" : "省级")}基本目录 {entry.Item.CatalogueCode} 第 {entry.Item.CurrentVersion} 版";
            if (await StageAsync(entry, taken.GetValueOrDefault(entry.Item.Id), put.GetValueOrDefault(entry.Item.Id), (own, regionName), source, act, ct) is { Ok: false } refused)
            {
                db.ChangeTracker.Clear();
                return Outcome.Refused([.. refused.Problems.Select(p => p with { Message = $"“{entry.Item.Name}”：{p.Message}" })]);
            }
        }

        with();
        return await db.SaveAsync(ct, Meanwhile);
    }

    /// <param name="before">One's own, when an older version was taken over.</param>
    private async Task<Outcome> StageAsync(UpperEntry entry, Item? before, EntryRenewal? renewal, (string Code, string Name) region, string source, Act act, CancellationToken ct)
    {
        var (upper, today) = (entry.Item, LegalDay.Of(act.At));
        var request = new PublishRequest(
            before?.Code ?? Item.BasicCode(upper.CatalogueCode, region.Code), upper.Name, upper.OrganisationId, upper.OrganisationName, region.Code, region.Name,
            ItemContent.FromJson(entry.Content), source)
        {
            Kind = ItemKind.Basic, Parent = upper, PlanEffective = Validity.Later(upper.CarriedOn(today), before?.CarriedOn(today)), PlanCancel = entry.PlanCancel,
            Revives = before is { Status: ItemStatus.Cancelled },
        };
        if (renewal is not null)
        {
            request = request with
            {
                Name = renewal.After.Name, OrganisationId = renewal.OrganisationId, OrganisationName = renewal.OrganisationName, Content = renewal.After.Content, PlanCancel = renewal.End,
            };
        }

        if (request.Revives && request.PlanCancel <= today)
        {
            // It comes back after the end that was planned for it.
            request = request with { PlanCancel = null };
        }

        var formed = await forms.PublishAsync(request, act, ct);
        return formed.TryGet(out var ready) ? publish.Stage(ready, act, before, null, []) : Outcome.Refused(formed.Problems);
    }

    private async Task<Outcome> FollowAsync(FollowedStatus follows, Act act, Action with, CancellationToken ct)
    {
        var own = await db.Set<Item>().SingleAsync(i => i.Id == follows.OwnId, ct);
        if (own.ParentId != follows.UpperId || own.Status == ItemStatus.Cancelled || await db.Set<Item>().AllAsync(i => i.Id != follows.UpperId || i.Status != follows.Status, ct))
        {
            return FollowedMeanwhile;
        }

        foreach (var task in await db.Set<AdoptionTask>().Where(t => t.ItemId == own.Id && t.UpperId == follows.UpperId && t.UpperStatus == follows.Status && t.ClosedAt == null).ToListAsync(ct))
        {
            task.Adopt(own.CurrentVersion, act);
            db.Record(task, act, "adopted", new { status = follows.Status.ToString() });
        }

        await become.StageAsync([own], follows.Status, act, ct);
        with();
        var saved = await db.SaveAsync(ct, FollowedMeanwhile);
        published.Forget(own.Code);
        return saved;
    }

    /// <summary>One's own follows the newest version. One that was cancelled does not: taken over again it comes back, whatever version it followed.</summary>
    private static bool IsTaken(Item? own, Item upper) => own is { Status: not ItemStatus.Cancelled } && own.ParentVersion >= upper.CurrentVersion;

    private Task<Dictionary<Guid, Item>> TakenAsync(string own, List<Guid> ids, CancellationToken ct) =>
        db.Set<Item>().Where(o => o.Kind == ItemKind.Basic && o.RegionCode == own && o.ParentId != null && ids.Contains(o.ParentId.Value)).ToDictionaryAsync(o => o.ParentId!.Value, ct);

    private sealed record UpperEntry(Item Item, string Content, DateOnly? PlanCancel);
}

file static class UpperItems
{
    /// <summary>Those of the chosen that stand in the catalogue above and may still be taken.</summary>
    public static IQueryable<Item> Above(this IQueryable<Item> items, string upper, List<Guid> ids) =>
        items.Standing().Where(i => ids.Contains(i.Id) && i.RegionCode == upper);
}
