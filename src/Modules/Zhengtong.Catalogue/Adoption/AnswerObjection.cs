using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Adoption;

/// <summary>
/// The catalogue department above answers an objection (01.17, 01.28): the change must be taken over after all, with a reason and a new limit; or the item may deviate in named
/// elements until a day, kept as the exceptions that the agreement knows.
/// </summary>
internal sealed class AnswerObjection(Database db, AdoptChange adopt, GrantException exceptions, TellAdoption tell, WorkingCalendars calendars, IOptions<AdoptionSettings> settings)
{
    private static readonly Problem NotAsked = Problem.Conflict("catalogue.objection-none", "这个任务没有等待答复的异议，可能已由他人答复。请刷新页面查看。");

    /// <summary>A manager of the entry's region, who may be that of the item as well, or of one above: never who contested.</summary>
    public static bool MayAnswer(Actor actor, AdoptChange.Opened opened) => opened.Task.WaitsForAnswer && IsAbove(actor, opened);

    private static bool IsAbove(Actor actor, AdoptChange.Opened opened) => GrantException.MayGrant(actor, opened.Upper) && opened.Task.ContestedById != actor.Id;

    public async Task<Outcome> InsistAsync(Guid taskId, string? reason, Act act, CancellationToken ct)
    {
        var found = await FindAsync(taskId, reason, act, ct);
        if (!found.TryGet(out var opened))
        {
            return Outcome.Refused(found.Problems);
        }

        var task = opened.Task;
        task.Insist(reason!.Trim(), await DueAsync(act, ct), act);
        db.Record(task, act with { Reason = task.AnswerReason }, "objection-refused", new { upper = task.ToVersion, due = task.DueOn });
        await tell.AnsweredAsync(task, ct);
        return await db.SaveAsync(ct);
    }

    /// <param name="keys">The elements, of those that would have to be taken over.</param>
    public async Task<Outcome> ExceptAsync(Guid taskId, IReadOnlyCollection<string> keys, DateOnly? until, string? reason, Act act, CancellationToken ct)
    {
        var found = await FindAsync(taskId, reason, act, ct);
        if (!found.TryGet(out var opened))
        {
            return Outcome.Refused(found.Problems);
        }

        var (task, wanted) = (opened.Task, opened.Plan.Fixed.Select(d => d.Element.Key).ToHashSet(StringComparer.Ordinal));
        if (keys.Count == 0 || !keys.All(wanted.Contains))
        {
            return Problem.Invalid("catalogue.objection-elements", "请勾选允许不一致的要素，只能从采用后会改变的要素里选择。", "Elements");
        }

        var item = await db.Set<Item>().SingleAsync(i => i.Id == task.ItemId, ct);
        var staged = exceptions.Stage(item, keys, opened.FixedKeys, reason, until, act);
        if (!staged.Ok)
        {
            return staged;
        }

        var names = string.Join("、", ItemElements.All.Where(e => keys.Contains(e.Key)).Select(e => e.Name));
        task.Except(reason!.Trim(), names, until!.Value, wanted.IsSubsetOf(keys) && task.RetiredOn is null, await DueAsync(act, ct), act);
        db.Record(task, act with { Reason = task.AnswerReason }, "objection-upheld", new { elements = keys, until, closed = task.ExceptedAt is not null });
        await tell.AnsweredAsync(task, ct);
        return await db.SaveAsync(ct) is { Ok: false } refused ? refused : await exceptions.CheckAgainAsync(item, ct);
    }

    private async Task<DateOnly> DueAsync(Act act, CancellationToken ct) => (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(act.At), settings.Value.AdoptionDays);

    private async Task<Outcome<AdoptChange.Opened>> FindAsync(Guid taskId, string? reason, Act act, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await adopt.OpenAsync(taskId, act.Actor, ct) is not { } opened || !IsAbove(act.Actor, opened))
        {
            return AdoptChange.Unknown;
        }

        if (opened.Task.ClosedAt is not null)
        {
            return AdoptChange.Closed;
        }

        if (!opened.Task.WaitsForAnswer)
        {
            return NotAsked;
        }

        return reason?.Trim() is { Length: > 0 and <= AdoptionTask.LongestReason }
            ? opened
            : Problem.Invalid("catalogue.objection-reason", $"请写明答复的理由，不超过 {AdoptionTask.LongestReason} 个字。", "Answer");
    }
}

/// <summary>Reminds once a day of objections that nobody answered in time.</summary>
internal sealed class RemindObjections(Database db, TellAdoption tell, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "catalogue.remind-objections";
    private const int Batch = 100;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var (day, id) = (DateOnly.MinValue, Guid.Empty);
        while (await db.Set<AdoptionTask>().AsNoTracking()
            .Where(t => t.ClosedAt == null && t.AnsweredAt == null && t.AnswerDueOn != null && t.AnswerDueOn < today && (t.AnswerDueOn > day || (t.AnswerDueOn == day && t.Id > id)))
            .OrderBy(t => t.AnswerDueOn).ThenBy(t => t.Id).Take(Batch).ToListAsync(ct) is { Count: > 0 } late)
        {
            foreach (var task in late)
            {
                // Told already today: the keys are taken, and that is all.
                await tell.AnswerOverdueAsync(task, today, ct);
                await db.SaveAsync(ct);
                db.ChangeTracker.Clear();
            }

            (day, id) = (late[^1].AnswerDueOn!.Value, late[^1].Id);
        }
    }
}
