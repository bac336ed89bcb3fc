using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

internal static class AdoptionMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<AdoptionTask>(e =>
        {
            e.ToTable("catalogue_adoption_task");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.ItemCode).HasMaxLength(100);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.RegionName).HasMaxLength(300);
            e.Property(x => x.UpperName).HasMaxLength(1000);
            e.Property(x => x.ContestedByName).HasMaxLength(200);
            e.Property(x => x.ContestReason).HasMaxLength(AdoptionTask.LongestReason);
            e.Property(x => x.AdoptedByName).HasMaxLength(200);
            e.Property(x => x.AnsweredByName).HasMaxLength(200);
            e.Property(x => x.AnswerReason).HasMaxLength(AdoptionTask.LongestReason);
            e.Property(x => x.ExceptedElements).HasMaxLength(1000);
            e.Ignore(x => x.WaitsForAnswer);
            e.Ignore(x => x.Stops);
            e.Ignore(x => x.MayBeKept);
            e.Property(x => x.Revision).IsConcurrencyToken();

            // Handing down twice, also after a kill in the middle, gives one task.
            e.HasIndex(x => new { x.ItemId, x.UpperVersionId, x.StatusRunId }).IsUnique();
            e.HasIndex(x => x.UpperVersionId);
            e.HasIndex(x => x.UpperId);
            e.HasIndex(x => new { x.AnswerDueOn, x.Id }).HasFilter("closed_at is null and answered_at is null and answer_due_on is not null").HasDatabaseName("ix_catalogue_adoption_task_answer");
            e.HasIndex(x => new { x.OrganisationId, x.DueOn, x.Id });
            e.HasIndex(x => new { x.RegionCode, x.DueOn, x.Id });
        });
        model.Entity<FanOutRun>(e =>
        {
            e.ToTable("catalogue_fan_out");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.HasIndex(x => new { x.VersionId, x.TookEffect }).IsUnique().HasFilter("status is null");
            e.HasIndex(x => x.DoneAt).HasFilter("done_at is not null and told_at is null").HasDatabaseName("ix_catalogue_fan_out_untold");
            e.HasIndex(x => x.NextAttemptAt).HasFilter("done_at is null");
        });
    }
}
