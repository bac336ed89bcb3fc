using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Change;

/// <summary>
/// The way of a change after it is drafted: submitted by its author, checked by a manager of the handling region, approved and so published by another, or returned
/// with reasons; withdrawn by its author (01.17, 01.18, 01.19).
/// </summary>
internal sealed class AnswerChange(
    Database db, DraftChange drafts, PublishItemVersion publish, InspectItem inspect, BecomeItems become, ClaimItem claims, AskAbove asks, JointReview joint, TellChange tell,
    WorkingCalendars calendars, IConfiguration configuration, TimeProvider clock)
{
    public const int DefaultDays = 5;
    private static readonly Problem NotYours = Problem.Forbidden("catalogue.change-not-yours", "这份变更单由所属地区的事项管理人员办理；提出人、审核人和批准人不能是同一个人，写过这份变更单的人也不能审核、批准。");
    private static readonly Problem NotNow = Problem.Conflict("catalogue.change-not-now", "这份变更单已经不在这一步，请刷新页面查看最新状态。");
    private static readonly Problem ReasonMissing = Problem.Invalid("catalogue.reason-missing", "请填写原因，让提出单位知道怎么修改。", "Reason");

    /// <summary>Working days in which the handling region answers (not given by the sources: a setting, 01.18).</summary>
    public int Days => configuration.GetValue("Catalogue:ChangeDays", DefaultDays);

    /// <summary>What stands against submitting or publishing the change as it is.</summary>
    public async Task<IReadOnlyList<Problem>> FaultsAsync(ItemChange change, CancellationToken ct) =>
        await FaultsAsync(change, change.HasContent ? await RequestAsync(change, ct) : null, ct);

    /// <param name="request">null: a change without content.</param>
    private async Task<IReadOnlyList<Problem>> FaultsAsync(ItemChange change, PublishRequest? request, CancellationToken ct)
    {
        var item = change.ItemId is { } id ? await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Id == id, ct)
            : change.BaseVersion > 0 ? await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Code == change.Code, ct) : null;
        if (change.ItemId is not null && DraftChange.Refusal(item!.Status, change.Kind) is { } ended)
        {
            return [ended];
        }

        if (request is null)
        {
            return await asks.AgainstAsync(change, ct) is { } has ? [has] : [];
        }

        if (change.Kind == ChangeKind.New && await AgainstNewAsync(change, request, ct) is { } against)
        {
            return [against];
        }

        return await publish.FaultsAsync(request, item, ct);
    }

    /// <summary>What stands against opening the item, whenever it is asked: that there is one by now, that the entry is out of use, that a cancelled item cannot come back for a later day.</summary>
    private async Task<Problem?> AgainstNewAsync(ItemChange change, PublishRequest request, CancellationToken ct) =>
        await claims.StandsAgainstAsync(change.Code, change.BaseVersion, ct)
        ?? (request.Parent is { Status: not ItemStatus.InUse } ? Problem.Conflict("catalogue.entry-not-in-use", "这个基本目录事项已暂停或取消，不能认领。")
            : request is { Revives: true, PlanEffective: not null } ? Problem.Invalid("catalogue.revive-later", "重新开办已取消的事项，批准后立即生效，请不要填写计划生效日期。", Validity.EffectiveField) : null);

    /// <summary>What the whole standard says of the change as it stands, with what lies around it; the same judgement meets it once it is published (02.13).</summary>
    public async Task<IReadOnlyList<Fault>> InspectAsync(ItemChange change, CancellationToken ct) =>
        change.HasContent ? await inspect.FaultsOfAsync(await RequestAsync(change, ct), ct) : [];

    /// <summary>What refuses the change, and what the standard only points out: both from one reading.</summary>
    public async Task<(IReadOnlyList<Problem> Refusals, IReadOnlyList<Fault> Hints)> StandingAsync(ItemChange change, CancellationToken ct)
    {
        var request = change.HasContent ? await RequestAsync(change, ct) : null;
        var refusals = await FaultsAsync(change, request, ct);
        var hints = (request is null ? [] : await inspect.FaultsOfAsync(request, ct)).Where(f => !f.Blocks && refusals.All(p => p.Code != "catalogue." + f.RuleKey));
        return (refusals, [.. hints]);
    }

    public async Task<Outcome> SubmitAsync(Guid id, Act act, CancellationToken ct)
    {
        var change = await drafts.MineAsync(id, act.Actor, ct);
        if (change is null)
        {
            return DraftChange.Unknown;
        }

        if (!change.IsOpenToAuthor)
        {
            return DraftChange.Past;
        }

        if (change.Reason.Length == 0)
        {
            return Problem.Invalid("catalogue.change-reason", "请填写变更原因，例如依据的文件名称和文号。", "Reason");
        }

        if (await IsStaleAsync(change, ct))
        {
            return DraftChange.Stale;
        }

        if (await FaultsAsync(change, ct) is { Count: > 0 } faults)
        {
            return Outcome.Refused(faults);
        }

        var due = (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(act.At), Days);
        change.Submit(due, act);
        db.Add(ChangeRound.Of(change));
        db.Record(change, act, "change-submitted", new { due });
        await tell.ToCheckAsync(change, ct);
        return await db.SaveAsync(ct);
    }

    public Task<Outcome> CheckAsync(Guid id, string? opinion, Act act, CancellationToken ct) => AnswerAsync(id, ChangeStatus.ToCheck, act, async change =>
    {
        change.Check((opinion ?? "").Trim(), act);
        db.Record(change, act, "change-checked", new { change.CheckOpinion });
        await tell.CheckedAsync(change, ct);
        return Outcome.Done();
    }, ct);

    public Task<Outcome> ReturnAsync(Guid id, string? reason, Act act, CancellationToken ct) => AnswerAsync(id, null, act, async change =>
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return ReasonMissing;
        }

        change.Return(reason.Trim(), act);
        db.Record(change, act, "change-returned", new { change.ReturnReason });
        tell.Returned(change);
        await EndRoundAsync(change, act, false, ct);
        return Outcome.Done();
    }, ct);

    /// <summary>Publishes: version, change, trace and event leave in one save. A request is answered by the draft of what it asks for.</summary>
    /// <param name="department">The department number of an entry that was asked for; null: none.</param>
    public Task<Outcome> ApproveAsync(Guid id, Act act, CancellationToken ct, string? department = null) => AnswerAsync(id, ChangeStatus.ToApprove, act, async change =>
    {
        if (change.CheckedById == act.Actor.Id)
        {
            return NotYours;
        }

        if (await IsStaleAsync(change, ct))
        {
            return DraftChange.Stale;
        }

        // Tracked: should another change of the item be approved at this moment, the save of one of the two is refused.
        if (change.ItemId is { } itemId && DraftChange.Refusal((await db.Set<Item>().SingleAsync(i => i.Id == itemId, ct)).Status, change.Kind) is { } ended)
        {
            return ended;
        }

        var request = await RequestAsync(change, ct);
        var against = (change.Kind == ChangeKind.New ? await AgainstNewAsync(change, request, ct) : null) ?? await asks.AgainstAsync(change, ct) ?? await joint.AgainstAsync(change.Id, ct);
        if (against is not null)
        {
            return against;
        }

        change.Approve(act);
        db.Record(change, act, "change-approved");
        await EndRoundAsync(change, act, false, ct);
        if (change.Kind is ChangeKind.AskNew or ChangeKind.AskRetire && await asks.CarryOutAsync(change, department, act with { Reason = change.Reason }, ct) is { Ok: false } refused)
        {
            return refused;
        }

        tell.Approved(change);
        await tell.CarriedOutAsync(change, ct);
        return change.Kind switch
        {
            ChangeKind.Suspend => await become.HandleAsync(change.Code, ItemStatus.Paused, act with { Reason = change.Reason }, ct),
            ChangeKind.Resume => await become.HandleAsync(change.Code, ItemStatus.InUse, act with { Reason = change.Reason }, ct),
            ChangeKind.AskNew or ChangeKind.AskRetire => Outcome.Done(),
            ChangeKind.Retire => await become.HandleAsync(change.Code, ItemStatus.Cancelled, act with { Reason = change.Reason }, ct),
            _ => await publish.PublishAsync(request, act with { Reason = change.Reason }, ct),
        };
    }, ct);

    public async Task<Outcome> WithdrawAsync(Guid id, Act act, CancellationToken ct)
    {
        var change = await drafts.MineAsync(id, act.Actor, ct);
        if (change is null)
        {
            return DraftChange.Unknown;
        }

        if (change.Status is ChangeStatus.Published or ChangeStatus.Withdrawn)
        {
            return NotNow;
        }

        change.Withdraw(act.At);
        await tell.CarriedOutAsync(change, ct);
        await EndRoundAsync(change, act, true, ct);
        db.Record(change, act, "change-withdrawn");
        return await db.SaveAsync(ct);
    }

    /// <summary>The item or, for a new one, the entry it is taken over from has another version; or what the change was to take the place of has taken effect.</summary>
    public async Task<bool> IsStaleAsync(ItemChange change, CancellationToken ct) => change switch
    {
        { ItemId: { } item } => await db.Set<Item>().AnyAsync(i => i.Id == item && i.CurrentVersion != change.BaseVersion, ct)
            || (change.WithdrawsWaiting && await db.Set<ItemVersion>().Where(v => v.ItemId == item).Overtaking(change.FromVersion, LegalDay.Today(clock)).AnyAsync(ct)),
        { ParentId: { } parent } => await db.Set<Item>().AnyAsync(i => i.Id == parent && i.CurrentVersion != change.ParentVersion, ct),
        _ => false,
    };

    private async Task EndRoundAsync(ItemChange change, Act act, bool withdrawn, CancellationToken ct) =>
        (await db.Set<ChangeRound>().SingleOrDefaultAsync(r => r.ChangeId == change.Id && r.EndedOn == null, ct))?.End(act.At, withdrawn);

    private async Task<Outcome> AnswerAsync(Guid id, ChangeStatus? at, Act act, Func<ItemChange, Task<Outcome>> answer, CancellationToken ct)
    {
        var change = await db.Set<ItemChange>().VisibleTo(act.Actor).SingleOrDefaultAsync(c => c.Id == id, ct);
        if (change is null)
        {
            return DraftChange.Unknown;
        }

        if (!change.MayAnswer(act.Actor))
        {
            return NotYours;
        }

        if (act.SawOther(change.Revision))
        {
            return Database.ChangedMeanwhile;
        }

        if (at is null ? change.Status is not (ChangeStatus.ToCheck or ChangeStatus.ToApprove) : change.Status != at)
        {
            return NotNow;
        }

        var answered = await answer(change);
        return answered.Ok ? await db.SaveAsync(ct) : answered;
    }

    private async Task<PublishRequest> RequestAsync(ItemChange change, CancellationToken ct)
    {
        var guideOnly = change.ItemId is { } item && await db.Set<Item>().AnyAsync(i => i.Id == item && i.Status == ItemStatus.GuideOnly, ct);
        var parent = change.ParentId is { } id ? await db.Set<Item>().SingleAsync(i => i.Id == id, ct) : null;
        return new PublishRequest(
            change.Code, change.Name, change.OrganisationId, change.OrganisationName, change.RegionCode, change.RegionName, ItemContent.FromJson(change.Content), $"变更单 {change.Id:N}")
        {
            Kind = change.ItemKind,
            Parent = parent,
            ParentVersion = parent is null ? null : change.ParentVersion,
            Follows = change.BaseVersion,
            WithdrawsWaiting = change.WithdrawsWaiting,
            Revives = change.Kind == ChangeKind.New && change.BaseVersion > 0,
            GuideOnly = guideOnly,
            PlanEffective = change.PlanEffective,
            PlanCancel = change.PlanCancel,
            KeepThemes = true,
        };
    }
}
