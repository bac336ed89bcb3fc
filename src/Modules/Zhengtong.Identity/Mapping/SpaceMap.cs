using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;

namespace Zhengtong.Identity.Mapping;

/// <summary>The space of persons and companies: reusable data, copies.</summary>
internal static class SpaceMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<KnownValue>(e =>
        {
            e.ToTable("identity_known_value");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Key).HasMaxLength(KnownValue.LongestKey);
            e.Property(x => x.Label).HasMaxLength(KnownValue.LongestLabel);
            e.Property(x => x.CaseNumber).HasMaxLength(24);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.Plain).Ignore(x => x.RightAt);
            e.HasIndex(x => new { x.PartyId, x.Key }).IsUnique();
        });
        model.Entity<FormerKnownValue>(e =>
        {
            e.ToTable("identity_known_value_former");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.CaseNumber).HasMaxLength(24);
            e.HasIndex(x => new { x.KnownValueId, x.Id });
            e.HasIndex(x => x.PartyId);
        });
        model.Entity<SpaceCopy>(e =>
        {
            e.ToTable("identity_space_copy");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.FileKey).HasMaxLength(64);
            e.Property(x => x.Revision).IsConcurrencyToken();
            // One at a time: what is being made or offered.
            e.HasIndex(x => x.PartyId).IsUnique().HasFilter("erased_at is null").HasDatabaseName("ux_identity_space_copy_open");
            e.HasIndex(x => new { x.PartyId, x.Id });
            e.HasIndex(x => x.NotBefore).HasFilter("made_at is null and erased_at is null").HasDatabaseName("ix_identity_space_copy_asked");
            e.HasIndex(x => x.Id).HasFilter("file_key <> ''").HasDatabaseName("ix_identity_space_copy_kept");
        });
    }
}
