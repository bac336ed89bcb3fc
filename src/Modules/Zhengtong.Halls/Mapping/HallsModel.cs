using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Assist;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Halls.Mapping;

/// <summary>The tables of halls, prefix <c>halls_</c>. A unique key over a column that may be empty lets any number of empty ones stand, on both databases.</summary>
internal static class HallsModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Hall>(e =>
        {
            e.ToTable("halls_hall");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Name).HasMaxLength(60);
            e.Property(x => x.AlsoNamed).HasMaxLength(60);
            e.Property(x => x.Address).HasMaxLength(200);
            e.Property(x => x.Phone).HasMaxLength(60);
            e.Property(x => x.Note).HasMaxLength(500);
            e.Property(x => x.Hours).HasMaxLength(600);
            e.Property(x => x.ClosedOn).HasMaxLength(2000);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.Week);
            e.Ignore(x => x.ClosedDays);
            e.HasIndex(x => new { x.RegionCode, x.Name }).IsUnique();
        });
        model.Entity<WindowKind>(e =>
        {
            e.ToTable("halls_window_kind");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(40);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.HallId, x.Name }).IsUnique();
        });
        model.Entity<Facility>(e =>
        {
            e.ToTable("halls_facility");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Place).HasMaxLength(100);
            e.Property(x => x.CheckedByName).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.Usable);
            e.HasOne<Hall>().WithMany().HasForeignKey(x => x.HallId);
            e.HasIndex(x => new { x.HallId, x.Kind }).IsUnique();
        });
        model.Entity<AssistRequest>(e =>
        {
            e.ToTable("halls_assist_request");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.PartyName).HasMaxLength(200);
            e.Property(x => x.ItemCode).HasMaxLength(100);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.HallName).HasMaxLength(60);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.Name).HasMaxLength(50);
            e.Property(x => x.Phone).IsSealed("halls_assist_request.phone");
            e.Property(x => x.Place).IsSealed("halls_assist_request.place");
            e.Property(x => x.Note).IsSealed("halls_assist_request.note");
            e.Property(x => x.HelperName).HasMaxLength(200);
            e.Property(x => x.Ending).HasMaxLength(AnswerAssistance.LongestText);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.Status);
            e.HasIndex(x => new { x.RegionCode, x.AnswerBy, x.Id });
            e.HasIndex(x => new { x.PartyId, x.Id });
            e.HasIndex(x => new { x.PartyId, x.ItemCode }).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ix_halls_assist_request_open");
        });
        model.Entity<Booking>(e =>
        {
            e.ToTable("halls_booking");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Code).HasMaxLength(10);
            e.Property(x => x.PersonName).HasMaxLength(200);
            e.Property(x => x.PartyName).HasMaxLength(200);
            e.Property(x => x.ItemCode).HasMaxLength(80);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Ignore(x => x.When);
            e.Ignore(x => x.Live);
            e.HasIndex(x => x.Code).IsUnique();
            e.HasIndex(x => new { x.WindowKindId, x.Day, x.Slot, x.Seat }).IsUnique();
            e.HasIndex(x => new { x.HolderId, x.Day, x.Slot }).IsUnique();
            e.HasIndex(x => new { x.HallId, x.Day, x.Slot, x.Id });
            e.HasIndex(x => new { x.PartyId, x.Id });
            e.HasIndex(x => new { x.PersonId, x.Day });
            e.HasIndex(x => new { x.Day, x.Id }).HasFilter("state = 1").HasDatabaseName("ix_halls_booking_live");
        });
    }
}
