using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

/// <summary>The dictionary of elements, where its elements are used, and the pilots of the short guide.</summary>
internal static class DictionaryMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<DictionaryEntry>(e =>
        {
            e.ToTable("catalogue_dictionary_entry");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Key).HasMaxLength(40);
            e.Property(x => x.Name).HasMaxLength(200);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.Property(x => x.Reason).HasMaxLength(500);
            e.HasIndex(x => new { x.Kind, x.Key, x.Number }).IsUnique();
            e.HasIndex(x => x.Edition).IsUnique();
            foreach (var property in e.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
            {
                property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            }
        });
        model.Entity<ElementUse>(e =>
        {
            e.ToTable("catalogue_element_use");
            e.HasKey(x => new { x.ElementKey, x.ItemId });
            e.Property(x => x.ElementKey).HasMaxLength(40);
            e.HasIndex(x => x.ItemId);
        });
        model.Entity<GuidePilot>(e =>
        {
            e.ToTable("catalogue_guide_pilot");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.OwnerRegion).HasMaxLength(12);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.ItemCode).HasMaxLength(100);
            e.Property(x => x.Name).HasMaxLength(1000);
            e.Property(x => x.StartedByName).HasMaxLength(200);
            e.Property(x => x.EndedByName).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.EndedAt, x.OwnerRegion });
            e.HasIndex(x => new { x.OwnerRegion, x.RegionCode, x.ItemCode }).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ix_catalogue_guide_pilot_open");
        });
    }
}
