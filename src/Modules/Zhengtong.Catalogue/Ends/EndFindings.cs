using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Ends;

/// <summary>
/// A live item that says something else on an end than the master is a finding like any other (同源核对, 02.16): it goes to the organisation whose end it is, with a limit, is ended by
/// the next comparison that finds all equal, and counts to zero. Stages rows, does not save.
/// </summary>
internal sealed class EndFindings(Database db, TellEditors tell, WorkingCalendars calendars)
{
    public const int Days = 5;
    private const string Rule = "same-source:";

    /// <summary>One rule for each end, so that two ends that deviate in the same item are two findings.</summary>
    public static string RuleOf(Guid endId) => Rule + endId.ToString("N");

    /// <returns>null for a finding of another origin.</returns>
    public static Guid? EndOf(Finding finding) => finding.Origin == FindingOrigin.SameSource && Guid.TryParse(finding.RuleKey.AsSpan(Rule.Length), out var id) ? id : null;

    public Task BeginAsync(ApplicationEnd end, Item item, int version, IReadOnlyList<EndDifference> differences, DateTime at, CancellationToken ct) => BeginAsync(
        end, item, version, differences[0].Key, Told(end, item, differences), "应用端内容与事项库不一致", new { end = end.Name, elements = differences.Select(d => d.Key) }, at, ct);

    /// <summary>What differs is another than before: the open finding tells of that.</summary>
    public async Task RenewAsync(ApplicationEnd end, Item item, IReadOnlyList<EndDifference> differences, DateTime at, CancellationToken ct)
    {
        if (await OpenAsync(end, item, ct) is { } finding)
        {
            Renew(finding, differences[0].Key, Told(end, item, differences), new { elements = differences.Select(d => d.Key) }, at);
        }
    }

    /// <summary>A newer version has been in force for the limit, and the end has not said what it shows of it.</summary>
    /// <param name="version">The one in force.</param>
    /// <param name="since">When the first version came in force that it was not compared with.</param>
    public Task BeginLaggingAsync(ApplicationEnd end, Item item, int version, DateOnly since, DateTime at, CancellationToken ct) => BeginAsync(
        end, item, version, "现行版本",
        $"“{item.Name}”{LegalDay.Date(since)}起有新版本，“{end.Name}”超过 {Days} 个工作日没有按新版本报送所显示的内容。请通知该端更新后重新报送，或撤下这个事项。",
        "应用端没有按新版本重新报送", new { end = end.Name, since }, at, ct);

    public static bool IsOverdue(WorkingCalendar calendar, DateOnly since, DateOnly today) => calendar.AddWorkingDays(since, Days) < today;

    private Task<Finding?> OpenAsync(ApplicationEnd end, Item item, CancellationToken ct)
    {
        var rule = RuleOf(end.Id);
        return db.Set<Finding>().SingleOrDefaultAsync(f => f.ItemId == item.Id && f.RuleKey == rule && f.ClosedAt == null, ct);
    }

    private void Renew(Finding finding, string element, string message, object facts, DateTime at)
    {
        if (finding.Renew(element, message, at))
        {
            db.Record(finding, Act.BySystem("同源核对", at), "finding-renewed", facts);
        }
    }

    private static string Told(ApplicationEnd end, Item item, IReadOnlyList<EndDifference> differences) =>
        $"“{end.Name}”上的“{item.Name}”有 {differences.Count} 个要素与事项库不一致：{string.Join("、", differences.Select(d => d.Name))}。"
        + (differences[0].IsStanding ? $"事项库里这个事项{differences[0].Master[0]}，请通知该端撤下。" : "请通知该端按事项库更正，或撤下这个事项。");

    private async Task BeginAsync(ApplicationEnd end, Item item, int version, string element, string message, string title, object facts, DateTime at, CancellationToken ct)
    {
        if (await OpenAsync(end, item, ct) is { } known)
        {
            Renew(known, element, message, facts, at);
            return;
        }

        var finding = new Finding
        {
            Id = Guid.CreateVersion7(at),
            ItemId = item.Id,
            ItemCode = item.Code,
            ItemName = item.Name,
            Version = version,
            RuleKey = RuleOf(end.Id),
            RuleVersion = 1,
            Place = end.Name,
            Element = element,
            Blocks = false,
            Message = Finding.Fit(message),
            Origin = FindingOrigin.SameSource,
            OrganisationId = end.OrganisationId,
            OrganisationName = end.OrganisationName,
            RegionCode = end.RegionCode,
            FoundAt = at,
            DueOn = (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(at), Days),
        };
        db.Add(finding);
        db.Record(finding, Act.BySystem("同源核对", at), "finding-registered", facts);
        await tell.OfFindingAsync(finding, title, ct);
    }

    /// <summary>Ends what is open of an item at an end, or of all its items.</summary>
    /// <param name="itemId">null: all items of the end.</param>
    /// <param name="version">The version that the end shows now; 0 when it shows none any more.</param>
    public async Task EndAsync(Guid endId, Guid? itemId, FindingEnd how, int version, Act act, CancellationToken ct)
    {
        var rule = RuleOf(endId);
        var open = db.Set<Finding>().Where(f => f.RuleKey == rule && f.ClosedAt == null);
        open = itemId is { } one ? open.Where(f => f.ItemId == one) : open;
        foreach (var finding in await open.ToListAsync(ct))
        {
            finding.Close(how, act.At, LegalDay.Of(act.At), version);
            db.Record(finding, act, how == FindingEnd.Mended ? "finding-mended" : "finding-ended", new { version });
        }
    }
}
