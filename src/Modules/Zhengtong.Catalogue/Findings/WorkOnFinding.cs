using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>What people do with a finding besides mending it: explain why it is none (a second person decides), answer who reported it, close what they found themselves.</summary>
internal sealed class WorkOnFinding(Database db, IMessages messages, IParties parties)
{
    private static readonly Problem Unknown = Problem.NotFound("catalogue.finding-unknown", "没有找到这个问题，或不由您的单位负责。");
    private static readonly Problem NeedsException =
        Problem.Conflict("catalogue.finding-agreement", "与上级目录不一致的问题不能用说明办结：请承接上级变更或者改为一致；确需不同的，请报请上级事项管理部门批准例外。");
    private static readonly Problem Over = Problem.Conflict("catalogue.finding-closed", "这个问题已经办结，不用再处理。");

    /// <summary>说明理由: stays open until a manager who is somebody else accepts it.</summary>
    public async Task<Outcome> ExplainAsync(Guid id, string? reason, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } finding)
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
        return await db.SaveAsync(ct);
    }

    /// <summary>A manager of the region, never who explained, accepts the explanation or sends it back.</summary>
    public async Task<Outcome> JudgeAsync(Guid id, bool accept, string? words, Act act, CancellationToken ct)
    {
        if (!act.Actor.Has(Roles.CatalogueManager) || await FindAsync(id, act, ct) is not { } finding)
        {
            return Unknown;
        }

        if (!finding.WaitsForJudgement)
        {
            return finding.IsOpen ? Problem.Conflict("catalogue.finding-not-explained", "这个问题没有等待审核的说明。") : Over;
        }

        if (finding.ExplainedById == act.Actor.Id)
        {
            return Problem.Forbidden("catalogue.second-person", "说明由您本人提交，请由另一位事项管理人员审核。");
        }

        if (Check(words, "Words", "审核意见") is { } missing)
        {
            return missing;
        }

        finding.Judge(words!.Trim(), act.Actor.Name, act.At);
        if (accept)
        {
            finding.Close(FindingEnd.Explained, act.At, LegalDay.Of(act.At));
        }

        db.Record(finding, act, accept ? "explanation-accepted" : "explanation-rejected", new { words = finding.Judgement });
        return await db.SaveAsync(ct);
    }

    /// <summary>Ends what a person reported, with words: of the public, who is told; or of a manual check, after mending.</summary>
    public async Task<Outcome> AnswerAsync(Guid id, string? reply, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } finding || finding.Origin is FindingOrigin.Machine or FindingOrigin.SameSource or FindingOrigin.Agreement)
        {
            return Unknown;
        }

        if (!finding.IsOpen)
        {
            return Over;
        }

        if (Check(reply, "Reply", finding.Origin == FindingOrigin.Public ? "答复" : "整改情况") is { } missing)
        {
            return missing;
        }

        var text = reply!.Trim();
        if (await db.Set<GuideRemark>().SingleOrDefaultAsync(r => r.FindingId == id, ct) is { } remark)
        {
            remark.Answer(text, act.At);
            await TellAsync(remark, ct);
        }

        finding.Judge(text, act.Actor.Name, act.At);
        finding.Close(finding.Origin == FindingOrigin.Public ? FindingEnd.Answered : FindingEnd.Mended, act.At, LegalDay.Of(act.At));
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
        act.Actor.Post is { Role: Roles.CatalogueManager or Roles.ItemEditor }
            ? db.Set<Finding>().VisibleTo(act.Actor).SingleOrDefaultAsync(f => f.Id == id, ct)
            : Task.FromResult<Finding?>(null);

    private static Problem? Check(string? text, string field, string what) =>
        (text ?? "").Trim().Length is 0 or > Finding.LongestText ? Problem.Invalid("catalogue.finding-text", $"请填写{what}，不超过 {Finding.LongestText} 个字。", field) : null;
}
