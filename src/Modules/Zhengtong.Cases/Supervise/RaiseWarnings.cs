using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Supervise;

/// <summary>
/// Electronic supervision (电子监察, 03.16): judges what is due or comes near by the rule table, sets the card of case and step, and keeps each warning
/// with its day. Reads only what the indexes of due days say is near, in batches; a case whose cards stand already is not written.
/// </summary>
internal sealed class RaiseWarnings(Database db, CaseBatch batch, WorkingCalendars calendars, TimeProvider clock) : IRecurringJob
{
    /// <summary>The rules look one working day ahead.</summary>
    private const int Ahead = 1;

    public string Name => "cases.raise-warnings";

    public TimeSpan Period => TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken ct)
    {
        var horizon = (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Today(clock), Ahead);
        foreach (var walk in (Func<(DateOnly Day, Guid Id), IQueryable<Due>>[])[at => DueWork.Cases(db, at, horizon), at => DueWork.Steps(db, at, horizon)])
        {
            var at = (Day: DateOnly.MinValue, Id: Guid.Empty);
            while (await walk(at).Take(CaseBatch.Size).ToListAsync(ct) is { Count: > 0 } due)
            {
                await JudgeAsync([.. due.Select(d => d.CaseId).Distinct()], ct);
                at = (due[^1].Day, due[^1].Id);
            }
        }
    }

    private async Task JudgeAsync(Guid[] cases, CancellationToken ct)
    {
        if (await TryAsync(cases, ct))
        {
            return;
        }

        // Somebody acted on one of them meanwhile: one by one, and that one again in the next turn.
        foreach (var id in cases)
        {
            await TryAsync([id], ct);
        }
    }

    private async Task<bool> TryAsync(Guid[] cases, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var act = Act.BySystem("电子监察规则", clock.GetUtcNow().UtcDateTime);
        var files = await batch.OpenAsync(cases, ct);
        var known = (await db.Set<CaseWarning>().AsNoTracking().Where(x => cases.Contains(x.CaseId)).Select(x => new { x.CaseId, x.Rule }).ToListAsync(ct))
            .Select(x => (x.CaseId, x.Rule)).ToHashSet();
        foreach (var file in files.Where(f => f.Case.Open))
        {
            Judge(file, known, act);
        }

        return (await db.SaveAsync(ct)).Ok;
    }

    private static void Judge(CaseFile file, HashSet<(Guid, string)> known, Act act)
    {
        var today = LegalDay.Of(act.At);
        var found = WarningRules.Evaluate(WarningRules.Usual, CaseClocks.Of(file, today), today).Select(w => (w.Rule.Code, Warning: w)).ToList();
        foreach (var step in file.OpenSteps)
        {
            var late = CaseClocks.OfStep(file, step, today) is { } state ? WarningRules.Evaluate(WarningRules.Usual, [(ClockKind.Step, state)], today) : [];
            step.Warning = late.Select(w => w.Level).Concat(found.Where(f => !f.Code.Contains(':', StringComparison.Ordinal)).Select(f => f.Warning.Level)).DefaultIfEmpty().Max();
            found.AddRange(late.Select(w => ($"{w.Rule.Code}:{step.Key}", w with { Text = $"“{step.Name}”{w.Text}" })));
        }

        file.Case.Warning = found.Select(f => f.Warning.Level).DefaultIfEmpty().Max();
        foreach (var (rule, warning) in found.Where(f => known.Add((file.Case.Id, f.Code))))
        {
            Keep(file, rule, warning.Level, warning.Text, warning.DueOn, act);
        }
    }

    /// <summary>Keeps a warning, in the list, in the trace and as an event.</summary>
    public static void Keep(CaseFile file, string rule, WarningLevel level, string text, DateOnly? dueOn, Act act)
    {
        var @case = file.Case;
        file.Add(new CaseWarning
        {
            Id = Guid.CreateVersion7(act.At),
            CaseId = @case.Id,
            Rule = rule,
            Level = level,
            Text = text,
            On = LegalDay.Of(act.At),
            DueOn = dueOn,
            CaseNumber = @case.Number,
            ItemName = @case.ItemName,
            OrganisationId = @case.OrganisationId,
            OrganisationName = @case.OrganisationName,
            RegionCode = @case.RegionCode,
        });
        file.Record(act, "warned", new WarningRaised(@case.Id, @case.Number, @case.OrganisationId, (int)level, rule), new { rule, level = level.Name(), text, dueOn });
    }
}
