using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Model;

/// <summary>Opens many cases at once for the recurring jobs: three statements a batch, however many cases; of special zones two more each.</summary>
internal sealed class CaseBatch(Database db, ICatalogue catalogue, IZoneAuthority zones, WorkingCalendars calendars)
{
    public const int Size = 500;

    public async Task<IReadOnlyList<CaseFile>> OpenAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var calendar = await calendars.CurrentAsync(ct);
        var cases = await db.Set<Case>().Where(x => ids.Contains(x.Id)).ToListAsync(ct);
        var steps = await db.Set<CaseStep>().Where(x => ids.Contains(x.CaseId) && x.CompletedAt == null).ToListAsync(ct);
        var ledger = await db.Set<ClockEntry>().AsNoTracking().Where(x => ids.Contains(x.CaseId)).ToListAsync(ct);
        var (stepsOf, ledgerOf) = (steps.ToLookup(x => x.CaseId), ledger.ToLookup(x => x.CaseId));
        var files = new List<CaseFile>(cases.Count);
        foreach (var @case in cases)
        {
            files.Add(new CaseFile(
                new DatabaseRows(db),
                @case,
                [.. stepsOf[@case.Id].OrderBy(x => x.Stage)],
                [.. ledgerOf[@case.Id].OrderBy(x => x.Sequence)],
                await catalogue.VersionAsync(@case.ItemVersionId, ct),
                calendar,
                @case.InZone ? await zones.StandingAsync(@case.ItemId, ct) : null));
        }

        return files;
    }
}
