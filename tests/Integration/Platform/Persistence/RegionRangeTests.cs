using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Persistence;

public sealed class RegionRangeTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    /// <summary>Codes of every level, and neighbours that a range must not take in.</summary>
    private static readonly string[] Codes = ["", "51", "5115", "5116", "511602", "511602003", "511602003201", "5117", "52", "50"];

    [Theory, EachDatabase]
    public async Task A_region_and_all_below_it_are_read_as_a_range_and_are_just_those_that_begin_with_its_code(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.InDatabaseAsync(db =>
        {
            db.AddRange(Codes.Select((code, at) => Item.First($"T{at}", code, "")));
            return db.SaveChangesAsync(Ct);
        });
        foreach (var region in Codes)
        {
            var found = await host.InDatabaseAsync(db =>
            {
                var query = db.Set<Item>().Where(i => i.RegionCode.StartsWith(region)).OrderBy(i => i.RegionCode).Select(i => i.RegionCode);
                Assert.DoesNotContain("region_code LIKE", query.ToQueryString(), StringComparison.OrdinalIgnoreCase);
                return query.ToListAsync(Ct);
            });
            Assert.Equal(Codes.Where(c => c.StartsWith(region, StringComparison.Ordinal)).Order(StringComparer.Ordinal), found);
        }
    }
}
