using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>
/// What people do with a finding besides mending it: take it or give it to a colleague, explain why it is none or how it was mended (a second person decides), answer who reported it.
/// </summary>
internal sealed class WorkOnFinding(Database db, TellEditors tell, ResponsibleStaff persons, IMessages messages, IParties parties)
{
    private static readonly Problem Unknown = Problem.NotFound("catalogue.finding-unknown", "没有找到这个问题，或不由您的单位负责。");
    private static readonly Problem NeedsException =
        Problem.Conflict("catalogue.finding-agreement", "与上级目录不一致的问题不能用说明办结：请承接上级变更或者改为一致；确需不同的，请报请上级事项管理部门批准例外。");
    private static readonly Problem Over = Problem.Conflict("catalogue.finding-closed", "这个问题已经办结，不用再处理。");

    /// <summary>领取: who keeps the items takes what is nobody's; a manager also what is somebody else's.</summary>
    public Task<Outcome> TakeAsync(Guid id, Act act, CancellationToken ct) => EntrustAsync(id, act.Actor.Id, act, ct);

    /// <summary>指派, 领取 and giving back: a manager, or who answers for it, or anybody who keeps it while it is nobody's.</summary>
    /// <param name="staff">null: nobody's again.</param>
    public async Task<Outcome> EntrustAsync(Guid id, Guid? staff, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } finding)
        {
            return Unknown;
        }

        if (!finding.IsOpen)
        {
            return Over;
        }

        if (finding.ResponsibleId is { } whose && whose != act.Actor.Id && !act.Actor.Has(Roles.CatalogueManager))
        {
            return Problem.Conflict("catalogue.finding-taken", $"这个问题由{finding.ResponsibleName}负责。需要换人的，请他转交，或由事项管理人员指派。");
        }

        var to = staff is null ? null : (await persons.CandidatesAsync(finding.OrganisationId, finding.RegionCode, ct)).FirstOrDefault(c => c.StaffId == staff);
        if (staff is not null && to is null)
        {
            return Problem.Invalid("catalogue.finding-person", "请选择责任单位的事项专员，或本地区的事项管理人员。", "Person");
        }

        if (finding.ResponsibleId == to?.StaffId)
        {
            return Outcome.Done();
        }

        finding.Entrust(to?.StaffId, to?.Name ?? "");
        db.Record(finding, act, to is null ? "finding-released" : "finding-entrusted", new { to = to?.Name });
        if (to is not null && to.StaffId != act.Actor.Id)
        {
            tell.OfEntrusted(finding, act);
        }

        return await db.SaveAsync(ct);
    }

    /// <summary>说明理由: stays open until a manager who is somebody else accepts it. Who spoke from outside is answered, not explained away.</summary>
    public async Task<Outcome> ExplainAsync(Guid id, string? reason, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } finding || finding.Origin == FindingOrigin.Public)
        {
            return Unknown;
        }

        if (!finding.IsOpen)
        {
            return Over;
        }

        if (finding.Origin == FindingOrigin.Agreement)
        {
            return NeedsException;
        }

        if (Check(reason, "Reason", "为什么不是问题") is { } missing)
        {
            return missing;
        }

        finding.Explain(reason!.Trim(), act.Actor.Id, act.Actor.Name, act.At);
        db.Record(finding, act, "finding-explained", new { reason = finding.Explanation });
        await tell.OfExplainedAsync(finding, ct);
        return await db.SaveAsync(ct);
    }

    /// <summary>登记整改 of what no machine looks at: a later version must be in force, and a second person confirms that the fault is gone in it (02.09).</summary>
    public async Task<Outcome> SayMendedAsync(Guid id, string? how, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } finding || finding.Origin != FindingOrigin.Manual)
        {
            return Unknown;
        }

        if (!finding.IsOpen)
        {
            return Over;
        }

        if (Check(how, "Reply", "整改情况") is { } missing)
        {
            return missing;
        }

        var version = await VersionsInForce.Of(db, db.Set<Item>().Where(i => i.Id == finding.ItemId), LegalDay.Of(act.At)).Select(x => x.Version.Number).SingleOrDefaultAsync(ct);
        if (version <= finding.Version)
        {
            return Problem.Invalid("catalogue.finding-no-version", $"发现问题的第 {finding.Version} 版仍是现行版本。改好的版本发布并生效后再登记整改；确实不是问题的，请说明理由。", "Reply");
        }

        finding.Explain(how!.Trim(), act.Actor.Id, act.Actor.Name, act.At, version);
        db.Record(finding, act, "finding-said-mended", new { how = finding.Explanation, version });
        await tell.OfExplainedAsync(finding, ct);
        return await db.SaveAsync(ct);
    }

    /// <summary>A manager of the region, or who found it, but never who explained, accepts what was said or sends it back.</summary>
    public async Task<Outcome> JudgeAsync(Guid id, bool accept, string? words, Act act, CancellationToken ct)
    {
        if (await db.Set<Finding>().OpenTo(act.Actor).SingleOrDefaultAsync(f => f.Id == id, ct) is not { } finding || !(act.Actor.Has(Roles.CatalogueManager) || finding.ReportedById == act.Actor.Id))
        {
            return Unknown;
        }

        if (!finding.WaitsForJudgement)
        {
            return finding.IsOpen ? Problem.Conflict("catalogue.finding-not-explained", "这个问题没有等待审核的说明。") : Over;
        }

        if (!finding.IsJudgedBy(act.Actor))
        {
            return Problem.Forbidden("catalogue.second-person", "说明由您本人提交，请由另一位事项管理人员审核。");
        }

        if (Check(words, "Words", "审核意见") is { } missing)
        {
            return missing;
        }

        var mended = finding.SaidMended;
        finding.Judge(words!.Trim(), act.Actor.Name, act.At, accept);
        if (accept)
        {
            finding.Close(mended ? FindingEnd.Mended : FindingEnd.Explained, act.At, LegalDay.Of(act.At), finding.MendedVersion);
        }

        db.Record(finding, act, accept ? "explanation-accepted" : "explanation-rejected", new { words = finding.Judgement, mended });
        tell.OfJudged(finding, mended, act);
        return await db.SaveAsync(ct);
    }

    /// <summary>Answers who from the public reported it, which ends it.</summary>
    public async Task<Outcome> AnswerAsync(Guid id, string? reply, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } finding || finding.Origin != FindingOrigin.Public)
        {
            return Unknown;
        }

        if (!finding.IsOpen)
        {
            return Over;
        }

        if (Check(reply, "Reply", "答复") is { } missing)
        {
            return missing;
        }

        var text = reply!.Trim();
        if (await db.Set<GuideRemark>().SingleOrDefaultAsync(r => r.FindingId == id, ct) is { } remark)
        {
            remark.Answer(text, act.At);
            await TellAsync(remark, ct);
        }

        finding.Judge(text, act.Actor.Name, act.At, accepted: true);
        finding.Close(FindingEnd.Answered, act.At, LegalDay.Of(act.At));
        db.Record(finding, act, "finding-answered", new { reply = text });
        return await db.SaveAsync(ct);
    }

    private async Task TellAsync(GuideRemark remark, CancellationToken ct)
    {
        if (remark.PartyId is { } party)
        {
            var email = (await parties.FindAsync(party, ct))?.Email;
            messages.Send(db, new NewMessage(
                party, "您的指南纠错有答复了", $"您对“{remark.ItemName}”指南的意见，{remark.OrganisationName}已经答复：{remark.Reply}", $"guide-remark:{remark.Id:N}", "/my/guide-feedback", email));
        }
    }

    private Task<Finding?> FindAsync(Guid id, Act act, CancellationToken ct) =>
        db.Set<Finding>().KeptBy(act.Actor).SingleOrDefaultAsync(f => f.Id == id, ct);

    private static Problem? Check(string? text, string field, string what) =>
        (text ?? "").Trim().Length is 0 or > Finding.LongestText ? Problem.Invalid("catalogue.finding-text", $"请填写{what}，不超过 {Finding.LongestText} 个字。", field) : null;
}
