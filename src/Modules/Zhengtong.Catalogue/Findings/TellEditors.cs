using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Tell;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>
/// 推送: tells who answers for a finding that there is something to mend; where nobody does, who keeps the items of the organisation, and where nobody does that either, the managers of the
/// region or of the next above (01.20, 02.08). And of what is said about it: who may judge that an explanation was handed in, who explained what was judged (02.09).
/// </summary>
internal sealed class TellEditors(Database db, IMessages messages, NearestManagers managers)
{
    public const string List = "/office/inspection";
    private const string Mine = List + "?who=" + FindingFilter.Mine;
    private const string ToJudge = List + "?show=" + FindingFilter.ToJudge;
    private const string Nobodys = List + "?who=" + FindingFilter.Nobody;

    /// <summary>After a publishing. One message a day, whatever else is published: an import must not fill an inbox.</summary>
    /// <param name="found">What was found in one item.</param>
    public async Task OfDayAsync(IReadOnlyList<Finding> found, DateTime at, CancellationToken ct)
    {
        var first = found[0];
        foreach (var staff in first.ResponsibleId is { } person ? [person] : await managers.KeepersAsync(first.OrganisationId, first.RegionCode, ct))
        {
            var key = $"inspect-day:{LegalDay.Of(at):yyyyMMdd}:{staff}";
            if (!await db.Set<Message>().AnyAsync(m => m.DedupeKey == key, ct))
            {
                messages.Send(db, new NewMessage(staff, "事项检测发现新问题", $"“{first.ItemName.Shortened()}”检出 {found.Count} 个问题，请按期整改；今天检出的其他问题也在问题清单里。", key, List));
            }
        }
    }

    /// <summary>After a comparison with the entries above. One message a day, whatever else is compared: a change of the province's catalogue must not fill an inbox.</summary>
    public async Task OfAgreementAsync(Guid organisationId, string regionCode, int found, DateTime at, CancellationToken ct)
    {
        foreach (var staff in await managers.KeepersAsync(organisationId, regionCode, ct))
        {
            var key = $"agreement-day:{LegalDay.Of(at):yyyyMMdd}:{staff}";
            if (!db.Set<Message>().Local.Any(m => m.DedupeKey == key) && !await db.Set<Message>().AnyAsync(m => m.DedupeKey == key, ct))
            {
                messages.Send(db, new NewMessage(staff, "事项与上级目录不一致", $"您单位有 {found} 个事项与上级目录不一致，请按期承接或者改为一致；今天比对出的其他问题也在问题清单里。", key, List));
            }
        }
    }

    /// <summary>After a run over everything.</summary>
    /// <param name="person">Who answers for them; null: nobody yet.</param>
    public Task OfRunAsync(Guid runId, Guid organisationId, string regionCode, Guid? person, int found, CancellationToken ct) => SendAsync(
        organisationId, regionCode, person, "全量检测发现新问题", $"本次检测在{(person is null ? "您单位" : "您负责")}的事项里新发现 {found} 个问题，请到问题清单查看并按期整改。",
        $"inspect-run:{runId:N}:{organisationId:N}:{regionCode}{Own(person)}", person is null ? Nobodys : Mine, ct);

    public Task OfOverdueAsync(DateOnly today, Guid organisationId, string regionCode, Guid? person, int overdue, CancellationToken ct) => SendAsync(
        organisationId, regionCode, person, "有问题超过整改期限",
        person is null ? $"您单位有 {overdue} 个没有责任人的问题超过整改期限，请领取后尽快整改，或说明理由。" : $"您负责的 {overdue} 个问题超过整改期限，请尽快整改后复检，或说明理由。",
        $"inspect-late:{today:yyyyMMdd}:{organisationId:N}:{regionCode}{Own(person)}", person is null ? Nobodys : Mine, ct);

    /// <summary>What was somebody's has become nobody's.</summary>
    public Task OfFreedAsync(DateOnly today, Guid organisationId, string regionCode, int freed, CancellationToken ct) => SendAsync(
        organisationId, regionCode, null, "有问题等待领取", $"责任人已经离岗，{freed} 个问题等待领取，整改期限不变。", $"finding-freed:{today:yyyyMMdd}:{organisationId:N}:{regionCode}", Nobodys, ct);

