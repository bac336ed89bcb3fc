using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

internal static class EndsMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ApplicationEnd>(e =>
        {
            e.ToTable("catalogue_end");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(100);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.PullAddress).HasMaxLength(500);
            e.Property(x => x.Contact).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.RegionCode, x.Id });
            e.HasIndex(x => new { x.OrganisationId, x.Name }).IsUnique();
        });
        model.Entity<EndItem>(e =>
        {
            e.ToTable("catalogue_end_item");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Code).HasMaxLength(100);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.UnreachedBecause).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.EndId, x.Code }).IsUnique();
            e.HasIndex(x => x.DeviatesSince);
            e.HasIndex(x => x.ItemId);
            e.HasOne<ApplicationEnd>().WithMany().HasForeignKey(x => x.EndId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
