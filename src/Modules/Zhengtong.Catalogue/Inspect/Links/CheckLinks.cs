using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect.Links;

/// <summary>
/// Once a day: gathers the addresses that items name (all once a week, else of what was published since) and asks each, one at a time a host, a few hosts at once. First those that did not open the
/// last time, so that what was mended is found mended the next day however many addresses there are. Dead is what failed on several days; a host that is silent says nothing of its addresses until it
/// was silent on many. Does nothing unless the site says which hosts may be asked (02.07, 02.14).
/// </summary>
internal sealed class CheckLinks(Database db, AskLink ask, LinkHosts hosts, IConfiguration configuration, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "catalogue.check-links";
    private const int UsualDays = 3;
    private const int UsualSilentDays = 10;
    private const int UsualMost = 5000;
    private const int HostsAtOnce = 4;
    private const int Patience = 2;

    /// <summary>So many hosts that are all silent mean that the way out is closed, and say nothing of the hosts.</summary>
    private const int SilentHosts = 3;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken ct)
    {
        if (!hosts.AnyMayBeAsked)
        {
            return;
        }

        var today = LegalDay.Today(clock);
        await GatherAsync(today, ct);
        var most = configuration.GetValue("Catalogue:LinksADay", UsualMost);
        var open = db.Set<OutwardLink>().Where(l => l.AskedOn == null || l.AskedOn < today);

        // At most half of a run, or a few hosts that are gone would keep all others from being asked.
        var due = await open.Where(l => l.FailedDays > 0 || l.SilentDays > 0).OrderBy(l => l.DeadOn == null).ThenBy(l => l.AskedOn).ThenBy(l => l.Id).Take((most + 1) / 2).ToListAsync(ct);
        due.AddRange(await open.Where(l => l.FailedDays == 0 && l.SilentDays == 0).OrderBy(l => l.AskedOn != null).ThenBy(l => l.AskedOn).ThenBy(l => l.Id).Take(most - due.Count).ToListAsync(ct));
        var answers = await AskAsync(due, today, ct);
        var asked = answers.Where(a => a.State.Answer != LinkAnswer.Unasked).ToList();
        var silent = asked.Count > 0 && asked.All(a => a.State.Unreachable) && asked.Select(a => HostOf(a.Link)).Distinct().Count() >= SilentHosts;
        var (days, silentDays) = (configuration.GetValue("Catalogue:LinkDays", UsualDays), configuration.GetValue("Catalogue:LinkSilentDays", UsualSilentDays));
        foreach (var (link, state) in answers)
        {
            if (state.Answer == LinkAnswer.Opens)
            {
                link.Opened(today);
            }
            else if (state.Answer == LinkAnswer.Fails && !state.Unreachable)
            {
                link.Failed(state.Why, today, days);
            }
            else if (state.Answer == LinkAnswer.Fails && !silent)
            {
                link.Silent(state.Why, today, silentDays);
            }
            else
            {
                link.LeftAlone(today);
            }
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task GatherAsync(DateOnly today, CancellationToken ct)
    {
        var last = await db.Set<OutwardLink>().MaxAsync(l => (DateOnly?)l.SeenOn, ct);
        var full = last is not { } seen || (ISOWeek.GetYear(seen), ISOWeek.GetWeekOfYear(seen)) != (ISOWeek.GetYear(today), ISOWeek.GetWeekOfYear(today));
        var since = full ? (DateTime?)null : LegalDay.StartUtc(last!.Value);
        var (after, more) = (Guid.Empty, true);
        while (more)
        {
            var page = await ItemPages.ReadAsync(db, today, after, since, "", ct);
            var addresses = page.Where(r => r.Content.Contains("://", StringComparison.Ordinal)).SelectMany(r => OutwardLinks.Of(ItemContent.FromJson(r.Content)))
                .Where(a => hosts.Of(a) is not null).Distinct(StringComparer.Ordinal).ToArray();
            foreach (var some in addresses.Chunk(500))
            {
                var known = await db.Set<OutwardLink>().Where(l => some.Contains(l.Address)).ToListAsync(ct);
                known.ForEach(l => l.SeenOn = today);
                db.AddRange(some.Except(known.Select(l => l.Address), StringComparer.Ordinal).Select(a => new OutwardLink { Id = Guid.CreateVersion7(), Address = a, SeenOn = today }));
                await db.SaveChangesAsync(ct);
                db.ChangeTracker.Clear();
            }

            more = page.Count == ItemPages.Size;
            after = more ? page[^1].ItemId : after;
        }

        if (full)
        {
            await db.DeleteAsync(db.Set<OutwardLink>().Where(l => l.SeenOn < today), ct);
        }
    }

    /// <summary>Of what was not reached because its host was silent nothing is returned, unless the host answered nothing at all: then it is as silent as the rest.</summary>
    private async Task<List<(OutwardLink Link, LinkState State)>> AskAsync(List<OutwardLink> due, DateOnly today, CancellationToken ct)
    {
        var answers = new ConcurrentQueue<(OutwardLink, LinkState)>();
        await Parallel.ForEachAsync(due.GroupBy(HostOf), new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = ct }, async (host, stop) =>
        {
            // Those that were silent before come last, and others are the first every day, so that a few slow pages neither keep the rest of their host from being asked nor speak for it.
            var all = host.OrderBy(l => l.Id).ToList();
            var turn = today.DayNumber * Patience % all.Count;
            var links = all[turn..].Concat(all[..turn]).OrderBy(l => l.SilentDays).ToList();
            var (asked, silent) = (0, 0);
            while (asked < links.Count && silent < Patience)
            {
                var state = await ask.HandleAsync(links[asked].Address, stop);
                silent = state.Unreachable ? silent + 1 : 0;
                answers.Enqueue((links[asked++], state));
            }

            if (silent == asked)
            {
                links[asked..].ForEach(l => answers.Enqueue((l, new LinkState(LinkAnswer.Fails, "连接不上", true))));
            }
        });
        return [.. answers];
    }

    private static string HostOf(OutwardLink link) => new Uri(link.Address).Authority;
}
