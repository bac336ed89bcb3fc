using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Cases.Mapping;

/// <summary>What precedes an application: pre-reviews, coaching, and the pages of a scan.</summary>
internal static class PreReviewModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<PreReviewRequest>(e =>
        {
            e.ToTable("cases_pre_review");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Number).HasMaxLength(30);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.PartyName).HasMaxLength(200);
            e.Property(x => x.Snapshot).IsSealed("cases_pre_review.snapshot");
            e.Property(x => x.AnsweredByName).HasMaxLength(200);
            e.Property(x => x.Text).HasMaxLength(2000);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Property(x => x.TraceHead).HasMaxLength(32);
            e.Ignore(x => x.Open);
            e.HasIndex(x => x.Number).IsUnique();
            e.HasIndex(x => new { x.DraftId, x.Id });

            // One open request a draft, however often it is asked for.
            e.HasIndex(x => x.DraftId).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ix_cases_pre_review_open");
            e.HasIndex(x => new { x.RegionCode, x.DueOn, x.Id }).HasFilter("ended_at is null").HasDatabaseName("ix_cases_pre_review_due");
            e.HasIndex(x => new { x.RegionCode, x.Id }).HasFilter("ended_at is not null").HasDatabaseName("ix_cases_pre_review_ended");
        });
        model.Entity<Coaching>(e =>
        {
            e.ToTable("cases_coaching");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Number).HasMaxLength(30);
            e.Property(x => x.PartyName).HasMaxLength(200);
            e.Property(x => x.ItemCode).HasMaxLength(120);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.Property(x => x.ByOrganisationName).HasMaxLength(200);
            e.Property(x => x.Advice).HasMaxLength(4000);
            e.Property(x => x.Once).HasMaxLength(40);
            e.Property(x => x.TraceHead).HasMaxLength(32);
            e.HasIndex(x => x.Number).IsUnique();

            // A form sent twice registers one session.
            e.HasIndex(x => new { x.ById, x.Once }).IsUnique();
            e.HasIndex(x => new { x.RegionCode, x.Id });
            e.HasIndex(x => new { x.OrganisationId, x.Id });
            e.HasIndex(x => new { x.PartyId, x.Id });
        });
        model.Entity<ScanPage>(e =>
        {
            e.ToTable("cases_scan_page");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Key).HasMaxLength(40);
            e.Property(x => x.FileName).HasMaxLength(255);
            e.HasIndex(x => new { x.DraftId, x.Key, x.Position });
        });
    }
}
