using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.FirstAsked;

/// <summary>Hands a duty to a colleague, who must agree; until he does, whoever was asked first answers for it (03.15).</summary>
internal sealed class HandDutyOver(Database db, CaseFiles files, IOrganisations organisations, IMessages messages)
{
    public const int LongestReason = 500;
    private static readonly string[] Able = [Roles.WindowClerk, Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver, Roles.IssueClerk];
    private static readonly Problem NotAsked = Problem.Conflict("cases.duty-not-asked", "没有等您答复的移交，请刷新页面查看。");

    public async Task<Outcome> AskAsync(Guid dutyId, Guid staffId, string reason, Act act, CancellationToken ct)
    {
        if (reason.Trim() is not { Length: > 0 and <= LongestReason } why)
        {
            return Problem.Invalid("cases.duty-reason", $"请写明移交的理由（{LongestReason} 字以内）。", "reason");
        }

        if (await db.FindDutyAsync(dutyId, act.Actor, ct) is not { } duty || duty.StaffId != act.Actor.Id)
        {
            return RegisterWindowEnquiry.Gone;
        }

        if (duty.AnsweredAt is not null || (duty.CaseId is { } caseId && await db.Set<Case>().AnyAsync(c => c.Id == caseId && c.ClosedAt != null, ct)))
        {
            return Problem.Conflict("cases.duty-ended", "这件事已经答复或办结，不需要移交。");
        }

        if ((await CandidatesAsync(duty, act.Actor, ct)).FirstOrDefault(c => c.StaffId == staffId) is not { } next)
        {
            return Problem.Invalid("cases.duty-person", "请选择一位在岗的同事。", "person");
        }

        db.Add(new DutyHandOver
        {
            Id = Guid.CreateVersion7(act.At),
            DutyId = duty.Id,
            FromId = act.Actor.Id,
            FromName = act.Actor.Name,
            ToId = next.StaffId,
            ToName = next.Name,
            ToRole = next.Role,
            ToOrganisationName = next.OrganisationName,
            Reason = why,
            AskedAt = act.At,
        });
        duty.Revision++;
        db.Record(duty, act, "duty-offered", new { to = next.Name, reason = why });
        await TellAsync(duty, next.StaffId, $"duty-offer:{duty.Id:N}:{duty.Revision}", "请您接办首问事项", $"{act.Actor.Name}请您接办“{duty.ItemName}”。理由：{why}。您同意以前，仍由{act.Actor.Name}负责。", ct);
        return await db.SaveAsync(ct, Problem.Conflict("cases.duty-offered", "已经请一位同事接办，请等他答复。"));
    }

    /// <param name="note">Why not, when declined.</param>
    public async Task<Outcome> ReplyAsync(Guid dutyId, bool agreed, string note, Act act, CancellationToken ct)
    {
        if (!agreed && note.Trim().Length is 0 or > LongestReason)
        {
            return Problem.Invalid("cases.duty-note", "请写明不接办的理由。", "note");
        }

        var open = db.Set<DutyHandOver>().Where(h => h.DutyId == dutyId && h.ToId == act.Actor.Id && h.RepliedAt == null);
        // The duty first: its revision tells what changed after it was read.
        if (await open.Join(db.Set<Duty>(), h => h.DutyId, d => d.Id, (h, d) => d).SingleOrDefaultAsync(ct) is not { } duty || await open.SingleOrDefaultAsync(ct) is not { } asked)
        {
            return NotAsked;
        }

        asked.RepliedAt = act.At;
        asked.Agreed = agreed;
        asked.Note = note.Trim();
        duty.Revision++;
        if (agreed)
        {
            (duty.StaffId, duty.StaffName, duty.Role, duty.OrganisationName) = (asked.ToId, asked.ToName, asked.ToRole, asked.ToOrganisationName);
            if (duty.CaseId is { } caseId)
            {
                var file = await files.OpenAsync(await db.Set<Case>().SingleAsync(c => c.Id == caseId, ct), ct);
                file.Record(act, "duty-handed-over", null, new { from = asked.FromName, to = asked.ToName, reason = asked.Reason });
            }
        }

        db.Record(duty, act, agreed ? "duty-taken-over" : "duty-declined", new { from = asked.FromName, note = asked.Note });
        await TellAsync(
            duty, asked.FromId, $"duty-reply:{asked.Id:N}", agreed ? "同事已接办首问事项" : "同事没有接办首问事项",
            agreed ? $"{asked.ToName}已接办“{duty.ItemName}”，您不再负责。" : $"{asked.ToName}没有接办“{duty.ItemName}”，仍由您负责。理由：{asked.Note}", ct);
        return await db.SaveAsync(ct);
    }

    /// <summary>Colleagues of one's own organisation, and those of the organisation that decides the case.</summary>
    public async Task<IReadOnlyList<Colleague>> CandidatesAsync(Duty duty, Actor actor, CancellationToken ct)
    {
        var own = await organisations.ColleaguesAsync(actor.Post!.OrganisationId, Able, ct, CasesFunctions.FirstAsked);
        var deciding = duty.CaseId is { } caseId ? await db.Set<Case>().Where(c => c.Id == caseId).Select(c => c.OrganisationId).SingleAsync(ct) : actor.Post.OrganisationId;
        var theirs = deciding == actor.Post.OrganisationId ? [] : await organisations.ColleaguesAsync(deciding, Able, ct, CasesFunctions.FirstAsked);
        return [.. own.Concat(theirs).Where(c => c.StaffId != duty.StaffId).DistinctBy(c => c.StaffId)];
    }

    private async Task TellAsync(Duty duty, Guid staffId, string key, string title, string body, CancellationToken ct)
    {
        var line = $"{title}：{duty.ItemName}";
        messages.Send(db, new NewMessage(
            staffId, line.Length <= 100 ? line : line[..99] + "…", body, key, $"{DutyPageModel.Path}/{duty.Id}", Phone: await organisations.PhoneOfStaffAsync(staffId, ct)));
    }
}
