using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Adoption;

/// <summary>
/// What taking a change over means for one item (01.17): the elements that the active profiles fix are taken, others are offered. Pure but for what it is given.
/// </summary>
/// <param name="Fixed">Differences in elements that must be taken; before is the item's, after is the standard's.</param>
/// <param name="Offered">Differences in elements that may be taken.</param>
internal sealed record AdoptionPlan(IReadOnlyList<ElementDifference> Fixed, IReadOnlyList<ElementDifference> Offered)
{
    /// <param name="kind">Of the item.</param>
    public static AdoptionPlan Of(ItemState own, ItemState standard, IReadOnlySet<string> fixedKeys, ItemKind kind = ItemKind.Basic)
    {
        var speaking = ItemElements.All
            .Where(e => (e.Take is not null || e.Key == "name") && AgreementCheck.Concerns(e.Key, kind) && AgreementCheck.Speaks(standard, e.Key)).Select(e => e.Key).ToHashSet();
        var differences = ElementComparison.Of(own, standard, speaking);
        List<ElementDifference> taken = [.. differences.Where(d => fixedKeys.Contains(d.Element.Key))];
        var comesWithForm = taken.Exists(d => d.Element.Key == ItemElements.FormKey) && standard.Content.FormPlan is not null;
        return new(taken, [.. differences.Where(d => !fixedKeys.Contains(d.Element.Key) && !(comesWithForm && d.Element.Key == ItemElements.PlanKey))]);
    }

    /// <summary>The item with the elements of these keys as the standard has them. Materials that name situations, and a form that asks for them, come with them.</summary>
    public static (string Name, ItemContent Content) Take(ItemState own, ItemState standard, IReadOnlyCollection<string> keys)
    {
        var named = (keys.Contains("materials") || keys.Contains("materialTerms")) && standard.Content.Materials.Any(m => m.Situations.Count > 0);
        var asked = (keys.Contains(ItemElements.FormKey) || keys.Contains(ItemElements.PlanKey)) && standard.Content.Asks;
        var taken = named || asked ? [.. keys, "situations"] : keys;
        return (keys.Contains("name") ? standard.Name : own.Name, ElementComparison.Take(own.Content, standard.Content, taken));
    }
}

