using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>The national catalogue as it stands, and putting a plan into it (01.10, 01.24): new versions, and a planned day of cancelling for what the list no longer has. Saves nothing.</summary>
internal sealed class NationalCatalogue(Database db, PublishItemVersion publish, BecomeItems become)
{
    /// <summary>Entries of the types that a list has: the others are no matter of it.</summary>
    public async Task<IReadOnlyList<StandingEntry>> StandingAsync(IEnumerable<NationalRow> list, CancellationToken ct)
    {
        var prefixes = list.Select(r => "00" + r.Type).Distinct().ToList();
        var rows = await db.Set<Item>().Where(i => i.Kind == ItemKind.Basic && i.RegionCode == "" && prefixes.Contains(i.Code.Substring(0, 4)))
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, v.Content, v.PlanCancel })
            .OrderBy(x => x.Item.Code).Take(NationalList.MostRows * 2).ToListAsync(ct);
        return [.. rows.Select(r => new StandingEntry(r.Item, ItemContent.FromJson(r.Content), r.PlanCancel))];
    }

    /// <param name="cancelOn">From when what the list no longer has is cancelled; null: it stays.</param>
    public async Task<List<RowFault>> StageAsync(NationalPlan plan, string source, DateOnly? cancelOn, Act act, CancellationToken ct)
    {
        var faults = new List<RowFault>();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var entry in plan.Added.Concat(plan.Changed))
        {
            var request = Request(entry.Code, entry.Row.Name, entry.Row.Department, entry.Content, source, entry.Row.CancelOn)
                with { PlanEffective = entry.Entry?.Item.CarriedOn(LegalDay.Of(act.At)) };
            var staged = publish.Stage(request, act, entry.Entry?.Item, null, []);
            if (!staged.Ok)
            {
                faults.Add(new RowFault(new RowAt(source, entry.Row.Row, entry.Code), staged.Problems[0].Code, staged.Problems[0].Message));
            }
        }

        if (cancelOn is not null)
        {
            foreach (var gone in plan.Removed)
            {
                // What waits goes on to wait for its day, unless the entry ends before that.
                var waits = gone.Item.CarriedOn(LegalDay.Of(act.At)) is { } day && day < cancelOn ? day : (DateOnly?)null;
                var request = Request(gone.Item.Code, gone.Item.Name, gone.Item.OrganisationName, gone.Content, source, cancelOn) with { PlanEffective = waits, WithdrawsWaiting = waits is null };
                publish.Stage(request, act, gone.Item, null, []);
            }
        }

        db.ChangeTracker.AutoDetectChangesEnabled = true;

        // What the list has again is in use again.
        await become.StageAsync([.. plan.Changed.Select(c => c.Entry!.Item).Where(i => i.Status == ItemStatus.Cancelled)], ItemStatus.InUse, act, ct, "national-list");
        return faults;
    }

    private static PublishRequest Request(string code, string name, string department, ItemContent content, string source, DateOnly? cancelOn) =>
        new(code, name, Guid.Empty, department, "", "国家", content, source) { Kind = ItemKind.Basic, PlanCancel = cancelOn };
}
