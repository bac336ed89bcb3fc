using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

internal static class MassChangeMap
{
    public static void Map(ModelBuilder model) => model.Entity<MassChange>(e =>
    {
        e.ToTable("catalogue_mass_change");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Kind).HasConversion<string>().HasMaxLength(20);
        e.Property(x => x.FileName).HasMaxLength(200);
        e.Property(x => x.Fingerprint).HasMaxLength(64);
        e.Property(x => x.Reason).HasMaxLength(500);
        e.Property(x => x.AskedByName).HasMaxLength(200);
        e.Property(x => x.AskedRole).HasMaxLength(50);
        e.Property(x => x.RegionCode).HasMaxLength(12);
        e.Property(x => x.AnsweredByName).HasMaxLength(200);
        e.Property(x => x.AnsweredOrganisationName).HasMaxLength(200);
        e.Property(x => x.AnsweredRegion).HasMaxLength(12);
        e.Property(x => x.RejectReason).HasMaxLength(500);
        e.Property(x => x.Failure).HasMaxLength(1000);
        e.Property(x => x.Revision).IsConcurrencyToken();
        e.Ignore(x => x.Approver);
        e.Ignore(x => x.Status);

        // One question at a time about one file.
        e.HasIndex(x => x.SubjectId).IsUnique().HasFilter("done_at is null").HasDatabaseName("ix_catalogue_mass_change_open");
        e.HasIndex(x => new { x.SubjectId, x.AskedAt });
        e.HasIndex(x => x.NextAttemptAt).HasFilter("done_at is null");
    });
}
