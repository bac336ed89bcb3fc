using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

internal static class TakeoverMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ListTakeover>(e =>
        {
            e.ToTable("catalogue_list_takeover");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.FileName).HasMaxLength(200);
            e.Property(x => x.Fingerprint).HasMaxLength(64);
            e.Property(x => x.CheckedByName).HasMaxLength(200);
            e.Property(x => x.TakenByName).HasMaxLength(200);
            e.Property(x => x.Reason).HasMaxLength(500);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => x.CheckedAt);
        });
        model.Entity<EntryChoice>(e =>
        {
            e.ToTable("catalogue_entry_choice");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.RegionCode).HasMaxLength(12);
        });
    }
}
