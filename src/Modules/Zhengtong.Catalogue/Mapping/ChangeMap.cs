using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Files;

namespace Zhengtong.Catalogue.Mapping;

internal static class ChangeMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ItemFile>(e =>
        {
            e.ToTable("catalogue_item_file");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.ItemCode).HasMaxLength(100);
            e.HasOne<StoredFile>().WithOne().HasForeignKey<ItemFile>(x => x.Id).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(x => x.ChangeId);
        });
        model.Entity<ChangeRound>(e =>
        {
            e.ToTable("catalogue_change_round");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.HandlerRegion).HasMaxLength(12);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<ItemChange>().WithMany().HasForeignKey(x => x.ChangeId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(x => new { x.HandlerRegion, x.SubmittedOn });
            e.HasIndex(x => x.ChangeId).IsUnique().HasFilter("ended_on is null").HasDatabaseName("ix_catalogue_change_round_open");
            e.HasIndex(x => x.DueOn).HasFilter("ended_on is null").HasDatabaseName("ix_catalogue_change_round_due");
        });
        model.Entity<ChangeOpinion>(e =>
        {
            e.ToTable("catalogue_change_opinion");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.Question).HasMaxLength(ChangeOpinion.LongestText);
            e.Property(x => x.AskedByName).HasMaxLength(200);
            e.Property(x => x.GivenByName).HasMaxLength(200);
            e.Property(x => x.Text).HasMaxLength(ChangeOpinion.LongestText);
            e.Property(x => x.DropReason).HasMaxLength(ChangeOpinion.LongestText);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.IsOpen);
            e.HasOne<ItemChange>().WithMany().HasForeignKey(x => x.ChangeId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(x => new { x.RoundId, x.OrganisationId }).IsUnique().HasFilter("dropped_at is null");
            e.HasIndex(x => new { x.ChangeId, x.AskedAt });
            e.HasIndex(x => x.OrganisationId).HasFilter("given_at is null and dropped_at is null").HasDatabaseName("ix_catalogue_change_opinion_open");
        });
        model.Entity<ItemChange>(MapChange);
    }

    private static void MapChange(EntityTypeBuilder<ItemChange> e)
    {
        e.ToTable("catalogue_item_change");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Code).HasMaxLength(100);
        e.Property(x => x.Name).HasMaxLength(1000);
        e.Property(x => x.OrganisationName).HasMaxLength(200);
        e.Property(x => x.RegionCode).HasMaxLength(12);
        e.Property(x => x.RegionName).HasMaxLength(300);
        e.Property(x => x.HandlerRegion).HasMaxLength(12);
        e.Property(x => x.OnAccountOf).HasMaxLength(100);
        e.Property(x => x.Reason).HasMaxLength(1000);
        e.Property(x => x.RequestedByName).HasMaxLength(200);
        e.Property(x => x.RequesterOrganisationName).HasMaxLength(200);
        e.Property(x => x.CheckedByName).HasMaxLength(200);
        e.Property(x => x.CheckOpinion).HasMaxLength(1000);
        e.Property(x => x.ReturnedByName).HasMaxLength(200);
        e.Property(x => x.ReturnReason).HasMaxLength(1000);
        e.Property(x => x.ApprovedByName).HasMaxLength(200);
        e.Property(x => x.Revision).IsConcurrencyToken();
        e.Ignore(x => x.Status);
        e.Ignore(x => x.IsOpenToAuthor);
        e.Ignore(x => x.HasContent);
        e.Ignore(x => x.WithdrawsWaiting);
        e.HasIndex(x => new { x.HandlerRegion, x.DueOn, x.Id });
        e.HasIndex(x => new { x.RequesterOrganisationId, x.DraftedAt, x.Id });
        e.HasIndex(x => x.ItemId);
        e.HasIndex(x => x.Code);

        // Colleagues write in one draft of an item; of an entry above there is one by each item on whose account it is asked to change.
        e.HasIndex(x => new { x.ItemId, x.RequesterOrganisationId, x.Kind, x.OnAccountOf }).IsUnique()
            .HasFilter("item_id is not null and submitted_at is null and withdrawn_at is null").HasDatabaseName("ix_catalogue_item_change_draft");
        e.HasIndex(x => x.LeadsTo).HasFilter("leads_to is not null");

        // Of a new item there is one change under way, whoever drafts it: approved twice, the second would be a version of the first.
        e.HasIndex(x => x.Code, "new").IsUnique().HasFilter("kind = 1 and approved_at is null and withdrawn_at is null").HasDatabaseName("ix_catalogue_item_change_new");
    }
}
