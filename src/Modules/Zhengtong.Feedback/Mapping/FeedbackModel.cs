using Microsoft.EntityFrameworkCore;
using Zhengtong.Feedback.Model;

namespace Zhengtong.Feedback.Mapping;

/// <summary>The tables of feedback, prefix <c>feedback_</c>.</summary>
internal static class FeedbackModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Rating>(e =>
        {
            e.ToTable("feedback_rating");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Occasion).HasMaxLength(20);
            e.Property(x => x.CaseNumber).HasMaxLength(24);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.RaterMasked).HasMaxLength(200);
            e.Property(x => x.IndicatorVersion).HasMaxLength(20);
            e.Property(x => x.Indicators).HasMaxLength(500);
            e.Property(x => x.Text).HasMaxLength(500);
            e.HasIndex(x => new { x.CaseId, x.Occasion }).IsUnique();
            e.HasIndex(x => new { x.RegionCode, x.Id });
            e.HasIndex(x => x.Id).HasFilter("level >= 4").HasDatabaseName("ix_feedback_rating_bad");
        });
        model.Entity<Invitation>(e =>
        {
            e.ToTable("feedback_invitation");
            e.HasKey(x => new { x.CaseId, x.Occasion });
            e.Property(x => x.Occasion).HasMaxLength(20);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.HasIndex(x => new { x.PartyId, x.At });
        });
        model.Entity<Tally>(e =>
        {
            e.ToTable("feedback_tally");
            e.HasKey(x => new { x.Of, x.SubjectId });
            e.Property(x => x.Revision).IsConcurrencyToken();
        });
    }
}
