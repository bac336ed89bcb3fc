using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

internal static class StandardsMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Standard>(e =>
        {
            e.ToTable("catalogue_standard");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Number).HasMaxLength(60);
            e.Property(x => x.Title).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.RegionName).HasMaxLength(100);
            e.Property(x => x.Drafters).HasMaxLength(1000);
            e.Property(x => x.Scope).HasMaxLength(2000);
            e.Property(x => x.Functions).HasMaxLength(200);
            e.Property(x => x.OwnerName).HasMaxLength(200);
            e.Property(x => x.OwnerRegion).HasMaxLength(12);
            e.Property(x => x.ProposedByName).HasMaxLength(200);
            e.Property(x => x.ApprovedByName).HasMaxLength(200);
            e.Property(x => x.PublishedByName).HasMaxLength(200);
            e.Property(x => x.ProjectDocument).HasMaxLength(100);
            e.Property(x => x.TextName).HasMaxLength(200);
            e.Property(x => x.AbolishedWhy).HasMaxLength(1000);
            e.Property(x => x.EndedWhy).HasMaxLength(1000);
            e.Property(x => x.OutsideNumber).HasMaxLength(100);
            e.Property(x => x.OutsideState).HasMaxLength(200);
            e.Property(x => x.SearchText).HasMaxLength(400);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => x.Number).IsUnique();
            e.HasIndex(x => new { x.OwnerId, x.Id });
            e.HasIndex(x => x.ProgrammeId);
            e.HasIndex(x => x.ReplacesId);
            e.HasIndex(x => x.ExperienceId);
            e.HasIndex(x => x.TextId);
        });
        model.Entity<ItemStandard>(e =>
        {
            e.ToTable("catalogue_item_standard");
            e.HasKey(x => new { x.StandardId, x.ItemId });
            e.Property(x => x.AddedByName).HasMaxLength(200);
            e.HasIndex(x => x.ItemId);
            e.HasOne<Standard>().WithMany().HasForeignKey(x => x.StandardId).OnDelete(DeleteBehavior.Restrict);
        });
        Committees(model);
        Upkeep(model);
        Exchange(model);
    }

    private static void Committees(ModelBuilder model)
    {
        model.Entity<TechnicalCommittee>(e =>
        {
            e.ToTable("catalogue_committee");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(100);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Document).HasMaxLength(100);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.RegionCode, x.Name }).IsUnique();
        });
        model.Entity<CommitteeMember>(e =>
        {
            e.ToTable("catalogue_committee_member");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(200);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.HasIndex(x => new { x.CommitteeId, x.StaffId, x.From }).IsUnique();
            e.HasIndex(x => x.StaffId);
            e.HasOne<TechnicalCommittee>().WithMany().HasForeignKey(x => x.CommitteeId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<StandardReview>(e =>
        {
            e.ToTable("catalogue_standard_review");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.CommitteeName).HasMaxLength(100);
            e.Property(x => x.OpenedByName).HasMaxLength(200);
            e.Property(x => x.ClosedByName).HasMaxLength(200);
            e.Property(x => x.Quorum).HasMaxLength(10);
            e.Property(x => x.Majority).HasMaxLength(10);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.StandardId, x.Round }).IsUnique();
            e.HasIndex(x => x.ClosesOn).HasFilter("closed_at is null").HasDatabaseName("ix_catalogue_standard_review_open");
            e.HasOne<Standard>().WithMany().HasForeignKey(x => x.StandardId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ReviewSeat>(e =>
        {
            e.ToTable("catalogue_review_seat");
            e.HasKey(x => new { x.ReviewId, x.StaffId });
            e.Property(x => x.Name).HasMaxLength(200);
            e.HasIndex(x => x.StaffId);
            e.HasOne<StandardReview>().WithMany().HasForeignKey(x => x.ReviewId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ReviewOpinion>(e =>
        {
            e.ToTable("catalogue_review_opinion");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(200);
            e.Property(x => x.Text).HasMaxLength(2000);
            e.HasIndex(x => new { x.ReviewId, x.StaffId, x.Sequence }).IsUnique();
            e.HasIndex(x => x.StandardId);
            WrittenOnce(e.Metadata);
        });
    }

    private static void Upkeep(ModelBuilder model)
    {
        model.Entity<StandardUpkeep>(e =>
        {
            e.ToTable("catalogue_standard_upkeep");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Text).HasMaxLength(2000);
            e.Property(x => x.ProposedByName).HasMaxLength(200);
            e.Property(x => x.DecidedByName).HasMaxLength(200);
            e.Property(x => x.RefusedWhy).HasMaxLength(1000);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => x.StandardId);
            e.HasOne<Standard>().WithMany().HasForeignKey(x => x.StandardId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<StandardProgramme>(e =>
        {
            e.ToTable("catalogue_standard_programme");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Name).HasMaxLength(100);
            e.Property(x => x.MadeByName).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.RegionCode, x.Name }).IsUnique();
        });
        model.Entity<StandardExperience>(e =>
        {
            e.ToTable("catalogue_standard_experience");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Title).HasMaxLength(200);
            e.Property(x => x.Origin).HasMaxLength(4000);
            e.Property(x => x.Results).HasMaxLength(4000);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.RegionName).HasMaxLength(300);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RecordedByName).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.RegionCode, x.Id });
            e.HasIndex(x => x.OrganisationId);
        });
        model.Entity<ExperienceApplication>(e =>
        {
            e.ToTable("catalogue_experience_application");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Body).HasMaxLength(200);
            e.Property(x => x.Number).HasMaxLength(60);
            e.Property(x => x.Note).HasMaxLength(1000);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => x.ExperienceId);
            e.HasOne<StandardExperience>().WithMany().HasForeignKey(x => x.ExperienceId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void Exchange(ModelBuilder model)
    {
        model.Entity<StandardPush>(e =>
        {
            e.ToTable("catalogue_standard_push");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Wanted).IsConcurrencyToken();
            e.Property(x => x.LastError).HasMaxLength(200);
            e.HasIndex(x => x.NextAttemptAt).HasFilter("done_at is null").HasDatabaseName("ix_catalogue_standard_push_open");
        });
        model.Entity<StandardExchange>(e =>
        {
            e.ToTable("catalogue_standard_exchange");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Cursor).HasMaxLength(100);
            e.Property(x => x.LastError).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
        });
        model.Entity<OutsideDecision>(e =>
        {
            e.ToTable("catalogue_outside_decision");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Key).HasMaxLength(100);
            e.Property(x => x.OutsideNumber).HasMaxLength(100);
            e.Property(x => x.State).HasMaxLength(40);
            e.Property(x => x.Opinion).HasMaxLength(1000);
            e.HasIndex(x => x.Key).IsUnique();
            e.HasIndex(x => x.StandardId);
            WrittenOnce(e.Metadata);
        });
    }

    private static void WrittenOnce(IMutableEntityType type)
    {
        foreach (var property in type.GetProperties().Where(p => !p.IsPrimaryKey()))
        {
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    }
}
