using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Cases.Seed;

/// <summary>
/// Every row of the seeded tables as text, so that two databases can be compared: ids stand as what they identify, and what is random by design
/// (codes) or follows from ids (hashes) by its length.
/// </summary>
internal static class SeededRows
{
    private static readonly HashSet<string> Random = ["PickupCode", "VerificationCode"];

    public static Task<SortedDictionary<string, string[]>> ReadAsync(TestHost host, CancellationToken ct) => host.InDatabaseAsync(async db =>
    {
        var names = new Dictionary<Guid, string>();
        foreach (var version in await db.Set<ItemVersion>().AsNoTracking().Join(db.Set<Item>(), v => v.ItemId, i => i.Id, (v, i) => new { v.Id, v.ItemId, i.Code }).ToListAsync(ct))
        {
            (names[version.Id], names[version.ItemId]) = ($"version {version.Code}", $"item {version.Code}");
        }

        foreach (var one in await db.Set<Case>().AsNoTracking().OrderBy(c => c.Number).ToListAsync(ct))
        {
            (names[one.Id], names[one.DraftId], names[one.ApplicantId]) = ($"case {one.Number}", $"draft {one.Number}", $"party {one.ApplicantName}");
            if (one.AgentId is { } agent)
            {
                names[agent] = $"agent {one.ApplicantName}";
            }
        }

        var tables = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        await AddAsync<Case>();
        await AddAsync<Draft>();
        await AddAsync<Application>();
        await AddAsync<CaseMaterial>();
        await AddAsync<CaseStep>();
        await AddAsync<ClockEntry>();
        await AddAsync<Notice>();
        await AddAsync<Result>();
        await AddAsync<Delivery>();
        await AddAsync<TraceEntry>();
        return tables;

        async Task AddAsync<T>()
            where T : class
        {
            var entity = db.Model.FindEntityType(typeof(T))!;
            var rows = await db.Set<T>().AsNoTracking().ToListAsync(ct);
            tables[typeof(T).Name] =
            [
                .. rows.Where(r => r is not TraceEntry t || names.GetValueOrDefault(t.SubjectId, "").StartsWith("case", StringComparison.Ordinal))
                    .Select(r => string.Join(" | ", entity.GetProperties().Select(p => $"{p.Name}={Text(p.Name, p.GetGetter().GetClrValue(r))}")))
                    .Order(StringComparer.Ordinal),
            ];
        }

        // An applicant's person is named by whichever of his cases comes first, so an agent who also applies for himself keeps his own name.
        string Text(string property, object? value) => value switch
        {
            null => "-",
            string s when Random.Contains(property) => $"{s.Length} random characters",
            byte[] hash => $"{hash.Length} bytes",
            Guid id when property == "Id" && !names.ContainsKey(id) => "an id",
            Guid id => names.GetValueOrDefault(id, id.ToString()),
            DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    });
}
