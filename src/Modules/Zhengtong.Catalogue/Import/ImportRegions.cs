using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Import;

/// <summary>Brings divisions into the tree: new ones in bulk, renamed ones changed, none removed (cases and items may name them).</summary>
internal sealed class ImportRegions(Database db)
{
    /// <param name="files">In the order of the levels.</param>
    public async Task StageAndInsertAsync(IEnumerable<(string Name, TextReader Text)> files, bool dryRun, Tally tally, CancellationToken ct)
    {
        var before = await db.Set<Region>().AsNoTracking().ToDictionaryAsync(x => x.Code, StringComparer.Ordinal, ct);
        var read = new Dictionary<string, Region>(StringComparer.Ordinal);
        foreach (var (name, text) in files)
        {
            // A file of villages alone hangs on the towns that are there already.
            foreach (var upper in read.Count == 0 && Path.GetFileName(name) is not "divisions.csv" ? before.Values.Where(x => x.Level < 5) : [])
            {
                read.TryAdd(upper.Code, upper);
            }

            var (found, faults) = RegionFile.Read(text, read);
            tally.Total += found.Count + faults.Count;
            foreach (var (line, key, why) in faults.Where(f => !before.ContainsKey(f.Key) || f.Why != "区划代码重复"))
            {
                tally.Fault(new RowAt(name, line, key), "import-region-row", why + "。");
            }

            tally.Unchanged += faults.Count(f => before.ContainsKey(f.Key) && f.Why == "区划代码重复");
        }

        var fresh = read.Values.Where(x => !before.ContainsKey(x.Code)).ToList();
        var renamed = read.Values.Where(x => before.TryGetValue(x.Code, out var old) && (old.Name != x.Name || old.FullName != x.FullName)).ToList();
        tally.Added = fresh.Count;
        tally.Changed = renamed.Count;
        tally.Unchanged += read.Values.Count(x => before.ContainsKey(x.Code)) - renamed.Count - (read.Values.Count(x => before.TryGetValue(x.Code, out var same) && ReferenceEquals(same, x)));
        if (dryRun)
        {
            return;
        }

        await db.BulkInsertAsync(fresh, ct, tally.Tell);
        db.UpdateRange(renamed);
    }
}
