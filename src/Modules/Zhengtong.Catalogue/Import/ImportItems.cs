using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Import;

/// <summary>
/// Imports the data folder: divisions, code tables, themes and items. Each part is taken whole or not at all, and only when its files differ from what was
/// taken last (by fingerprint), so that a second start adds nothing. Serves the verb, the first start and the administrators' page.
/// </summary>
internal sealed class ImportItems(
    Database db, ItemWriter writer, NationalCatalogue national, ImportRegions divisions, Regions regions, WorkingCalendars calendars, Lists.ImportProofs proofs, Standards.ImportStandards standards,
    TimeProvider clock)
{
    public async Task<Outcome<IReadOnlyList<ImportRun>>> FolderAsync(DataFolder data, Act act, IProgress<ImportStep>? progress, CancellationToken ct)
    {
        var runs = new List<ImportRun>();
        Func<Task<Outcome<ImportRun?>>>[] parts =
        [
            () => PartAsync("regions", data, [DataFolder.Divisions, DataFolder.Villages], act, progress, t => RegionsAsync(data, t, ct), ct),
            () => PartAsync("codes", data, [DataFolder.Codes], act, progress, t => CodesAsync(data, t, ct), ct),
            () => PartAsync("calendar", data, [DataFolder.Calendar], act, progress, t => CalendarAsync(data, t, act, ct), ct),
            () => PartAsync("items", data, DataFolder.ItemFiles, act, progress, t => ItemsAsync(data, t, act, ct), ct),
            () => PartAsync("proofs", data, [DataFolder.Proofs], act, progress, t => ProofsAsync(data, t, act, ct), ct),
            () => PartAsync("standards", data, [DataFolder.Standards], act, progress, t => StandardsAsync(data, t, act, ct), ct),
            () => PartAsync("national", data, [DataFolder.National, DataFolder.Departments], act, progress, t => NationalAsync(data, t, act, ct), ct),
        ];
        foreach (var part in parts)
        {
            var outcome = await part();
            if (!outcome.TryGet(out var run))
            {
                return Outcome<IReadOnlyList<ImportRun>>.Because(outcome.Problems);
            }

            if (run is not null)
            {
                runs.Add(run);
            }
        }

        return runs;
    }

    /// <returns>null when the part is as it was taken before.</returns>
    private async Task<Outcome<ImportRun?>> PartAsync(
        string kind, DataFolder data, string[] files, Act act, IProgress<ImportStep>? progress, Func<Tally, Task> stage, CancellationToken ct)
    {
        var fingerprint = await data.FingerprintAsync(files, ct);
        if (await IsTakenAsync(kind, fingerprint, ct))
        {
            return default(ImportRun);
        }

        var tally = new Tally(kind, "data", fingerprint, false, act, progress);
        try
        {
            await stage(tally);
        }
        catch (DbException e) when (db.IsUniqueViolation(new DbUpdateException(e.Message, e)))
        {
            // Another node starts on the same empty database and was faster.
            db.ChangeTracker.Clear();
            return Problem.Conflict("catalogue.import-meanwhile", "另一个节点正在导入相同的数据，请稍后再试。");
        }

        var run = tally.AddTo(db, Act.Micro(clock.GetUtcNow().UtcDateTime));
        var saved = await db.SaveAsync(ct, Problem.Conflict("catalogue.import-meanwhile", "另一个节点正在导入相同的数据，请稍后再试。"));
        db.ChangeTracker.Clear();
        if (!saved.Ok)
        {
            return await IsTakenAsync(kind, fingerprint, ct) ? default(ImportRun) : Outcome<ImportRun?>.Because(saved.Problems);
        }

        if (kind == "regions")
        {
            regions.Forget();
        }

        tally.Tell(tally.Total);
        return run;
    }

    private async Task<bool> IsTakenAsync(string kind, string fingerprint, CancellationToken ct) => await db.Set<ImportRun>()
        .Where(r => r.Kind == kind && !r.DryRun && r.FileName == "data")
        .OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id)
        .Select(r => r.Fingerprint)
        .FirstOrDefaultAsync(ct) == fingerprint;

    private async Task RegionsAsync(DataFolder data, Tally tally, CancellationToken ct)
    {
        using var upper = data.Open(DataFolder.Divisions);
        using var villages = data.Open(DataFolder.Villages);
        await divisions.StageAndInsertAsync([(DataFolder.Divisions, upper), (DataFolder.Villages, villages)], false, tally, ct);
    }

    /// <summary>The calendar has an import of its own, which takes whole years or nothing.</summary>
    private async Task CalendarAsync(DataFolder data, Tally tally, Act act, CancellationToken ct)
    {
        using var text = data.Open(DataFolder.Calendar);
        var outcome = await calendars.ImportAsync(text.BaseStream, act, ct);
        foreach (var problem in outcome.Problems)
        {
            tally.Fault(new RowAt(DataFolder.Calendar, 0, problem.Field ?? ""), "import-calendar", problem.Message);
        }

        tally.Total = File.ReadLines(Path.Combine(data.Path, DataFolder.Calendar)).Count() - 1;
        tally.Added = outcome.Ok ? tally.Total : 0;
    }

    private async Task ProofsAsync(DataFolder data, Tally tally, Act act, CancellationToken ct)
    {
        using var text = data.Open(DataFolder.Proofs);
        await proofs.StageAsync(text, DataFolder.Proofs, tally, act, ct);
    }

    private async Task StandardsAsync(DataFolder data, Tally tally, Act act, CancellationToken ct)
    {
        using var text = data.Open(DataFolder.Standards);
        await standards.StageAsync(text, DataFolder.Standards, tally, act, ct);
    }

    private async Task CodesAsync(DataFolder data, Tally tally, CancellationToken ct)
    {
        var known = await db.Set<CodeEntry>().ToDictionaryAsync(x => (x.Set, x.Code), ct);
        using var text = data.Open(DataFolder.Codes);
        foreach (var row in Csv.Read(text))
        {
            tally.Total++;
            var entry = new CodeEntry { Set = row["code_set"], Code = row["code"], Name = row["name"], Note = row["note"], Source = row["source"] };
            if (entry.Set.Length == 0 || entry.Code.Length == 0 || entry.Name.Length == 0)
            {
                tally.Fault(new RowAt(DataFolder.Codes, row.Line, entry.Code), "import-empty", "代码集、代码和名称都要填写。");
            }
            else if (!known.TryGetValue((entry.Set, entry.Code), out var before))
            {
                known.Add((entry.Set, entry.Code), entry);
                db.Add(entry);
                tally.Added++;
            }
            else
            {
                var entryRow = db.Entry(before);
                entryRow.CurrentValues.SetValues(entry);
                _ = entryRow.State == EntityState.Modified ? tally.Changed++ : tally.Unchanged++;
            }
        }
    }

    /// <summary>The national catalogue (01.10). What the folder's list does not have stays: only a manager's takeover plans its end.</summary>
    private async Task NationalAsync(DataFolder data, Tally tally, Act act, CancellationToken ct)
    {
        using var text = data.Open(DataFolder.National);
        using var numbers = data.Open(DataFolder.Departments);
        var departments = NationalList.Departments(numbers);
        var (rows, faults) = NationalList.Read(Csv.Read(text), DataFolder.National, departments);
        var plan = NationalPlan.Of(rows, await national.StandingAsync(rows, ct), departments, DataFolder.National);
        tally.Take([.. faults, .. plan.Faults, .. await national.StageAsync(plan, DataFolder.National, null, act, ct)]);
        (tally.Total, tally.Added, tally.Changed, tally.Unchanged) = (rows.Count + faults.Count, plan.Added.Count, plan.Changed.Count, plan.Unchanged);
    }

    private async Task ItemsAsync(DataFolder data, Tally tally, Act act, CancellationToken ct)
    {
        var kit = await ImportKit.LoadAsync(db, data, ct);
        using var listText = data.Open(DataFolder.Items);
        using var licenceText = data.Open(DataFolder.Licences);
        var (drafts, faults) = (new List<ItemDraft>(), new List<RowFault>());
        ItemListReader.Read(listText, DataFolder.Items, kit.RegionOf, drafts, faults);
        drafts = LicenceDetails.Add(licenceText, drafts);
        kit.Guides.Read(await data.TextAsync(DataFolder.Guides, ct), DataFolder.Guides, drafts, faults);
        kit.Guides.Read(await data.TextAsync(DataFolder.Statutory, ct), DataFolder.Statutory, drafts, faults);
        var guideById = drafts.Where(d => !d.ListOnly).ToDictionary(d => d.Code, StringComparer.Ordinal);
        var joined = DemoItems.Apply(await data.TextAsync(DataFolder.Demo, ct), DataFolder.Demo, DraftMerge.Join(drafts), guideById, kit.RegionOf, kit.Sources);
        tally.Take(faults);
        tally.Total = joined.Count + faults.Count(f => !f.Warning);
        await writer.WriteAsync(joined, kit.Profiles, kit.Rules, false, null, tally, act, ct);
    }
}
