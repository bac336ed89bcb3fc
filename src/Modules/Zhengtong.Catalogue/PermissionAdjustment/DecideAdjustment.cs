using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>Approves an adjustment after both gates, by somebody who neither applied nor reviewed; links the change of the power list; returns, hands in again, withdraws.</summary>
internal sealed class DecideAdjustment(Database db, TellAdjustment tell)
{
    internal sealed class LinkCommand
    {
        public string? Number { get; set; }

        public string? Entry { get; set; }

        public DateOnly? ChangedOn { get; set; }
    }

    public async Task<Outcome> ApproveAsync(Guid id, Act act, CancellationToken ct)
    {
        var of = await ManagedAsync(id, act, ct);
        if (of?.Stage != AdjustmentStage.Approving)
        {
            return of is null ? PassGates.Unknown : PassGates.NotNow;
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

    /// <summary>Names the change of the power list, without which nothing comes into effect (01.37).</summary>
    public async Task<Outcome> LinkAsync(Guid id, LinkCommand command, Act act, CancellationToken ct)
    {
        var of = await ManagedAsync(id, act, ct);
        if (of?.Stage != AdjustmentStage.Linking)
        {
            return of is null ? PassGates.Unknown : PassGates.NotNow;
        }

        var (number, entry, problems) = ((command.Number ?? "").Trim(), (command.Entry ?? "").Trim(), new List<Problem>());
        if (number.Length is 0 or > 100)
        {
            problems.Add(Problem.Invalid("catalogue.power-list-number", "请填写权责清单调整的文号，不超过 100 个字。", "Number"));
        }

        if (entry.Length is 0 or > 500)
        {
            problems.Add(Problem.Invalid("catalogue.power-list-entry", "请填写权责清单里调整的条目，不超过 500 个字。", "Entry"));
        }

        if (command.ChangedOn is not { } day || day > LegalDay.Of(act.At))
        {
            problems.Add(Problem.Invalid("catalogue.power-list-day", "请填写权责清单调整的日期，不晚于今天。", "ChangedOn"));
        }

        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        db.Add(new PowerListChange { AdjustmentId = id, Round = of.Round, Number = number, Entry = entry, ChangedOn = command.ChangedOn!.Value, ById = act.Actor.Id, ByName = act.Actor.Name, At = act.At });
        of.Linked(act);
        db.Record(of, act, "power-list-linked", new { number, entry, command.ChangedOn });
        await tell.NextAsync(of, ct);
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> ReturnAsync(Guid id, string? why, Act act, CancellationToken ct)
    {
        var of = await ManagedAsync(id, act, ct);
        if (of?.Stage is not (>= AdjustmentStage.Assessing and <= AdjustmentStage.Effecting))
        {
            return of is null ? PassGates.Unknown : PassGates.NotNow;
        }

        if (Reason(why) is not { } reason)
        {
            return NoReason;
        }

        of.Return(reason, act);
        db.Record(of, act, "adjustment-returned", new { reason });
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

        of.Withdraw(reason, act);
        await db.LetGoAsync(id, ct);
        db.Record(of, act, "adjustment-withdrawn", new { reason });
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
