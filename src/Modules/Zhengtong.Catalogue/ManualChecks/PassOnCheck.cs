using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.ManualChecks;

/// <summary>改派、收回: a check that is not done goes to another reviewer, for example when the first has left, or is taken back; by a manager of the item's region (02.10).</summary>
internal sealed class PassOnCheck(Database db, AssignChecks assign, IMessages messages, WorkingCalendars calendars)
{
    /// <summary>Who gets a check late has some days for it all the same.</summary>
    private const int LeastDays = 5;
    private const int LongestReason = 200;

    public async Task<Outcome> ToAsync(Guid id, Guid? reviewerId, string? reason, Act act, CancellationToken ct)
    {
        var found = await FindAsync(id, reason, act, ct);
        if (!found.TryGet(out var check))
        {
            return found;
        }

        if ((await assign.ReviewersAsync(act.Actor, ct)).FirstOrDefault(c => c.StaffId == reviewerId) is not { } reviewer || reviewer.StaffId == check.ReviewerId)
        {
            return Problem.Invalid("catalogue.check-reviewer", "请选择另一位校验人。", "ReviewerId");
        }

        if (AssignChecks.OwnOf(reviewer) == check.OrganisationId)
        {
            return Problem.Invalid("catalogue.check-own", $"“{check.ItemName}”是校验人本单位的事项，请换一位校验人。", "ReviewerId");
        }

        var (was, had) = (check.ReviewerId, check.ReviewerName);
        var soonest = (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(act.At), LeastDays);
        check.PassOn(reviewer.StaffId, reviewer.Name, act.Actor.Id, act.Actor.Name, check.DueOn < soonest ? soonest : check.DueOn);
        db.Record(check, act, "check-passed-on", new { from = had, to = reviewer.Name, reason, due = check.DueOn });
        Tell(reviewer.StaffId, "有事项请您人工校验", $"{act.Actor.Name}把“{check.ItemName}”改派给您校验，{LegalDay.Date(check.DueOn)}前完成。理由：{reason}", check, $"{ChecksPageModel.Path}/{check.Id}");
        Tell(was, "人工校验已改派", $"“{check.ItemName}”已改派给{reviewer.Name}校验，您不用再办。理由：{reason}", check, ChecksPageModel.Path);
        return await db.SaveAsync(ct, Problem.Conflict("catalogue.check-there", "这个事项已经交给这位同事校验，请换一位校验人，或收回。"));
    }

    public async Task<Outcome> WithdrawAsync(Guid id, string? reason, Act act, CancellationToken ct)
    {
        var found = await FindAsync(id, reason, act, ct);
        if (!found.TryGet(out var check))
        {
            return found;
        }

        check.Withdraw(act.At);
        db.Record(check, act, "check-withdrawn", new { reason });
        Tell(check.ReviewerId, "人工校验已收回", $"“{check.ItemName}”不用再校验。理由：{reason}", check, ChecksPageModel.Path);
        return await db.SaveAsync(ct);
    }

    private async Task<Outcome<ManualCheck>> FindAsync(Guid id, string? reason, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.CatalogueManager, RegionCode: var region }
            || await db.Set<ManualCheck>().SingleOrDefaultAsync(c => c.Id == id && c.RegionCode.StartsWith(region), ct) is not { } check)
        {
            return Problem.NotFound("catalogue.check-unknown", "没有找到这项校验，或不在您的管理范围内。");
        }

        return !check.IsOpen ? Problem.Conflict("catalogue.check-done", "这项校验已经提交或收回，不能再改。")
            : (reason ?? "").Trim().Length is 0 or > LongestReason ? Problem.Invalid("catalogue.check-reason", $"请填写理由，不超过 {LongestReason} 个字。", "Reason")
            : check;
    }

    private void Tell(Guid staff, string title, string body, ManualCheck check, string link) =>
        messages.Send(db, new NewMessage(staff, title, body, $"manual-check:{check.Id:N}:{check.Revision}:{staff:N}", link));
}
