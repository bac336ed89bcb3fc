using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Protection;

/// <summary>Rows are read and replaced whatever their key is made of, each only where it still is what was read.</summary>
public sealed class RawRowsTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.08")]
    public async Task Many_rows_are_replaced_at_once_but_for_those_that_changed_or_vanished(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        Guid[] cases = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        await host.InDatabaseAsync(async db =>
        {
            db.AddRange(cases.SelectMany(c => Enumerable.Range(1, 5).Select(n => new CaseMaterial
            {
                CaseId = c, Sequence = n, Key = "k", Name = $"name {n}", State = MaterialState.Paper, Deficiency = n == 5 ? null : $"lack {n}", At = TestHost.Monday.UtcDateTime,
            })));
            return await db.SaveChangesAsync(Ct);
        });
        var replaced = await host.InDatabaseAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(Ct);
            var rows = new RawRows(db);
            var table = RawRows.Tables(db.Model, p => p.DeclaringType.ClrType == typeof(CaseMaterial) && p.Name is nameof(CaseMaterial.Name) or nameof(CaseMaterial.Deficiency))
                .Single(t => t.Name == "cases_material");
            Assert.Equal(2, table.Key.Count);
            Assert.Equal(10L, await rows.CountAsync(table, Ct));
            var first = await rows.PageAsync(table, [], 7, Ct);
            List<RawRows.Row> all = [.. first, .. await rows.PageAsync(table, first[^1].Key, 7, Ct)];
            Assert.Equal(10, all.Count);

            // Of the first case: one vanishes, one changes where it is to be replaced, one elsewhere.
            await host.InDatabaseAsync(async other =>
            {
                var materials = other.Set<CaseMaterial>().Where(m => m.CaseId == cases[0]);
                await materials.Where(m => m.Sequence == 1).ExecuteDeleteAsync(Ct);
                await materials.Where(m => m.Sequence == 2).ExecuteUpdateAsync(s => s.SetProperty(m => m.Deficiency, "other"), Ct);
                return await materials.Where(m => m.Sequence == 3).ExecuteUpdateAsync(s => s.SetProperty(m => m.FileName, "other"), Ct);
            });
            RawRows.Change[] Changes(RawRows.Row row) =>
                [.. table.Columns.Zip(row.Values).Where(x => x.Second is not null).Select(x => new RawRows.Change(x.First, x.Second!, "new " + x.Second))];
            return await rows.ReplaceAsync(table, all.Select(r => new RawRows.Replacement(r.Key, Changes(r))), Ct);
        });

        // Two values of each row that was what was read, one of those that lack nothing.
        Assert.Equal((6 * 2) + 2, replaced);
        var now = await host.InDatabaseAsync(db => db.Set<CaseMaterial>().AsNoTracking().ToListAsync(Ct));
        Assert.Equal(
            ["name 2, other", "new name 3, new lack 3", "new name 4, new lack 4", "new name 5, ", .. Enumerable.Range(1, 4).Select(n => $"new name {n}, new lack {n}"), "new name 5, "],
            now.OrderBy(m => Array.IndexOf(cases, m.CaseId)).ThenBy(m => m.Sequence).Select(m => $"{m.Name}, {m.Deficiency}"));
    }
}
