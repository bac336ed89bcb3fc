using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>Approves an adjustment after both gates, by somebody who neither applied nor reviewed; links the change of the power list; returns, hands in again, withdraws.</summary>
internal sealed class DecideAdjustment(Database db, PowerListVersions versions, RestorePowerList restore, TellAdjustment tell)
{
    internal sealed class LinkCommand
    {
        /// <summary>Of the published power list.</summary>
        public Guid? Version { get; set; }
    }

    public async Task<Outcome> ApproveAsync(Guid id, Act act, CancellationToken ct)
    {
        var of = await ManagedAsync(id, act, ct);
        if (of?.Stage != AdjustmentStage.Approving || act.SawOther(of.Round))
        {
            return PassGates.Not(of, act);
        }

        if (of.ReviewedById == act.Actor.Id || await db.HandedInByAsync(id, act.Actor, ct))
        {
            return Problem.Forbidden("catalogue.adjustment-second-person", "批准人不能是申请人或合法性审查人，请由另一位管理人员批准。");
        }

        of.Approved(act);
        db.Record(of, act, "adjustment-approved");
        await tell.ApprovedAsync(of, ct);
        return await db.SaveAsync(ct);
    }

    /// <summary>Links the published version of the power list that was changed for the adjustment, without which nothing comes into effect (01.37).</summary>
    public async Task<Outcome> LinkAsync(Guid id, LinkCommand command, Act act, CancellationToken ct)
    {
        var of = await ManagedAsync(id, act, ct);
        if (of?.Stage != AdjustmentStage.Linking || act.SawOther(of.Round))
        {
            return PassGates.Not(of, act);
        }

        if (command.Version is not { } chosen || await versions.FindAsync(of, chosen, ct) is not { } found)
        {
            return Problem.Invalid("catalogue.power-list-version", "请选择批准之后公布的权责清单版本。还没有公布的，请先按这次调整修改权责清单，由两位管理人员提交、审核公布。", "Version");
        }

        if (found.Unchanged.Count > 0)
        {
            return Problem.Invalid(
                "catalogue.power-list-unchanged",
                $"这一版权责清单没有调整这些事项：{string.Join('、', found.Unchanged.Take(5))}。请在权责清单里修改对应的条目（或建立对应关系、移出条目），公布后再关联。",
                "Version");
        }

        var (number, entry) = ($"权责清单第 {found.Version.Number} 版", string.Join('、', found.Entries.Select(e => $"{e.Number} {e.Name}")).Shortened(500));
        db.Add(new PowerListChange
        {
            AdjustmentId = id,
            Round = of.Round,
            ListVersionId = found.Version.Id,
            Number = number,
            Entry = entry.Length > 0 ? entry : "移出条目",
            ChangedOn = LegalDay.Of(found.Version.PublishedAt),
            ById = act.Actor.Id,
            ByName = act.Actor.Name,
            At = act.At,
        });
        of.Linked(act);
        db.Record(of, act, "power-list-linked", new { number, entry, version = found.Version.Id, found.Version.RegionCode });
        await tell.NextAsync(of, ct);
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> ReturnAsync(Guid id, string? why, Act act, CancellationToken ct)
    {
        var of = await ManagedAsync(id, act, ct);
        if (of?.Stage is not (>= AdjustmentStage.Assessing and <= AdjustmentStage.Effecting) || act.SawOther(of.Round))
        {
            return PassGates.Not(of, act);
        }

        if (Reason(why) is not { } reason)
        {
            return NoReason;
        }

        of.Return(reason, act);
        db.Record(of, act, "adjustment-returned", new { reason });
        await restore.StageAsync(of, reason, act, ct);
        await tell.ReturnedAsync(of, ct);
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> HandInAgainAsync(Guid id, string? reason, string? power, Act act, CancellationToken ct)
    {
        var of = await OwnAsync(id, act, ct);
        if (of?.Stage != AdjustmentStage.Returned)
        {
            return of is null ? PassGates.Unknown : PassGates.NotNow;
        }

        if (await versions.StillSaidAsync(of, ct) is { Count: > 0 } said)
        {
            return Problem.Conflict(
                "catalogue.power-list-still",
                $"公布的权责清单里，这些事项还是按退回的调整写的：{string.Join('、', said.Take(5))}。请先由管理人员审核公布恢复后的权责清单，再重新提出。");
        }

        if (ApplyAdjustment.Texts(reason, power) is { Count: > 0 } problems)
        {
            return Outcome.Refused(problems);
        }

        of.HandInAgain(reason!.Trim(), power!.Trim(), act);
        db.Add(AdjustmentApplicant.Of(of));
        db.Record(of, act, "handed-in-again", new { of.Round, of.Reason, of.Power });
        await tell.NextAsync(of, ct);
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> WithdrawAsync(Guid id, string? why, Act act, CancellationToken ct)
    {
        var of = await OwnAsync(id, act, ct);
        if (of is null || of.Stage is AdjustmentStage.InEffect or AdjustmentStage.Stopped or AdjustmentStage.Withdrawn)
        {
            return of is null ? PassGates.Unknown : PassGates.NotNow;
        }

        if (Reason(why) is not { } reason)
        {
            return NoReason;
        }

        var returned = of.Stage == AdjustmentStage.Returned;
        of.Withdraw(reason, act);
        await db.LetGoAsync(id, ct);
        db.Record(of, act, "adjustment-withdrawn", new { reason });
        if (!returned)
        {
            await restore.StageAsync(of, reason, act, ct);
        }

        return await db.SaveAsync(ct);
    }

    private static readonly Problem NoReason = Problem.Invalid("catalogue.adjustment-why", "请写明理由，不超过 1000 个字。", "why");

    private static string? Reason(string? typed) => (typed ?? "").Trim() is { Length: > 0 and <= 1000 } text ? text : null;

    private Task<Model.PermissionAdjustment?> ManagedAsync(Guid id, Act act, CancellationToken ct) =>
        db.Set<Model.PermissionAdjustment>().ManagedBy(act.Actor).SingleOrDefaultAsync(a => a.Id == id, ct);

    private Task<Model.PermissionAdjustment?> OwnAsync(Guid id, Act act, CancellationToken ct)
    {
        var (actor, organisation) = (act.Actor.Id, act.Actor.Has(Roles.ItemEditor) ? act.Actor.Post!.OrganisationId : Guid.Empty);
        return db.Set<Model.PermissionAdjustment>().VisibleTo(db, act.Actor).SingleOrDefaultAsync(
            a => a.Id == id && (a.GiverId == organisation || db.Set<AdjustmentApplicant>().Any(p => p.AdjustmentId == id && p.StaffId == actor)), ct);
    }
}
