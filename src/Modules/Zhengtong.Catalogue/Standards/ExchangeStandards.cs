using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>
/// Tells the outside standard-quality system of projects that moved and takes its decisions (17.02). A wish to tell is saved with the move; it falls due again, later and later, until the system has
/// taken it. When the system is away the rest waits for the next round. A decision of theirs is recorded and shown; it decides nothing here.
/// </summary>
internal sealed class ExchangeStandards(Database db, StandardQualitySystem system, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "catalogue.exchange-standards";
    private const int Page = 50;
    private const int MostRounds = 20;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6)];

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        if (!system.Configured)
        {
            return;
        }

        await PushDueAsync(ct);
        await PullAsync(ct);
    }

    private async Task PushDueAsync(CancellationToken ct)
    {
        var claimed = await db.ClaimDueAsync<StandardPush>(Page, Now, Lease, ct);
        Problem? away = null;
        foreach (var push in claimed)
        {
            away = await PushAsync(push, away, ct);
        }
    }

    /// <param name="away">Why the system is not asked any more in this round.</param>
    private async Task<Problem?> PushAsync(StandardPush claimed, Problem? away, CancellationToken ct)
    {
        var of = await db.Set<Standard>().AsNoTracking().SingleAsync(s => s.Id == claimed.Id, ct);
        Outcome<string> sent = away is null ? await system.PushAsync(Record(of), ct) : away;
        var row = await db.Set<StandardPush>().SingleAsync(p => p.Id == claimed.Id, ct);
        if (row.Wanted == claimed.Wanted)
        {
            Note(row, sent);
            if (sent.TryGet(out var number) && of.OutsideNumber != number)
            {
                await NumberAsync(of.Id, number, ct);
            }

            // A change meanwhile is a conflict: the row stays due and is sent again.
            await db.SaveAsync(ct);
        }
        else
        {
            row.Later("", Now);
            await db.SaveAsync(ct);
        }

        db.ChangeTracker.Clear();
        return away ?? (sent.Ok || sent.Problems[0] == StandardQualitySystem.Declined ? null : sent.Problems[0]);
    }

    private void Note(StandardPush row, Outcome sent)
    {
        if (sent.Ok)
        {
            row.Done(Now);
        }
        else if (sent.Problems[0] == StandardQualitySystem.Declined)
        {
            row.Decline(sent.Problems[0].Message, Now);
        }
        else
        {
            row.Later(sent.Problems[0].Message, Now + Pauses[Math.Min(row.Attempts, Pauses.Length - 1)]);
        }
    }

    private async Task NumberAsync(Guid id, string number, CancellationToken ct)
    {
        var of = await db.Set<Standard>().SingleAsync(s => s.Id == id, ct);
        of.Outside(number, of.OutsideState.Length > 0 ? of.OutsideState : "已报送", Now);
        db.Record(of, Act.BySystem("标准质量系统", Now), "outside-recorded", new { number });
    }

    private async Task PullAsync(CancellationToken ct)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var state = await db.Set<StandardExchange>().SingleOrDefaultAsync(ct);
            if (state is null)
            {
                state = new StandardExchange();
                db.Add(state);
            }

            var pulled = await system.DecisionsAsync(state.Cursor, ct);
            if (!pulled.TryGet(out var batch))
            {
                state.Failed(pulled.Problems[0].Message, Now);
                await db.SaveAsync(ct);
                db.ChangeTracker.Clear();
                return;
            }

            var before = state.Cursor;
            await TakeAsync(batch, ct);
            state.Took(batch.Next, Now);
            await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
            if (batch.Items.Count == 0 || batch.Next == before)
            {
                return;
            }
        }
    }

    /// <summary>Adds what is new; a decision on a project that is not ours is left.</summary>
    private async Task TakeAsync(DecisionBatch batch, CancellationToken ct)
    {
        var keys = batch.Items.Select(d => d.Key).ToList();
        var known = (await db.Set<OutsideDecision>().Where(d => keys.Contains(d.Key)).Select(d => d.Key).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var ids = batch.Items.Select(d => d.Project).Distinct().ToList();
        var standards = await db.Set<Standard>().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        foreach (var decision in batch.Items.Where(d => !known.Contains(d.Key)))
        {
            if (!standards.TryGetValue(decision.Project, out var of))
            {
                continue;
            }

            db.Add(new OutsideDecision
            {
                Id = Guid.CreateVersion7(Now), Key = decision.Key, StandardId = of.Id, OutsideNumber = decision.Number, State = decision.State, Opinion = decision.Opinion ?? "",
                DecidedAt = Act.Micro(decision.DecidedAt), TakenAt = Now,
            });
            of.Outside(decision.Number, decision.State, Act.Micro(decision.DecidedAt));
            db.Record(of, Act.BySystem("标准质量系统", Now), "outside-decided", new { decision.Number, decision.State, decision.Opinion, decision.DecidedAt });
        }
    }

    private DateTime Now => Act.Micro(clock.GetUtcNow().UtcDateTime);

    private ProjectRecord Record(Standard of) => new(
        of.Id, of.Revision, of.Title, of.Level.Name(), of.Domain.Name(), of.RegionCode, of.Year, of.Drafters, of.ProjectDocument, of.On(LegalDay.Of(Now)).Name(), of.Number, of.IssuedOn, of.InForceOn);
}

internal static class StandardPushes
{
    /// <summary>Wishes that the outside system be told of a local project, with the save that moved it. What was registered as existing is none of its projects.</summary>
    public static async Task TellOutsideAsync(this Database db, Standard of, DateTime at, CancellationToken ct)
    {
        if (of.Existing || !of.IsLocal)
        {
            return;
        }

        if (await db.Set<StandardPush>().SingleOrDefaultAsync(p => p.Id == of.Id, ct) is { } known)
        {
            known.Want(at);
        }
        else
        {
            db.Add(StandardPush.Of(of.Id, at));
        }
    }
}

/// <summary>Where the system is not connected: a manager writes down by hand what stands there.</summary>
internal sealed class RecordOutside(Database db, ResponsibleStaff persons, StandardQualitySystem system)
{
    public async Task<Outcome> HandleAsync(Guid id, string? number, string? state, Act act, CancellationToken ct)
    {
        if (await db.Set<Standard>().DecidedBy(act.Actor, await persons.KeepersOfNationAsync(ct)).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } of)
        {
            return ProposeStandard.Unknown;
        }

        if (system.Configured)
        {
            return Problem.Conflict("catalogue.quality-connected", $"已与{system.Name}联通，编号和进展由系统自动更新。");
        }

        var (given, said, problems) = ((number ?? "").Trim(), (state ?? "").Trim(), new List<Problem>());
        if (given.Length is 0 or > 100)
        {
            problems.Add(Problem.Invalid("catalogue.quality-number", "请填写项目在标准质量系统里的编号，不超过 100 个字。", "outsideNumber"));
        }

        if (said.Length is 0 or > 40)
        {
            problems.Add(Problem.Invalid("catalogue.quality-state", "请填写项目在标准质量系统里的进展，不超过 40 个字，例如“已立项”。", "outsideState"));
        }

        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        of.Outside(given, said, act.At);
        db.Record(of, act, "outside-recorded", new { number = given, state = said });
        return await db.SaveAsync(ct);
    }
}
