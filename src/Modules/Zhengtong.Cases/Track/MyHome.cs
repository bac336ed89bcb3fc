using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Delivery = Zhengtong.Cases.Model.Delivery;

namespace Zhengtong.Cases.Track;

/// <summary>The first page of a party's space: what waits for it, its open drafts and cases, its unread messages.</summary>
internal sealed class MyHome(Database db, MyCases cases, IEnumerable<IWaitingTasks> above, WorkingCalendars calendars, TimeProvider clock)
{
    private const int Few = 5;

    internal sealed record OpenDraft(Guid Id, string ItemName, DateTime SavedAt);

    internal sealed record View(IReadOnlyList<WaitingTask> Waiting, IReadOnlyList<OpenDraft> Drafts, MyCases.Page Cases, IReadOnlyList<Message> Unread);

    public async Task<View> OfAsync(Actor actor, Party party, CancellationToken ct)
    {
        var open = await cases.ListAsync(actor, party, ended: false, null, null, Few, ct);
        var drafts = await db.Set<Draft>().AsNoTracking().OfParty(party).Open()
            .OrderByDescending(d => d.SavedAt).Take(Few).Select(d => new OpenDraft(d.Id, d.ItemName, d.SavedAt)).ToListAsync(ct);
        // What was told to a party itself, and what waits for it elsewhere, is none of a delegate's business.
        List<WaitingTask> waiting = [.. await CorrectionsAsync(party, ct), .. await PickUpsAsync(party, ct)];
        if (party.Mandate is not null)
        {
            return new View(waiting, drafts, open, []);
        }

        var unread = await db.Set<Message>().AsNoTracking().Where(m => m.PartyId == party.Id && m.ReadAt == null)
            .OrderByDescending(m => m.SentAt).Take(Few).ToListAsync(ct);
        foreach (var module in above)
        {
            waiting.AddRange(await module.OfAsync(party, Few, ct));
        }

        return new View(waiting, drafts, open, unread);
    }

    private async Task<IEnumerable<WaitingTask>> CorrectionsAsync(Party party, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var calendar = await calendars.CurrentAsync(ct);
        var asked = await db.Set<Case>().AsNoTracking().OpenToActsOf(party)
            .Where(c => c.ClosedAt == null
                && ((c.CorrectionAskedAt != null && c.CorrectedAt == null) || db.Set<CaseMaterial>().Any(m => m.CaseId == c.Id && m.State == MaterialState.Tolerated && m.ReplacedAt == null)))
            .OrderBy(c => c.Id).Take(Few)
            .Select(c => new { c.Id, c.ItemName, c.CorrectionAskedAt, c.CorrectedAt, Until = db.Set<Application>().Where(a => a.CaseId == c.Id).Select(a => a.ToleratedUntil).FirstOrDefault() })
            .ToListAsync(ct);
        return asked.Select(c =>
        {
            var told = c is { CorrectionAskedAt: not null, CorrectedAt: null };
            var until = told ? CorrectionTerm.LastDay(LegalDay.Of(c.CorrectionAskedAt!.Value)) : c.Until;
            return new WaitingTask(
                $"{(told ? "补正材料" : "补交容缺材料")}：{c.ItemName}",
                until is { } day ? $"请在{LegalDay.DueText(day, today, calendar)}提交。" : "请尽快提交。",
                $"/my/cases/{c.Id}/correction",
                told ? "去补正" : "去补交");
        });
    }

    private async Task<IEnumerable<WaitingTask>> PickUpsAsync(Party party, CancellationToken ct)
    {
        if (!party.MayCollect())
        {
            return [];
        }

        var ready = await db.Set<Case>().AsNoTracking().OfParty(party).Where(c => c.ClosedAt == null && c.DecidedAt != null)
            .Join(db.Set<Delivery>().Where(d => d.Method == DeliveryMethods.Pickup && d.SignedAt == null), c => c.Id, d => d.CaseId, (c, d) => new { c.Id, c.ItemName, d.PickupCode })
            .OrderBy(x => x.Id).Take(Few).ToListAsync(ct);
        return ready.Select(x => new WaitingTask($"领取结果：{x.ItemName}", $"请到统一出件窗口领取，取件码 {x.PickupCode}。", $"/my/cases/{x.Id}", "查看"));
    }
}