/// <summary>
/// Takes a change of the entry above over, by one click: the item gets a new version bound to the entry's, or is paused, resumed or cancelled with it; what was cancelled with it comes back as its
/// next version. Or says why not. Of an entry of a basic catalogue the click asks a second person, whatever is taken over (01.11, 01.19).
/// </summary>
internal sealed class AdoptChange(
    Database db, PublishItemVersion publish, BecomeItems become, ClaimItem claims, AskMassChange ask, FixedElements elements, TellAdoption tell,
    WorkingCalendars calendars, IOptions<AdoptionSettings> settings)
{
    public static readonly Problem Unknown = Problem.NotFound("catalogue.adoption-unknown", "没有找到这个承接任务，或者不由您办理。");
    public static readonly Problem Closed = Problem.Conflict("catalogue.adoption-closed", "这个任务已经办结，或者已被上级更新的版本取代。请返回列表查看。");
    private static readonly Problem Stale = Problem.Conflict("catalogue.adoption-stale", "本事项在您打开页面后有了新版本。请刷新页面，核对新的对照后再采用。");
    private static readonly Problem NotOwnCatalogue = Problem.Forbidden("catalogue.adoption-catalogue", "目录条目由本级的事项管理人员承接，并由另一人批准。您可以查看和催办。");

    /// <summary>A task with everything it is decided by.</summary>
    internal sealed record Opened(AdoptionTask Task, Item Item, ItemState Own, Item Upper, ItemVersion UpperVersion, ItemState Standard, IReadOnlySet<string> FixedKeys)
    {
        /// <summary>What the item says of its own end, and what the entry said of it in the version that the item follows.</summary>
        public required DateOnly? OwnEnd { get; init; }

        public required DateOnly? EndBefore { get; init; }

        /// <summary>The item was cancelled with the entry, which is in use again.</summary>
        public bool Revives => Item.Status == ItemStatus.Cancelled && Task.UpperStatus is ItemStatus.InUse or ItemStatus.GuideOnly;

        /// <summary>What the entry says is taken over: as a version, or when the item comes back.</summary>
        public bool TakesContent => Task.UpperStatus is null || Revives;

        public AdoptionPlan Plan => TakesContent ? AdoptionPlan.Of(Own, Standard, FixedKeys, Item.Kind) : new AdoptionPlan([], []);

        /// <summary>The planned end of the item: not that of the entry when an objection to it was upheld, nor one that has passed when it comes back.</summary>
        public DateOnly? EndOn(DateOnly today) =>
            Validity.End(OwnEnd, EndBefore, Task.KeptAt is null ? UpperVersion.PlanCancel : null) is { } end && !(Revives && end <= today) ? end : null;

        /// <summary>From when the item has it: not before the entry, and not before what of the item waits for its day.</summary>
        public DateOnly? EffectiveOn(DateOnly today) => Validity.Later(Validity.Waits(UpperVersion.PlanEffective, today) ? UpperVersion.PlanEffective : null, Item.CarriedOn(today));

        /// <summary>There is something to do about it: the task is open, the item follows this entry, and the entry is still as the task says.</summary>
        public bool Stands => Task.ClosedAt is null && (Item.Status != ItemStatus.Cancelled || Revives) && Item.ParentId == Task.UpperId
            && (Task.UpperStatus is { } status ? Upper.Status == status : Upper.CurrentVersionId == Task.UpperVersionId);
    }

    public async Task<Opened?> OpenAsync(Guid taskId, Actor actor, CancellationToken ct)
    {
        if (await db.Set<AdoptionTask>().KeptBy(actor).SingleOrDefaultAsync(t => t.Id == taskId, ct) is not { } task)
        {
            return null;
        }

        var rows = await db.Set<Item>().AsNoTracking().Where(i => i.Id == task.ItemId || i.Id == task.UpperId)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, v.Content, v.PlanCancel }).ToListAsync(ct);
        var (own, upper) = (rows.Single(r => r.Item.Id == task.ItemId), rows.Single(r => r.Item.Id == task.UpperId));

        // What comes back does so as the entry is now; a version is taken over as it was handed down.
        var shown = task.UpperStatus is null ? task.UpperVersionId : upper.Item.CurrentVersionId;
        var versions = await db.Set<ItemVersion>().AsNoTracking().Where(v => v.ItemId == task.UpperId && (v.Id == shown || v.Number == own.Item.ParentVersion)).ToListAsync(ct);
        var version = versions.Single(v => v.Id == shown);
        var standard = new ItemState(upper.Item.CatalogueCode, version.Name, ItemContent.FromJson(version.Content));
        var keys = await elements.OfAsync(own.Item.Id, own.Item.Level, own.Item.Kind, standard, ct);
        return new Opened(task, own.Item, Pairs.StateOf(own.Item, own.Content), upper.Item, version, standard, keys)
        {
            OwnEnd = own.PlanCancel, EndBefore = versions.Find(v => v.Number == own.Item.ParentVersion)?.PlanCancel,
        };
    }

    /// <param name="itemVersion">The version that the actor saw compared.</param>
    /// <param name="extra">Elements outside the profiles that are taken as well.</param>
    /// <returns>
    /// The id of the new version, or of the one that stays when the item follows a status; of an entry the choice that waits for a second person, as every change of a basic catalogue does (01.19).
    /// </returns>
    public async Task<Outcome<Guid>> AdoptAsync(Guid taskId, int itemVersion, IReadOnlyCollection<string> extra, Act act, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await OpenAsync(taskId, act.Actor, ct) is not { } opened)
        {
            return Unknown;
        }

        var (task, item) = (opened.Task, opened.Item);
        if (!opened.Stands)
        {
            return Closed;
        }

        if (item.CurrentVersion != itemVersion)
        {
            return Stale;
        }

        var basic = item.Kind == ItemKind.Basic;
        if (basic && act.Actor.Post?.RegionCode != item.RegionCode)
        {
            return NotOwnCatalogue;
        }

        if (!opened.TakesContent && task.UpperStatus is { } status)
        {
            if (basic)
            {
                return await ask.FollowingAsync(FollowedStatus.Of(item, task, status, AdoptionList.Of(status)), act, ct);
            }

            task.Adopt(item.CurrentVersion, act);
            db.Record(task, act, "adopted", new { status = status.ToString() });
            var done = await become.HandleAsync(item.Code, status, act, ct);
            db.ChangeTracker.Clear();
            return done.Ok ? item.CurrentVersionId : Outcome<Guid>.Because(done.Problems);
        }

        if (opened.Revives && await claims.StandsAgainstAsync(item.Code, item.CurrentVersion, ct) is { } against)
        {
            return against;
        }

        var today = LegalDay.Of(act.At);
        var (effective, end) = (opened.EffectiveOn(today), opened.EndOn(today));
        if (end <= effective)
        {
            return Problem.Conflict(
                "catalogue.adoption-ends-before", $"本事项还有版本等待 {LegalDay.Date(effective!.Value)}生效，而上级已定于 {LegalDay.Date(end!.Value)}取消。请先在事项页面选择“撤销待生效版本并变更”，发布后再承接。");
        }

        var plan = opened.Plan;
        if (basic)
        {
            return await ask.AdoptionAsync(opened.Upper.Id, [.. plan.Offered.Select(d => d.Element.Key).Where(extra.Contains)], act, ct);
        }

        var (name, content) = AdoptionPlan.Take(opened.Own, opened.Standard, [.. opened.FixedKeys, .. plan.Offered.Select(d => d.Element.Key).Where(extra.Contains)]);
        var request = new PublishRequest(
            item.Code, name, item.OrganisationId, item.OrganisationName, item.RegionCode, item.RegionName, content, $"承接上级目录第 {opened.UpperVersion.Number} 版")
        {
            Kind = item.Kind,
            Parent = opened.Upper,
            GuideOnly = item.Status == ItemStatus.GuideOnly,
            Follows = item.CurrentVersion,
            Revives = opened.Revives,
            PlanEffective = effective,
            PlanCancel = end,
            Themes = await db.Set<ItemTheme>().Where(x => x.ItemId == item.Id).Select(x => x.ThemeId).ToListAsync(ct),
        };

        // The task ends in the save that publishes the version: both or neither.
        task.Adopt(item.CurrentVersion + 1, act);
        db.Record(task, act, "adopted", new { version = task.AdoptedVersion, upper = task.ToVersion, extra });
        var published = await publish.PublishAsync(request, act, ct);
        db.ChangeTracker.Clear();
        return published;
    }

    /// <summary>An objection goes up to the catalogue department above, which answers it within a limit; the task stays open. Once for each task: the answer is final.</summary>
    public async Task<Outcome> ContestAsync(Guid taskId, string? reason, Act act, CancellationToken ct)
    {
        if (await db.Set<AdoptionTask>().KeptBy(act.Actor).SingleOrDefaultAsync(t => t.Id == taskId, ct) is not { } task)
        {
            return Unknown;
        }

        if (task.ClosedAt is not null)
        {
            return Closed;
        }

        if (task.ContestedAt is not null)
        {
            return Problem.Conflict("catalogue.adoption-contested", task.AnsweredAt is null ? "已经提出过异议，请等待上级答复。" : "上级已经答复过异议，请按答复办理。");
        }

        if (reason?.Trim() is not { Length: > 0 and <= AdoptionTask.LongestReason } why)
        {
            return Problem.Invalid("catalogue.adoption-reason", $"请写明不能采用的理由和建议，不超过 {AdoptionTask.LongestReason} 个字。", "Reason");
        }

        task.Contest(why, (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(act.At), settings.Value.AnswerDays), act);
        db.Record(task, act with { Reason = why }, "contested", new { upper = task.ToVersion, answerDueOn = task.AnswerDueOn });
        await tell.ContestedAsync(task, ct);
        return await db.SaveAsync(ct);
    }
}
