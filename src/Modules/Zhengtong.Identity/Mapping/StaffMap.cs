using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;

namespace Zhengtong.Identity.Mapping;

/// <summary>Local roles, what two persons do, and departures.</summary>
internal static class StaffMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<LocalRole>(e =>
        {
            e.ToTable("identity_role");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(30);
            e.Property(x => x.BaseRole).HasMaxLength(40);
            e.Property(x => x.Functions).HasMaxLength(4000);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.RegionCode, x.Name }).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ux_identity_role_name");
        });
        model.Entity<StaffPost>(e =>
        {
            e.HasOne<LocalRole>().WithMany().HasForeignKey(x => x.RoleId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(x => x.Until).HasFilter("until is not null").HasDatabaseName("ix_identity_post_until");
        });
        model.Entity<DangerousAct>(e =>
        {
            e.ToTable("identity_dangerous_act");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.SubjectName).HasMaxLength(100);
            e.Property(x => x.What).HasMaxLength(500);
            e.Property(x => x.Payload).HasMaxLength(8000);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.AskedByName).HasMaxLength(100);
            e.Property(x => x.Reason).HasMaxLength(200);
            e.Property(x => x.AnsweredByName).HasMaxLength(100);
            e.Property(x => x.Answer).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.RegionCode, x.Id });
        });
        model.Entity<Departure>(e =>
        {
            e.ToTable("identity_departure");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.StaffName).HasMaxLength(100);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Reason).HasMaxLength(200);
            e.Property(x => x.ByName).HasMaxLength(100);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<StaffMember>().WithMany().HasForeignKey(x => x.StaffId);
            e.HasIndex(x => x.StaffId).IsUnique().HasFilter("done_at is null").HasDatabaseName("ux_identity_departure_open");
        });
    }
}
