using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Findings;
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
/// elements until a day, kept as the exceptions that the agreement knows; or it stays as it is although the entry was paused, cancelled or resumed.
/// </summary>
internal sealed class AnswerObjection(
    Database db, AdoptChange adopt, GrantException exceptions, RecheckItem recheck, TellAdoption tell, WorkingCalendars calendars, IOptions<AdoptionSettings> settings)
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

    /// <summary>The item stays as it is in spite of what became of the entry, as long as that holds; nobody accuses it of it meanwhile.</summary>
    public async Task<Outcome> KeepAsync(Guid taskId, string? reason, Act act, CancellationToken ct)
    {
        var found = await FindAsync(taskId, reason, act, ct);
        if (!found.TryGet(out var opened))
        {
            return Outcome.Refused(found.Problems);
        }

        var task = opened.Task;
        if (!task.MayBeKept)
        {
            return Problem.Conflict("catalogue.objection-stops", "上级没有暂停、取消或恢复这个事项。要素可以不一致的，请勾选要素并批准例外。");
        }

        if (task.Stops && !MayStay(opened.Own.Content.TypeCode))
        {
            return Problem.Conflict("catalogue.objection-licence", "行政许可以许可事项清单为准，清单里暂停、取消的不得再实施（国办发〔2022〕2号），不能采纳。请写明理由，选择“不采纳，须承接”。");
        }

        var item = await db.Set<Item>().SingleAsync(i => i.Id == task.ItemId, ct);
        task.Keep(reason!.Trim(), task.UpperStatus is not null || opened.Plan.Fixed.Count == 0, await DueAsync(act, ct), act);
        var said = act with { Reason = task.AnswerReason };
        db.Record(task, said, "objection-kept", new { status = task.UpperStatus?.ToString(), task.RetiredOn });
        db.Record(item, said, "kept-as-it-is", new { entry = task.UpperId, status = task.UpperStatus?.ToString(), task.RetiredOn });
        await tell.AnsweredAsync(task, ct);
        if (await db.SaveAsync(ct) is { Ok: false } refused)
        {
            return refused;
        }

        await recheck.AfterAsync(item.Id, said, ct);
        return await exceptions.CheckAgainAsync(item, ct);
    }

    /// <summary>国办发〔2022〕2号 (全国行政许可事项清单) and 行政许可法 articles 14 to 17: what is not on the list of licences is no licence that anybody may handle; no level lets another off that.</summary>
    internal static bool MayStay(string typeCode) => typeCode != "01";

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
