using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;

namespace Zhengtong.Identity.Mapping;

/// <summary>Accounts of departments' portals that became one.</summary>
internal static class MergingMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<LegacyImport>(e =>
        {
            e.ToTable("identity_legacy_import");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.FileName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.ByName).HasMaxLength(100);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.RegionCode, x.Id });
        });
        model.Entity<LoginAlias>(e =>
        {
            e.ToTable("identity_login_alias");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.System).HasMaxLength(100);
            e.Property(x => x.Login).HasMaxLength(50);
            e.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
            e.HasIndex(x => new { x.Login, x.System }).IsUnique();
            e.HasIndex(x => x.PersonId);
        });
        model.Entity<MergeConflict>(e =>
        {
            e.ToTable("identity_merge_conflict");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.System).HasMaxLength(100);
            e.Property(x => x.Login).HasMaxLength(50);
            e.Property(x => x.SettledByName).HasMaxLength(100);
            e.Property(x => x.Reason).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<LegacyImport>().WithMany().HasForeignKey(x => x.ImportId);
            e.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
            e.HasIndex(x => new { x.RegionCode, x.Id }).HasFilter("settled_at is null").HasDatabaseName("ix_identity_merge_conflict_open");
        });
    }
}
