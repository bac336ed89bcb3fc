using Microsoft.EntityFrameworkCore;
using Zhengtong.Feedback.Model;

namespace Zhengtong.Feedback.Mapping;

/// <summary>The tables of enquiries.</summary>
internal static class EnquiriesModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Enquiry>(e =>
        {
            e.ToTable("feedback_enquiry");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.AskerMasked).HasMaxLength(200);
            e.Property(x => x.ItemCode).HasMaxLength(80);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.Brief).HasMaxLength(80);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.MayFollowUp);
            e.Ignore(x => x.MayJudge);
            e.HasIndex(x => new { x.OrganisationId, x.Waiting, x.DueOn, x.Id });
            e.HasIndex(x => new { x.PartyId, x.Id });
        });
        model.Entity<EnquiryTurn>(e =>
        {
            e.ToTable("feedback_enquiry_turn");
            e.HasKey(x => new { x.EnquiryId, x.Sequence });
            e.Property(x => x.Text).HasMaxLength(2000);
            e.Property(x => x.Section).HasMaxLength(40);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
        });
        model.Entity<PublicAnswer>(e =>
        {
            e.ToTable("feedback_public_answer");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.ItemCode).HasMaxLength(80);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.Question).HasMaxLength(500);
            e.Property(x => x.Answer).HasMaxLength(2000);
            e.Property(x => x.Section).HasMaxLength(40);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => x.EnquiryId).IsUnique();
            e.HasIndex(x => new { x.ItemId, x.PublishedAt });
            e.HasIndex(x => new { x.OrganisationId, x.Id });
            e.HasIndex(x => new { x.RegionCode, x.Id });
        });
    }
}
