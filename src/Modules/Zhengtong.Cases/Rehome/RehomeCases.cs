using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Dispatch;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Rehome;

/// <summary>
/// Running cases when functions move to another organisation (机构改革, 01.41): the successor decides them and does their open steps, with the days they are due on. The
/// pinned version, the trace and who had a step before stay.
/// </summary>
internal sealed class RehomeCases(Database db, CaseFiles files) : IRehomes
{
    private static readonly List<string> Regional = [.. Roles.Names.Keys.Where(Roles.IsRegional)];

    public string Name => "在办件";

    public bool ComesUpLater => true;

    public Task<int> CountAsync(Rehoming move, CancellationToken ct) => Of(move).CountAsync(ct);

    public async Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var cases = await Of(move).Where(c => c.Id > after).OrderBy(c => c.Id).Take(atMost).ToListAsync(ct);
        var moved = new List<Rehomed>();
        foreach (var @case in cases)
        {
            var file = await files.OpenAsync(@case, ct);
            var (owned, fromId, fromName) = (move.From.Contains(@case.OrganisationId), @case.OrganisationId, @case.OrganisationName);
            if (owned)
            {
                (@case.OrganisationId, @case.OrganisationName) = (move.ToId, move.ToName);
            }

            var steps = file.OpenSteps.Where(s => move.From.Contains(s.OrganisationId) && !Regional.Contains(s.Role)).ToList();
            if (!owned)
            {
                (fromId, fromName) = (steps[0].OrganisationId, steps[0].OrganisationName);
            }

            HandOver(file, steps, move.ToId, move.ToName, move.Reason, act);
            file.Record(act, "rehomed", null, new { from = fromName, to = move.ToName, steps = steps.Select(s => s.Name), reason = move.Reason });
            moved.Add(new Rehomed(@case.Id, fromId, fromName, Stamp(@case, owned)));
        }

        return new RehomedPage(moved, cases.Count < atMost ? null : cases[^1].Id);
    }

    public async Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct)
    {
        // A case that was moved twice, by a later step, goes back from its last move.
        var last = moved.GroupBy(m => m.SubjectId).ToDictionary(g => g.Key, g => g.Last());
        var ids = last.Keys.ToList();
        var back = new List<Guid>();
        foreach (var @case in await db.Set<Case>().Where(c => ids.Contains(c.Id) && c.ClosedAt == null).OrderBy(c => c.Id).ToListAsync(ct))
        {
            var from = last[@case.Id];
            if (from.Stamp != Stamp(@case, true) && from.Stamp != Stamp(@case, false))
            {
                continue;
            }

            var owned = moved.Any(m => m.SubjectId == @case.Id && m.Stamp.EndsWith(":1", StringComparison.Ordinal));
            var file = await files.OpenAsync(@case, ct);
            var open = file.OpenSteps.Where(s => s.OrganisationId == move.ToId && !Regional.Contains(s.Role)).ToList();
            var openIds = open.Select(s => s.Id).ToList();
            var routed = await db.Set<StepRouting>().AsNoTracking()
                .Where(r => r.CaseId == @case.Id && r.Kind == RoutingKind.Rerouted && r.FromOrganisationId == from.FromId && r.NextStepId != null && openIds.Contains(r.NextStepId.Value))
                .Select(r => r.NextStepId!.Value).ToListAsync(ct);
            if (owned)
            {
                (@case.OrganisationId, @case.OrganisationName) = (from.FromId, from.FromName);
            }

            HandOver(file, [.. open.Where(s => routed.Contains(s.Id))], from.FromId, from.FromName, move.Reason, act);
            file.Record(act, "rehomed", null, new { from = move.ToName, to = from.FromName, steps = open.Where(s => routed.Contains(s.Id)).Select(s => s.Name), reason = move.Reason });
            back.Add(@case.Id);
        }

        return back;
    }

    private static void HandOver(CaseFile file, IReadOnlyList<CaseStep> steps, Guid toId, string toName, string reason, Act act)
    {
        foreach (var step in steps)
        {
            var next = file.Reroute(step, toId, toName, reason, act, zoneItem: step.ZoneItemId);
            file.Add(TakeStep.Row(step, RoutingKind.Rerouted, act, reason, next: next));
        }
    }

    /// <summary>Open cases that one of the organisations decides or has an open step in.</summary>
    private IQueryable<Case> Of(Rehoming move)
    {
        var cases = db.Set<Case>().Where(c => c.ClosedAt == null && c.ReceivedAt <= move.Before);
        if (move.Items is { } chosen)
        {
            cases = cases.Where(c => chosen.Contains(c.ItemId));
        }

        var steps = db.Set<CaseStep>().Where(s => s.CompletedAt == null && move.From.Contains(s.OrganisationId) && !Regional.Contains(s.Role)).Select(s => s.CaseId);
        return cases.Where(c => move.From.Contains(c.OrganisationId) || steps.Contains(c.Id));
    }

    private static string Stamp(Case @case, bool owned) => string.Create(CultureInfo.InvariantCulture, $"{@case.Revision}:{(owned ? 1 : 0)}");
}