    /// <summary>Something that came from a person, not from a machine.</summary>
    public Task OfFindingAsync(Finding finding, string title, CancellationToken ct) => SendAsync(
        finding.OrganisationId, finding.RegionCode, finding.ResponsibleId, title, $"“{finding.ItemName.Shortened()}”：{FindingNames.Told(finding)}",
        $"finding:{finding.Id:N}", List + "/" + finding.Id, ct);

    /// <summary>It was given to somebody.</summary>
    public void OfEntrusted(Finding finding, Act act) => messages.Send(db, new NewMessage(
        finding.ResponsibleId!.Value, "有问题指派给您", $"{act.Actor.Name}把“{finding.ItemName.Shortened()}”的问题指派给您，{LegalDay.Date(finding.DueOn)}前整改：{FindingNames.Told(finding)}",
        $"finding-entrusted:{finding.Id:N}:{finding.Revision}", List + "/" + finding.Id));

    /// <summary>Who found it himself is asked to look whether it is gone; what a machine found is judged by the managers nearest to it.</summary>
    public async Task OfExplainedAsync(Finding finding, CancellationToken ct)
    {
        var (reporter, explainer) = (finding.ReportedById, finding.ExplainedById!.Value);
        foreach (var judge in reporter is { } one && one != explainer ? [one] : await managers.OfAsync(finding.RegionCode, [explainer], ct))
        {
            messages.Send(db, new NewMessage(
                judge, finding.SaidMended ? "整改情况请您确认" : "问题说明请您审核", $"“{finding.ItemName.Shortened()}”：{finding.ExplainedByName}说明：{finding.Explanation}",
                $"finding-judge:{finding.Id:N}:{finding.Revision}:{judge}", List + "/" + finding.Id));
        }
    }

    /// <summary>Who explained it, and who answers for it.</summary>
    /// <param name="mended">It had been said to be mended, not to be no fault.</param>
    public void OfJudged(Finding finding, bool mended, Act act)
    {
        var (accepted, what) = (!finding.IsOpen, mended ? "整改情况" : "问题说明");
        var next = accepted ? "，问题已经办结" : finding.Rests ? "" : finding.DueOn < LegalDay.Of(act.At) ? "，已经超过整改期限，请尽快整改" : $"，请在{LegalDay.Date(finding.DueOn)}前整改";
        foreach (var staff in new[] { finding.ExplainedById, finding.ResponsibleId }.OfType<Guid>().Distinct().Where(s => s != act.Actor.Id))
        {
            messages.Send(db, new NewMessage(
                staff, what + (accepted ? "已采纳" : "没有采纳"), $"“{finding.ItemName.Shortened()}”：{act.Actor.Name}{(accepted ? "采纳" : "没有采纳")}{what}{next}。审核意见：{finding.Judgement}",
                $"finding-judged:{finding.Id:N}:{finding.Revision}:{staff}", List + "/" + finding.Id));
        }
    }

    /// <summary>Once a day while they wait to be judged.</summary>
    public void OfWaiting(DateOnly today, Guid judge, int waiting) => messages.Send(db, new NewMessage(
        judge, "有问题说明等待审核", $"{waiting} 个问题的说明或整改情况等待您审核，请尽快审核。审核以前不催办责任人。", $"inspect-judge:{today:yyyyMMdd}:{judge}", ToJudge));

    private async Task SendAsync(Guid organisationId, string regionCode, Guid? person, string title, string body, string key, string link, CancellationToken ct)
    {
        foreach (var staff in person is { } one ? [one] : await managers.KeepersAsync(organisationId, regionCode, ct))
        {
            messages.Send(db, new NewMessage(staff, title, body, $"{key}:{staff}", link));
        }
    }

    /// <summary>An editor is told of what is his and of what is nobody's: two messages.</summary>
    private static string Own(Guid? person) => person is null ? "" : ":own";
}
