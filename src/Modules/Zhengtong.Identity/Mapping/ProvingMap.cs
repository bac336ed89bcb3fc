using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Mapping;

/// <summary>Checks of who somebody is, and recovery of a lost phone.</summary>
internal static class ProvingMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<RealNameCheck>(e =>
        {
            e.ToTable("identity_real_name_check");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Reference).HasMaxLength(100);
            e.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
            e.HasIndex(x => new { x.PersonId, x.At });
        });
        model.Entity<FaceCheck>(e =>
        {
            e.ToTable("identity_face_check");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Ticket).HasMaxLength(32);
            e.Property(x => x.Page).HasMaxLength(1000);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
            e.HasIndex(x => x.Ticket).IsUnique();
            e.HasIndex(x => new { x.PersonId, x.BegunAt });
        });
        model.Entity<PhoneRecovery>(e =>
        {
            e.ToTable("identity_phone_recovery");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.PhoneLookup).IsLookup();
            e.Property(x => x.PhoneMasked).HasMaxLength(20);
            e.Property(x => x.StopHash).HasMaxLength(64);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.Phone);
            e.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
            e.HasIndex(x => x.PersonId).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ux_identity_phone_recovery_open");
            e.HasIndex(x => new { x.PersonId, x.EndedAt });
            e.HasIndex(x => x.StopHash).IsUnique();
            e.HasIndex(x => x.RipeAt).HasFilter("ended_at is null").HasDatabaseName("ix_identity_phone_recovery_ripe");
        });
    }
}
