using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>Sets up the project of a standard or does not (立项), returns it, takes it back, hands it in again (17.01). Never by who proposed it or wrote in it.</summary>
internal sealed class DecideProject(Database db, ResponsibleStaff persons)
{
    public static readonly Problem Own = Problem.Forbidden("catalogue.standard-second-person", "立项、发布须由没有提出、修改过这项标准的事项管理人员办理，请交由另一位办理。");

    public async Task<Outcome> ApproveAsync(Guid id, string? document, Act act, CancellationToken ct)
    {
        var (of, refused) = await OpenAsync(id, [StandardStatus.Proposed], act, ct);
        if (of is null)
        {
            return refused!;
        }

        if ((document ?? "").Trim() is not { Length: > 0 and <= 100 } number)
        {
            return Problem.Invalid("catalogue.standard-document", "请填写立项文件的文号，不超过 100 个字。", "document");
        }

        of.Approve(number, act);
        return await SaveAsync(of, act, "standard-approved", new { document = number }, ct);
    }

    public async Task<Outcome> RejectAsync(Guid id, string? why, Act act, CancellationToken ct)
    {
        var (of, refused) = await OpenAsync(id, [StandardStatus.Proposed], act, ct);
        if (of is null || Reason(why) is not { } reason)
        {
            return refused ?? NoReason;
        }

        of.Reject(reason, act);
        return await SaveAsync(of, act, "standard-rejected", new { reason }, ct);
    }

    public async Task<Outcome> ReturnAsync(Guid id, string? why, Act act, CancellationToken ct)
    {
        var (of, refused) = await OpenAsync(id, [StandardStatus.Proposed, StandardStatus.Drafting, StandardStatus.ToPublish], act, ct);
        if (of is null || Reason(why) is not { } reason)
        {
            return refused ?? NoReason;
        }

        of.Return(reason, act.At);
        return await SaveAsync(of, act, "standard-returned", new { reason }, ct);
    }

    public async Task<Outcome> HandInAgainAsync(Guid id, Act act, CancellationToken ct)
    {
        if (await db.Set<Standard>().OwnedBy(act.Actor).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } of)
        {
            return ProposeStandard.Unknown;
        }

        if (of.On(LegalDay.Of(act.At)) != StandardStatus.Returned)
        {
            return ProposeStandard.NotNow;
        }

        of.HandInAgain(act);
        return await SaveAsync(of, act, "standard-handed-in-again", null, ct);
    }

    public async Task<Outcome> WithdrawAsync(Guid id, string? why, Act act, CancellationToken ct)
    {
        if (await db.Set<Standard>().OwnedBy(act.Actor).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } of)
        {
            return ProposeStandard.Unknown;
        }

        if (of.On(LegalDay.Of(act.At)) is not (StandardStatus.Proposed or StandardStatus.Drafting or StandardStatus.Returned or StandardStatus.ToPublish))
        {
            return ProposeStandard.NotNow;
        }

        if (Reason(why) is not { } reason)
        {
            return NoReason;
        }

        of.Withdraw(reason, act);
        return await SaveAsync(of, act, "standard-withdrawn", new { reason }, ct);
    }

    private static readonly Problem NoReason = Problem.Invalid("catalogue.standard-why", "请写明理由，不超过 1000 个字。", "why");

    public static string? Reason(string? typed) => (typed ?? "").Trim() is { Length: > 0 and <= 1000 } text ? text : null;

    private async Task<(Standard? Of, Outcome? Refused)> OpenAsync(Guid id, StandardStatus[] when, Act act, CancellationToken ct)
    {
        var of = await db.Set<Standard>().DecidedBy(act.Actor, await persons.KeepersOfNationAsync(ct)).SingleOrDefaultAsync(s => s.Id == id, ct);
        return of is null ? (null, ProposeStandard.Unknown)
            : !when.Contains(of.On(LegalDay.Of(act.At))) ? (null, ProposeStandard.NotNow)
            : of.WasWrittenBy(act.Actor.Id) ? (null, Own)
            : act.SawOther(of.Revision) ? (null, Database.ChangedMeanwhile)
            : (of, null);
    }

    private async Task<Outcome> SaveAsync(Standard of, Act act, string what, object? data, CancellationToken ct)
    {
        db.Record(of, act, what, data);
        await db.TellOutsideAsync(of, act.At, ct);
        return await db.SaveAsync(ct);
    }
}
