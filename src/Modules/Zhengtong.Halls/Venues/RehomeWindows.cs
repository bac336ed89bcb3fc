using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Venues;

/// <summary>Specialised windows go with the functions they serve (机构改革, 01.41), when all of an organisation's move. Bookings stay as they are.</summary>
internal sealed class RehomeWindows(Database db) : IRehomes
{
    public string Name => "专业窗口";

    public bool ComesUpLater => false;

    public Task<int> CountAsync(Rehoming move, CancellationToken ct) => Of(move).CountAsync(ct);

    public async Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var windows = await Of(move).Where(w => w.Id > after).OrderBy(w => w.Id).Take(atMost).ToListAsync(ct);
        var moved = new List<Rehomed>();
        foreach (var window in windows)
        {
            var (fromId, fromName) = (window.OrganisationId!.Value, window.OrganisationName);
            await HandAsync(window, move.ToId, move.ToName, move.Reason, act, ct);
            moved.Add(new Rehomed(window.Id, fromId, fromName, Stamp(window)));
        }

        return new RehomedPage(moved, windows.Count < atMost ? null : windows[^1].Id);
    }

    public async Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct)
    {
        var from = moved.ToDictionary(m => m.SubjectId);
        var ids = from.Keys.ToList();
        var windows = await db.Set<WindowKind>().Where(w => ids.Contains(w.Id) && w.OrganisationId == move.ToId).ToListAsync(ct);
        var back = windows.Where(w => from[w.Id].Stamp == Stamp(w)).ToList();
        foreach (var window in back)
        {
            await HandAsync(window, from[window.Id].FromId, from[window.Id].FromName, move.Reason, act, ct);
        }

        return [.. back.Select(w => w.Id)];
    }

    private async Task HandAsync(WindowKind window, Guid toId, string toName, string reason, Act act, CancellationToken ct)
    {
        (window.OrganisationId, window.OrganisationName) = (toId, toName);
        window.Revision++;
        var hall = await db.Set<Hall>().SingleAsync(h => h.Id == window.HallId, ct);
        db.Record(hall, act, "window-changed", new { window.Id, window.Name, window.Capacity, window.Open, window.OrganisationName, reason });
    }

    private IQueryable<WindowKind> Of(Rehoming move) => move.Items is null
        ? db.Set<WindowKind>().Where(w => w.OrganisationId != null && move.From.Contains(w.OrganisationId.Value))
        : db.Set<WindowKind>().Where(_ => false);

    private static string Stamp(WindowKind window) => window.Revision.ToString(CultureInfo.InvariantCulture);
}
