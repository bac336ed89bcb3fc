using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rebase;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Deviations;

/// <summary>Gathers what happened in one case, for the rule to judge. Seven small statements by the case's own indexes; never on the way of a request.</summary>
internal sealed class CaseFactsOf(Database db, CaseFiles files, ICatalogue catalogue)
{
    private static readonly ClockKind[] Handling = [ClockKind.Statutory, ClockKind.Promised, ClockKind.Delivery];

    public async Task<CaseFacts> ReadAsync(Case @case, DateOnly today, CancellationToken ct)
    {
        var file = await files.OpenAsync(@case, ct);
        var steps = await db.Set<CaseStep>().AsNoTracking().Where(s => s.CaseId == @case.Id).OrderBy(s => s.StartedAt).ThenBy(s => s.Id).ToListAsync(ct);
        return new CaseFacts(await VersionsAsync(file, ct), @case.Situation)
        {
            Demands = await DemandsAsync(@case.Id, ct),
            Steps = [.. steps.Where(s => s.CompletedAt is not null && s.Outcome != StepOutcome.Dropped).Select(s => new CaseFacts.Done(s.Key, s.Name, LegalDay.Of(s.CompletedAt!.Value)))],
            Procedures = [.. (await db.Set<SpecialProcedureRun>().AsNoTracking().Where(r => r.CaseId == @case.Id).Select(r => new { r.Kind, r.StartedAt }).ToListAsync(ct))
                .Select(r => new CaseFacts.Done(r.Kind, r.Kind, LegalDay.Of(r.StartedAt)))],
            Charges = [.. (await db.Set<FeeOrder>().AsNoTracking().Where(o => o.CaseId == @case.Id)
                .Join(db.Set<FeeLine>(), o => o.Id, l => l.OrderId, (o, l) => new { o.Number, l.Name, l.Standard, o.RaisedOn }).ToListAsync(ct))
                .Select(c => new CaseFacts.Charge(c.Number, c.Name, c.Standard, c.RaisedOn))],
            Limits = [.. Clocks(file, today), .. Answered(@case, steps), .. OwnLimits(file, steps)],
        };
    }

    /// <summary>What was lawful when it was done: the pinned version, and those the case was taken over from.</summary>
    private async Task<IReadOnlyList<ItemContent>> VersionsAsync(CaseFile file, CancellationToken ct)
    {
        var before = await db.Set<CaseRebase>().AsNoTracking()
            .Where(r => r.CaseId == file.Case.Id && r.FromVersionId != file.Case.ItemVersionId)
            .Select(r => r.FromVersionId).Distinct().ToListAsync(ct);
        List<ItemContent> versions = [file.Item.Content];
        foreach (var id in before)
        {
            versions.Add((await catalogue.VersionAsync(id, ct)).Content);
        }

        return versions;
    }

    private async Task<IReadOnlyList<CaseFacts.Demand>> DemandsAsync(Guid caseId, CancellationToken ct) =>
    [
        .. (await db.Set<Notice>().AsNoTracking().Where(n => n.CaseId == caseId && n.Kind == NoticeKinds.OneTime.Key).OrderBy(n => n.At).ThenBy(n => n.Id)
            .Select(n => new { n.Number, n.Elements, n.At }).ToListAsync(ct)).Select(n => new CaseFacts.Demand(n.Number, LegalDay.Of(n.At), Demanded(n.Elements))),
    ];

    private static List<CaseFacts.Demanded> Demanded(string elements)
    {
        using var told = JsonDocument.Parse(elements);
        return [.. told.RootElement.GetProperty("deficiencies").EnumerateArray().Select(d => new CaseFacts.Demanded(d.GetProperty("name").GetString()!, d.GetProperty("what").GetString()!))];
    }

    private static IEnumerable<CaseFacts.Limit> Clocks(CaseFile file, DateOnly today)
    {
        foreach (var kind in Handling)
        {
            if (file.Deadline(kind, today) is { Paused: false, DueOn: { } due } state)
            {
                yield return new CaseFacts.Limit(kind.ToString(), kind switch { ClockKind.Statutory => "法定办结时限", ClockKind.Promised => "承诺办结时限", _ => "送达时限" }, due, state.StoppedOn ?? today);
            }
        }
    }

    /// <summary>Nobody answered the application in five working days: 行政许可法 art. 32(1)(4).</summary>
    private static IEnumerable<CaseFacts.Limit> Answered(Case @case, List<CaseStep> steps) =>
        @case.AcceptedByLapse && steps.Where(s => s.Kind == StepKind.Intake).Select(s => (DateOnly?)s.DueOn).Max() is { } due
            ? [new CaseFacts.Limit(nameof(ClockKind.Acceptance), "受理答复", due, LegalDay.Of(@case.AcceptedAt!.Value))]
            : [];

    /// <summary>Steps with a limit of their own that were done after it.</summary>
    private static IEnumerable<CaseFacts.Limit> OwnLimits(CaseFile file, List<CaseStep> steps) => steps
        .Where(s => s.CompletedAt is not null && s.Kind != StepKind.Intake && s.Outcome is not (StepOutcome.Dropped or StepOutcome.Rerouted))
        .Where(s => file.Item.Content.Steps.Any(x => x.Key == s.Key && x.Days is not null))
        .Select(s => new CaseFacts.Limit($"step:{s.Key}", $"环节“{s.Name}”", s.DueOn, LegalDay.Of(s.CompletedAt!.Value)));
}
