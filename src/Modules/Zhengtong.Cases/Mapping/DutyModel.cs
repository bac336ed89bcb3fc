using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Cases.Mapping;

/// <summary>The tables of first-asked responsibility.</summary>
internal static class DutyModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Duty>(e =>
        {
            e.ToTable("cases_duty");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.CaseNumber).HasMaxLength(24);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.StaffName).HasMaxLength(200);
            e.Property(x => x.Role).HasMaxLength(40);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.FirstName).HasMaxLength(200);
            e.Property(x => x.AskerName).IsSealed("cases_duty.asker_name");
            e.Property(x => x.AskerPhone).IsSealed("cases_duty.asker_phone");
            e.Property(x => x.Question).HasMaxLength(1000);
            e.Property(x => x.Answer).HasMaxLength(2000);
            e.Property(x => x.TraceHead).HasMaxLength(32);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.PostText);
            e.HasIndex(x => x.CaseId).IsUnique().HasFilter("case_id is not null");
            e.HasIndex(x => new { x.StaffId, x.Id });
            e.HasIndex(x => new { x.AnswerBy, x.Id }).HasFilter("answered_at is null and answer_by is not null").HasDatabaseName("ix_cases_duty_open");
        });
        model.Entity<DutyHandOver>(e =>
        {
            e.ToTable("cases_duty_hand_over");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.FromName).HasMaxLength(200);
            e.Property(x => x.ToName).HasMaxLength(200);
            e.Property(x => x.ToRole).HasMaxLength(40);
            e.Property(x => x.ToOrganisationName).HasMaxLength(200);
            e.Property(x => x.Reason).HasMaxLength(500);
            e.Property(x => x.Note).HasMaxLength(500);
            e.HasIndex(x => x.DutyId).IsUnique().HasFilter("replied_at is null").HasDatabaseName("ix_cases_duty_hand_over_open");
            e.HasIndex(x => new { x.ToId, x.Id }).HasFilter("replied_at is null").HasDatabaseName("ix_cases_duty_hand_over_asked");
        });
    }
}
