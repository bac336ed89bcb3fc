using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>
/// Carries out approved reorganisations from their day on (01.41): page by page, each page saved with its record and the place to go on, so that a run that breaks off
/// is resumed. What comes up later of what was on its way (a later step of a running case, an item of a sheet approved since) is moved by the runs that follow.
/// </summary>
internal sealed partial class RunReorganisations(
    Database db, Reorganisations reorganisations, IEnumerable<IRehomes> parts, TellReorganisation tell, TimeProvider clock, ILogger<RunReorganisations> log) : IRecurringJob
{
    private const int Page = 50;
    private const int Tries = 3;

    /// <summary>So long after its end a reorganisation still looks for what comes up; by then no case of before is running.</summary>
    private const int LookDays = 730;

    public string Name => "catalogue.reorganise";

    public TimeSpan Period => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var (today, recent) = (LegalDay.Today(clock), Now.AddDays(-LookDays));
        var due = await db.Set<Reorganisation>().AsNoTracking()
            .Where(r => r.ApprovedAt != null && r.UndoneAt == null && r.EffectiveOn <= today && (r.FinishedAt == null || (r.UndoesId == null && r.FinishedAt > recent)))
            .OrderBy(r => r.EffectiveOn).ThenBy(r => r.Id).Select(r => r.Id).ToListAsync(ct);
        var failed = new List<Exception>();
        foreach (var id in due)
        {
            try
            {
                await CarryOutAsync(id, ct);
            }
#pragma warning disable CA1031 // Whatever stops one reorganisation must not keep those behind it from starting: it is logged, and the job fails in the end.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Failed(log, e, id);
                failed.Add(e);
                db.ChangeTracker.Clear();
            }
        }

        if (failed.Count > 0)
        {
            throw new AggregateException(failed);
        }
    }

    private async Task CarryOutAsync(Guid id, CancellationToken ct)
    {
        var of = await OpenAsync(id, ct);
        if (of.FinishedAt is not null && await db.Set<Reorganisation>().AnyAsync(u => u.UndoesId == id && u.StartedAt != null, ct))
        {
            // It is being taken back, or was: what comes up stays where it comes up.
            db.ChangeTracker.Clear();
            return;
        }

        if (of.StartedAt is null)
        {
            of.Start(Now);
            db.Record(of, ActOf(of), "started");
            await db.SaveAsync(ct);
            of = await OpenAsync(id, ct);
        }

        foreach (var (move, part) in (await reorganisations.LegsAsync(of, ct)).SelectMany(m => parts.Select(p => (m with { Ended = of.FinishedAt is not null }, p))))
        {
            if (of.UndoesId is { } first)
            {
                await BackAsync(of, first, part, move, ct);
            }
            else if (of.FinishedAt is null || part.ComesUpLater)
            {
                await ForthAsync(of, part, move, ct);
            }
        }

        if (of.FinishedAt is null)
        {
            await FinishAsync(id, ct);
        }
    }

    private async Task ForthAsync(Reorganisation of, IRehomes part, Rehoming move, CancellationToken ct)
    {
        var tally = await TallyAsync(move, part, () => part.CountAsync(move, ct), ct);
        // A finished part begins at the front again: what came up since may lie anywhere.
        var after = tally.DoneAt is null ? tally.After : Guid.Empty;
        for (var tries = 0; ;)
        {
            var page = await part.StageAsync(move, after, Page, ActOf(of), ct);
            if (page.Moved.Count == 0 && page.Last is null && part.Refused.Count == 0 && tally.DoneAt is not null)
            {
                db.ChangeTracker.Clear();
                return;
            }

            tally = await db.Set<ReorganisationTally>().SingleAsync(t => t.ReorganisationId == of.Id && t.ToId == move.ToId && t.Part == part.Name, ct);
            tally.Moved += page.Moved.Count;
            tally.Kept += await RefuseAsync(of.Id, move, part, ct);
            tally.After = page.Last ?? after;
            tally.DoneAt = page.Last is null ? tally.DoneAt ?? Now : tally.DoneAt;
            db.AddRange(page.Moved.Select(m => new ReorganisationMove
            {
                Id = Guid.CreateVersion7(Now),
                ReorganisationId = of.Id,
                ToId = move.ToId,
                Part = part.Name,
                SubjectId = m.SubjectId,
                FromId = m.FromId,
                FromName = m.FromName,
                Stamp = m.Stamp,
                At = Now,
            }));
            var saved = await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
            if (!saved.Ok && ++tries < Tries)
            {
                continue;
            }

            if (!saved.Ok || page.Last is null)
            {
                // Somebody kept working on the same things; the next run goes on here.
                return;
            }

            (after, tries) = (page.Last.Value, 0);
        }
    }

    private async Task BackAsync(Reorganisation of, Guid first, IRehomes part, Rehoming move, CancellationToken ct)
    {
        var moves = db.Set<ReorganisationMove>().Where(m => m.ReorganisationId == first && m.ToId == move.ToId && m.Part == part.Name && m.BackAt == null);
        var tally = await TallyAsync(move, part, () => moves.CountAsync(ct), ct);
        for (var after = tally.After; tally.DoneAt is null; after = tally.After)
        {
            var page = await moves.Where(m => m.Id > after).OrderBy(m => m.Id).Take(Page).ToListAsync(ct);
            tally = await db.Set<ReorganisationTally>().SingleAsync(t => t.ReorganisationId == of.Id && t.ToId == move.ToId && t.Part == part.Name, ct);
            var back = page.Count == 0 ? [] : await part.StageBackAsync(move, [.. page.Select(m => new Rehomed(m.SubjectId, m.FromId, m.FromName, m.Stamp))], ActOf(of), ct);
            foreach (var gone in page.Where(m => back.Contains(m.SubjectId)))
            {
                gone.BackAt = Now;
            }

            tally.Moved += back.Count;
            tally.Kept += page.Count - back.Count;
            if (page.Count > 0)
            {
                await RefuseAsync(of.Id, move, part, ct);
            }

            tally.After = page.Count == 0 ? after : page[^1].Id;
            tally.DoneAt = page.Count < Page ? Now : null;
            var saved = await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
            if (!saved.Ok)
            {
                return;
            }
        }
    }

    /// <returns>How many were not known yet: a page that is done over names the same again.</returns>
    private async Task<int> RefuseAsync(Guid id, Rehoming move, IRehomes part, CancellationToken ct)
    {
        var subjects = part.Refused.Select(r => r.SubjectId).ToList();
        if (subjects.Count == 0)
        {
            return 0;
        }

        var known = await db.Set<ReorganisationRefusal>().Where(r => r.ReorganisationId == id && r.Part == part.Name && subjects.Contains(r.SubjectId)).Select(r => r.SubjectId).ToListAsync(ct);
        var added = part.Refused.Where(r => !known.Contains(r.SubjectId)).ToList();
        db.AddRange(added.Select(r => new ReorganisationRefusal
        {
            ReorganisationId = id,
            Part = part.Name,
            SubjectId = r.SubjectId,
            ToName = move.ToName,
            Subject = r.Subject.Shortened(ReorganisationRefusal.LongestSubject),
            Why = r.Why.Shortened(ReorganisationRefusal.LongestWhy),
            At = Now,
        }));
        return added.Count;
    }

    private async Task FinishAsync(Guid id, CancellationToken ct)
    {
        var tallies = await db.Set<ReorganisationTally>().AsNoTracking().Where(t => t.ReorganisationId == id).ToListAsync(ct);
        if (tallies.Any(t => t.DoneAt is null))
        {
            return;
        }

        var of = await OpenAsync(id, ct);
        of.Finish(Now);
        db.Record(of, ActOf(of), "finished", tallies.Select(t => new { t.ToName, t.Part, t.Planned, t.Moved, t.Kept }));
        await tell.FinishedAsync(of, await reorganisations.LegsAsync(of, ct), ct);
        if (of.UndoesId is { } first)
        {
            var undone = await OpenAsync(first, ct);
            undone.Undo(Now);
            db.Record(undone, ActOf(of), "taken-back", new { by = id });
        }

        await db.SaveAsync(ct);
        db.ChangeTracker.Clear();
    }

    private async Task<ReorganisationTally> TallyAsync(Rehoming move, IRehomes part, Func<Task<int>> planned, CancellationToken ct)
    {
        var tally = await db.Set<ReorganisationTally>().AsNoTracking().SingleOrDefaultAsync(t => t.ReorganisationId == move.Id && t.ToId == move.ToId && t.Part == part.Name, ct);
        if (tally is null)
        {
            tally = new ReorganisationTally { ReorganisationId = move.Id, ToId = move.ToId, ToName = move.ToName, Part = part.Name, Planned = await planned() };
            db.Add(tally);
            await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
        }

        return tally;
    }

    private Task<Reorganisation> OpenAsync(Guid id, CancellationToken ct) => db.Set<Reorganisation>().SingleAsync(r => r.Id == id, ct);

    private DateTime Now => Act.Micro(clock.GetUtcNow().UtcDateTime);

    /// <summary>The hand is that of who approved it.</summary>
    private Act ActOf(Reorganisation of) => new(new Actor(of.ApprovedById!.Value, of.ApprovedByName, ActorKind.Staff), null, End.System, of.Reason, Now);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reorganisation {Id} failed")]
    private static partial void Failed(ILogger log, Exception e, Guid id);
}
