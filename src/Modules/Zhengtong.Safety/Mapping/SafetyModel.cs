using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;

namespace Zhengtong.Safety.Mapping;

/// <summary>The tables of data security, prefix <c>safety_</c>.</summary>
internal static class SafetyModel
{
    public const int Name = 200;
    public const int Line = 500;
    public const int Paragraph = 2000;

    public static void Map(ModelBuilder model)
    {
        MapShares(model);
        MapRules(model);
        MapPlans(model);
        MapIncidents(model);
    }

    private static void MapShares(ModelBuilder model)
    {
        model.Entity<DataShare>(e =>
        {
            e.ToTable("safety_share");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.OrganisationName).HasMaxLength(Name);
            e.Property(x => x.Resource).HasMaxLength(Name);
            // The name of an organisation and that of its system.
            e.Property(x => x.Receiver).HasMaxLength(Line);
            e.Property(x => x.Purpose).HasMaxLength(Line);
            e.Property(x => x.Basis).HasMaxLength(Line);
            e.Property(x => x.Frequency).HasMaxLength(Name);
            e.Property(x => x.AskedByName).HasMaxLength(Name);
            e.Property(x => x.WantedKeys).HasMaxLength(Name);
            e.Property(x => x.WantedWords).HasMaxLength(Line);
            e.Property(x => x.CoveredKeys).HasMaxLength(Name);
            e.Property(x => x.Measures).HasMaxLength(Paragraph);
            e.Property(x => x.Assessment).HasMaxLength(Paragraph);
            e.Property(x => x.AssessedByName).HasMaxLength(Name);
            e.Property(x => x.EndedByName).HasMaxLength(Name);
            e.Property(x => x.EndReason).HasMaxLength(Line);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.Covers);
            e.Property(x => x.GeneralFields).HasMaxLength(Paragraph);
            e.Property(x => x.ImportantFields).HasMaxLength(Paragraph);
            e.Property(x => x.PersonalFields).HasMaxLength(Paragraph);
            e.Property(x => x.SensitiveFields).HasMaxLength(Paragraph);
            e.HasIndex(x => new { x.RegionCode, x.Id });
            e.HasIndex(x => x.SystemId).HasFilter("system_id is not null");
            e.HasIndex(x => x.InForceUntil).HasFilter("ended_at is null").HasDatabaseName("ix_safety_share_until");
        });
        model.Entity<ShareConclusion>(e =>
        {
            e.ToTable("safety_share_conclusion");
            e.HasKey(x => new { x.ShareId, x.Round });
            e.HasOne<DataShare>().WithMany().HasForeignKey(x => x.ShareId).OnDelete(DeleteBehavior.Restrict);
            e.Property(x => x.Measures).HasMaxLength(Paragraph);
            e.Property(x => x.Assessment).HasMaxLength(Paragraph);
            e.Property(x => x.AssessedByName).HasMaxLength(Name);
            e.Property(x => x.Grounds).HasMaxLength(Paragraph);
            e.Property(x => x.Conditions).HasMaxLength(Paragraph);
            e.Property(x => x.CoveredWords).HasMaxLength(Line);
            e.Property(x => x.ReviewedByName).HasMaxLength(Name);
            Once(e);
        });
        model.Entity<ShareTelling>(e =>
        {
            e.ToTable("safety_share_telling");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasOne<DataShare>().WithMany().HasForeignKey(x => x.ShareId).OnDelete(DeleteBehavior.Restrict);
            e.Property(x => x.What).HasMaxLength(Line);
            e.Property(x => x.ByName).HasMaxLength(Name);
            e.HasIndex(x => new { x.ShareId, x.Day, x.Id });
            e.HasIndex(x => new { x.ShareId, x.Day }).IsUnique().HasFilter("counted").HasDatabaseName("ux_safety_share_telling_counted");
            Once(e);
        });
    }

    private static void MapRules(ModelBuilder model)
    {
        model.Entity<SafetyRules>(e =>
        {
            e.ToTable("safety_rules");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Title).HasMaxLength(Name);
            e.Property(x => x.Drafters).HasMaxLength(Paragraph);
            e.Property(x => x.DraftedByName).HasMaxLength(Paragraph);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.Waits);
            e.HasIndex(x => x.RegionCode).IsUnique();
        });
        model.Entity<SafetyRulesVersion>(e =>
        {
            e.ToTable("safety_rules_version");
            e.HasKey(x => new { x.RulesId, x.Number });
            e.HasOne<SafetyRules>().WithMany().HasForeignKey(x => x.RulesId).OnDelete(DeleteBehavior.Restrict);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Title).HasMaxLength(Name);
            e.Property(x => x.DraftedByName).HasMaxLength(Paragraph);
            e.Property(x => x.PublishedByName).HasMaxLength(Name);
            e.HasIndex(x => new { x.RegionCode, x.Number });
            Once(e);
        });
    }

    private static void MapPlans(ModelBuilder model)
    {
        model.Entity<EmergencyPlan>(e =>
        {
            e.ToTable("safety_plan");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Name).HasMaxLength(Name);
            e.Property(x => x.Drafters).HasMaxLength(Paragraph);
            e.Property(x => x.DraftedByName).HasMaxLength(Paragraph);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.Waits);
            e.HasIndex(x => new { x.RegionCode, x.Name }).IsUnique();
            e.HasIndex(x => x.ExerciseBy).HasFilter("exercise_by is not null");
        });
        model.Entity<PlanVersion>(e =>
        {
            e.ToTable("safety_plan_version");
            e.HasKey(x => new { x.PlanId, x.Number });
            e.HasOne<EmergencyPlan>().WithMany().HasForeignKey(x => x.PlanId).OnDelete(DeleteBehavior.Restrict);
            e.Property(x => x.Name).HasMaxLength(Name);
            e.Property(x => x.DraftedByName).HasMaxLength(Paragraph);
            e.Property(x => x.PublishedByName).HasMaxLength(Name);
            Once(e);
        });
        model.Entity<PlanExercise>(e =>
        {
            e.ToTable("safety_plan_exercise");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasOne<EmergencyPlan>().WithMany().HasForeignKey(x => x.PlanId).OnDelete(DeleteBehavior.Restrict);
            e.Property(x => x.Participants).HasMaxLength(Paragraph);
            e.Property(x => x.Found).HasMaxLength(Paragraph);
            e.Property(x => x.ByName).HasMaxLength(Name);
            e.HasIndex(x => new { x.PlanId, x.HeldOn });
            Once(e);
        });
        model.Entity<ExerciseFollowUp>(e =>
        {
            e.ToTable("safety_follow_up");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasOne<EmergencyPlan>().WithMany().HasForeignKey(x => x.PlanId).OnDelete(DeleteBehavior.Restrict);
            e.Property(x => x.What).HasMaxLength(Line);
            e.Property(x => x.Responsible).HasMaxLength(Name);
            e.Property(x => x.DoneByName).HasMaxLength(Name);
            e.Property(x => x.DoneNote).HasMaxLength(Line);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.PlanId, x.Id });
            e.HasIndex(x => x.DueOn).HasFilter("done_at is null").HasDatabaseName("ix_safety_follow_up_open");
        });
    }

    private static void MapIncidents(ModelBuilder model)
    {
        model.Entity<Incident>(e =>
        {
            e.ToTable("safety_incident");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Number).HasMaxLength(24);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.OrganisationName).HasMaxLength(Name);
            e.Property(x => x.Title).HasMaxLength(Name);
            e.Property(x => x.Description).HasMaxLength(Paragraph);
            e.Property(x => x.ReportedByName).HasMaxLength(Name);
            e.Property(x => x.GradedByName).HasMaxLength(Name);
            e.Property(x => x.ReportedUpTo).HasMaxLength(Line);
            e.Property(x => x.ReportedUpByName).HasMaxLength(Name);
            e.Property(x => x.PeopleTold).HasMaxLength(Paragraph);
            e.Property(x => x.ClosedByName).HasMaxLength(Name);
            e.Property(x => x.Cause).HasMaxLength(Paragraph);
            e.Property(x => x.Mend).HasMaxLength(Paragraph);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => x.Number).IsUnique();
            e.HasIndex(x => new { x.RegionCode, x.Id });
            e.HasIndex(x => new { x.ReportedById, x.Id });
            e.HasIndex(x => x.ReportUpBy).HasFilter("reported_up_at is null and report_up_by is not null").HasDatabaseName("ix_safety_incident_clock");
        });
        model.Entity<IncidentStep>(e =>
        {
            e.ToTable("safety_incident_step");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasOne<Incident>().WithMany().HasForeignKey(x => x.IncidentId).OnDelete(DeleteBehavior.Restrict);
            e.Property(x => x.What).HasMaxLength(Paragraph);
            e.Property(x => x.ByName).HasMaxLength(Name);
            e.HasIndex(x => new { x.IncidentId, x.Id });
            Once(e);
        });
    }

    /// <summary>EF refuses to write a changed value; the store's own guard follows from <see cref="IAppendOnly"/>.</summary>
    private static void Once<T>(EntityTypeBuilder<T> e)
        where T : class, IAppendOnly
    {
        foreach (var property in e.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
        {
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    }
}
