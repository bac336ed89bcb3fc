using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>Inspects one item again: after each publishing, and when somebody presses 复检 (01.20, 02.08, 02.09).</summary>
internal sealed class RecheckItem(Database db, InspectionStandard standard, Surroundings around, TellEditors tell, ResponsibleStaff persons, WorkingCalendars calendars, TimeProvider clock)
    : ISubscriber<ItemPublished>
{
    public Task HandleAsync(ItemPublished happened, Guid eventId, CancellationToken ct) =>
        StageAsync(happened.ItemId, Act.BySystem("发布后检测", clock.GetUtcNow().UtcDateTime), ct);

    /// <summary>What is known of an item follows what was decided about it at once; were this lost, the night would mend it.</summary>
    public async Task AfterAsync(Guid itemId, Act act, CancellationToken ct)
    {
        await StageAsync(itemId, act, ct);
        await db.SaveAsync(ct);
    }

    /// <summary>Rechecks an item whose findings the actor works on.</summary>
    /// <returns>How many findings are still open.</returns>
    public async Task<Outcome<int>> RunAsync(Guid itemId, Act act, CancellationToken ct)
    {
        if (!await db.Set<Finding>().KeptBy(act.Actor).AnyAsync(f => f.ItemId == itemId, ct))
        {
            return Problem.NotFound("catalogue.item-unknown", "没有找到这个事项，或不由您的单位负责。");
        }

        if (await db.Set<Item>().AnyAsync(i => i.Id == itemId && i.Status == ItemStatus.Paused, ct))
        {
            return RestFindings.ItemPaused;
        }

        var open = await StageAsync(itemId, act, ct);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? open : Outcome<int>.Because(saved.Problems);
    }

    /// <summary>Adds and closes findings without saving.</summary>
    private async Task<int> StageAsync(Guid itemId, Act act, CancellationToken ct)
    {
        if (await ItemPages.OneAsync(db, db.Set<Item>().Where(i => i.Id == itemId), LegalDay.Of(act.At), ct) is not { } row)
        {
            return 0;
        }

        var known = await db.Set<Finding>().Where(f => f.ItemId == itemId && (f.ClosedAt == null || f.ClosedAs == FindingEnd.Explained)).ToListAsync(ct);
        if (row.Status == ItemStatus.Cancelled)
        {
            Close(known.Where(FindingMerge.IsEndedWithItem).Select(f => (f, FindingEnd.ItemEnded)), row.Version, act);
            return known.Count(f => f.IsOpen);
        }

        // Rules that count for what can be applied for would call everything mended, and set a fresh limit on resuming.
        if (row.Status == ItemStatus.Paused)
        {
            return known.Count(f => f.IsOpen);
        }

        var rules = await standard.RulesAsync(ct);
        var content = ItemContent.FromJson(row.Content);
        var faults = InspectItem.Judge(rules, row.As(content, await around.OfOneAsync(row.Code, row.CatalogueCode, content, row.OrganisationId, row.RegionCode, ct)));
        var nation = row.RegionCode.Length == 0 ? await persons.KeepersOfNationAsync(ct) : "";
        var merge = new FindingMerge(
            rules.Select(r => r.Key).ToHashSet(StringComparer.Ordinal), await calendars.CurrentAsync(ct), act.At, nation);
        var (added, gone) = merge.Of(row, faults, known);
        await persons.NameAsync(added, ct);
        db.AddRange(added);
        Close(gone, row.Version, act);
        if (added.Count > 0)
        {
            await tell.OfDayAsync(added, act.At, ct);
        }

        return known.Count(f => f.IsOpen) + added.Count;
    }

    private void Close(IEnumerable<(Finding Finding, FindingEnd End)> gone, int version, Act act)
    {
        foreach (var (finding, end) in gone)
        {
            finding.Close(end, act.At, LegalDay.Of(act.At), end == FindingEnd.Mended ? version : 0);
            db.Record(finding, act, end == FindingEnd.Mended ? "finding-mended" : "finding-ended", new { version });
        }
    }
}
