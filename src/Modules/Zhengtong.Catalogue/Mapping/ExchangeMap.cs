using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

internal static class ExchangeMap
{
    public static void Map(ModelBuilder model) => model.Entity<FeedEntry>(e =>
    {
        e.ToTable("catalogue_feed_entry");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Code).HasMaxLength(100);
        e.Property(x => x.Sequence).IsConcurrencyToken();

        // Two jobs that number at once would both begin after the same number: the second fails and numbers anew.
        e.HasIndex(x => x.Sequence).IsUnique();
    });
}
