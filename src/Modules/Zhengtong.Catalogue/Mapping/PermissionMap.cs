using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

/// <summary>Permission adjustments, reorganisations and the measures of performance.</summary>
internal static class PermissionMap
{
    public static void Map(ModelBuilder model)
    {
        MapAdjustments(model);
        MapGrants(model);
        MapReorganisations(model);
        MapPerformance(model);
    }

    private static void MapAdjustments(ModelBuilder model)
    {
        model.Entity<AdjustmentBatch>(e =>
        {
            e.ToTable("catalogue_adjustment_batch");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Name).HasMaxLength(100);
            e.Property(x => x.OpenedByName).HasMaxLength(200);
            e.Property(x => x.TraceHead).HasMaxLength(32);
            e.HasIndex(x => new { x.RegionCode, x.Half }).IsUnique();
        });
        model.Entity<Model.PermissionAdjustment>(e =>
        {
            e.ToTable("catalogue_permission_adjustment");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.GiverName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Reason).HasMaxLength(1000);
            e.Property(x => x.Power).HasMaxLength(2000);
            e.Property(x => x.AppliedByName).HasMaxLength(200);
            e.Property(x => x.ApprovedByName).HasMaxLength(200);
            e.Property(x => x.EndedWhy).HasMaxLength(1000);
            e.Property(x => x.TraceHead).HasMaxLength(32);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<AdjustmentBatch>().WithMany().HasForeignKey(x => x.BatchId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(x => new { x.BatchId, x.Stage, x.Id });
        });
        model.Entity<AdjustmentItem>(e =>
        {
            e.ToTable("catalogue_adjustment_item");
            e.HasKey(x => new { x.AdjustmentId, x.ItemId });
            e.Property(x => x.Code).HasMaxLength(100);
            e.Property(x => x.Name).HasMaxLength(1000);
        });
        model.Entity<AdjustmentApplicant>(e =>
        {
            e.ToTable("catalogue_adjustment_applicant");
            e.HasKey(x => new { x.AdjustmentId, x.Round });
            e.Property(x => x.Name).HasMaxLength(200);
        });
        model.Entity<AdjustmentReceiver>(e =>
        {
            e.ToTable("catalogue_adjustment_receiver");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.RegionName).HasMaxLength(300);
            e.HasIndex(x => new { x.AdjustmentId, x.OrganisationId }).IsUnique();
        });
        model.Entity<CapacityAssessment>(e =>
        {
            e.ToTable("catalogue_capacity_assessment");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Conclusion).HasMaxLength(2000);
            e.Property(x => x.FileName).HasMaxLength(255);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.HasIndex(x => new { x.AdjustmentId, x.Round, x.ReceiverId }).IsUnique();
        });
        model.Entity<LegalityReview>(e =>
        {
            e.ToTable("catalogue_legality_review");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Basis).HasMaxLength(1000);
            e.Property(x => x.Conclusion).HasMaxLength(2000);
            e.Property(x => x.FileName).HasMaxLength(255);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.HasIndex(x => new { x.AdjustmentId, x.Round }).IsUnique();
        });
        model.Entity<PowerListChange>(e =>
        {
            e.ToTable("catalogue_power_list_change");
            e.HasKey(x => new { x.AdjustmentId, x.Round });
            e.Property(x => x.Number).HasMaxLength(100);
            e.Property(x => x.Entry).HasMaxLength(500);
            e.Property(x => x.ByName).HasMaxLength(200);
        });
    }

    private static void MapGrants(ModelBuilder model)
    {
        model.Entity<ItemGrant>(e =>
        {
            e.ToTable("catalogue_item_grant");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.GiverName).HasMaxLength(200);
            e.Property(x => x.GiverRegionCode).HasMaxLength(12);
            e.Property(x => x.Code).HasMaxLength(100);
            e.Property(x => x.Name).HasMaxLength(1000);
            e.Property(x => x.ReceiverName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.BatchId, x.ReceiverId });
            e.HasIndex(x => new { x.GiverRegionCode, x.Id });
            e.HasIndex(x => new { x.ReceiverId, x.Id });
            e.HasIndex(x => new { x.GiverId, x.Id });
            e.HasIndex(x => x.ItemId);

            // A receiver has an item of a giver once at a time.
            e.HasIndex(x => new { x.GiverItemId, x.ReceiverId }).IsUnique().HasFilter("recalled_at is null").HasDatabaseName("ix_catalogue_item_grant_open");
        });
        model.Entity<GrantOpinion>(e =>
        {
            e.ToTable("catalogue_grant_opinion");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Text).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.HasIndex(x => new { x.GrantId, x.Id });
        });
    }

    private static void MapReorganisations(ModelBuilder model)
    {
        model.Entity<Reorganisation>(e =>
        {
            e.ToTable("catalogue_reorganisation");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.ToName).HasMaxLength(200);
            e.Property(x => x.Reason).HasMaxLength(1000);
            e.Property(x => x.RefusedWhy).HasMaxLength(1000);
            e.Property(x => x.ProposedByName).HasMaxLength(200);
            e.Property(x => x.ApprovedByName).HasMaxLength(200);
            e.Property(x => x.TraceHead).HasMaxLength(32);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.Waits);
            e.HasIndex(x => new { x.RegionCode, x.Id });
            e.HasIndex(x => x.EffectiveOn).HasFilter("approved_at is not null and undone_at is null").HasDatabaseName("ix_catalogue_reorganisation_due");

            // A reorganisation is taken back once.
            e.HasIndex(x => x.UndoesId).IsUnique().HasFilter("undoes_id is not null and refused_at is null").HasDatabaseName("ix_catalogue_reorganisation_undo");
        });
        model.Entity<ReorganisationSource>(e =>
        {
            e.ToTable("catalogue_reorganisation_source");
            e.HasKey(x => new { x.ReorganisationId, x.OrganisationId });
            e.Property(x => x.OrganisationName).HasMaxLength(200);
        });
        model.Entity<ReorganisationItem>(e =>
        {
            e.ToTable("catalogue_reorganisation_item");
            e.HasKey(x => new { x.ReorganisationId, x.ItemId });
            e.Property(x => x.ToName).HasMaxLength(200);
        });
        model.Entity<ReorganisationMove>(e =>
        {
            e.ToTable("catalogue_reorganisation_move");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Part).HasMaxLength(40);
            e.Property(x => x.FromName).HasMaxLength(200);
            e.Property(x => x.Stamp).HasMaxLength(60);
            e.HasIndex(x => new { x.ReorganisationId, x.ToId, x.Part, x.Id });
        });
        model.Entity<ReorganisationRefusal>(e =>
        {
            e.ToTable("catalogue_reorganisation_refusal");
            e.HasKey(x => new { x.ReorganisationId, x.Part, x.SubjectId });
            e.Property(x => x.Part).HasMaxLength(40);
            e.Property(x => x.ToName).HasMaxLength(200);
            e.Property(x => x.Subject).HasMaxLength(ReorganisationRefusal.LongestSubject);
            e.Property(x => x.Why).HasMaxLength(ReorganisationRefusal.LongestWhy);
        });
        model.Entity<ReorganisationTally>(e =>
        {
            e.ToTable("catalogue_reorganisation_tally");
            e.HasKey(x => new { x.ReorganisationId, x.ToId, x.Part });
            e.Property(x => x.Part).HasMaxLength(40);
            e.Property(x => x.ToName).HasMaxLength(200);
        });
    }

    private static void MapPerformance(ModelBuilder model)
    {
        model.Entity<ItemMeasure>(e =>
        {
            e.ToTable("catalogue_item_measure");
            e.HasKey(x => x.ItemId);
            e.Property(x => x.ItemId).ValueGeneratedNever();
            e.Property(x => x.Code).HasMaxLength(100);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Name).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.HasIndex(x => new { x.OrganisationId, x.Saved, x.ItemId }).IsDescending(false, true, false);
            e.HasIndex(x => new { x.RegionCode, x.Saved, x.ItemId });

            // A county or a city is a short range of the index above; a province or the nation is read in the order of the list.
            e.Property(x => x.ProvinceCode).HasMaxLength(2);
            e.HasIndex(x => new { x.ProvinceCode, x.Saved, x.ItemId }).IsDescending(false, true, false);
            e.HasIndex(x => new { x.Saved, x.ItemId }).IsDescending(true, false);
        });
        model.Entity<ItemEvaluation>(e =>
        {
            e.ToTable("catalogue_item_evaluation");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Code).HasMaxLength(100);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.Conclusion).HasMaxLength(2000);
            e.Property(x => x.Todo).HasMaxLength(1000);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.Property(x => x.DoneByName).HasMaxLength(200);
            e.Property(x => x.Answer).HasMaxLength(1000);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.ItemId, x.Id });
            e.HasIndex(x => new { x.DueOn, x.Id }).HasFilter("done_at is null and due_on is not null").HasDatabaseName("ix_catalogue_item_evaluation_open");
        });
    }
}
