using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Protection;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Platform.Persistence;

/// <summary>The platform's own tables, prefix <c>platform_</c>.</summary>
internal static class PlatformModel
{
    public static void Map(ModelBuilder model)
    {
        CalendarMap.Map(model);
        MessagingModel.Map(model);
        model.Entity<Microsoft.AspNetCore.DataProtection.EntityFrameworkCore.DataProtectionKey>().ToTable("platform_data_protection_key");
        DocumentsModel.Map(model);
        FilesModel.Map(model);
        model.Entity<OutboxEvent>(e =>
        {
            e.ToTable("platform_outbox");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Type).HasMaxLength(200);
            e.HasIndex(x => x.NextAttemptAt).HasFilter("done_at is null").HasDatabaseName("ix_platform_outbox_open");
        });
        model.Entity<HandledEvent>(e =>
        {
            e.ToTable("platform_handled_event");
            e.HasKey(x => new { x.EventId, x.Subscriber });
            e.Property(x => x.Subscriber).HasMaxLength(100);
        });
        model.Entity<JobLease>(e =>
        {
            e.ToTable("platform_job");
            e.HasKey(x => x.Name);
            e.Property(x => x.Name).HasMaxLength(100);
            e.Property(x => x.Revision).IsConcurrencyToken();
        });
        model.Entity<Counter>(e =>
        {
            e.ToTable("platform_counter");
            e.HasKey(x => x.Name);
            e.Property(x => x.Name).HasMaxLength(100);
            e.Property(x => x.Next).IsConcurrencyToken();
        });
        model.Entity<Secret>(e =>
        {
            e.ToTable("platform_secret");
            e.HasKey(x => x.Name);
            e.Property(x => x.Name).HasMaxLength(40);
            e.Property(x => x.Value).IsSealed("platform_secret");
        });
        model.Entity<TraceEntry>(e =>
        {
            e.ToTable("platform_trace");
            e.HasKey(x => new { x.SubjectId, x.Sequence });
            e.Property(x => x.What).HasMaxLength(60);
            e.Property(x => x.ActorName).HasMaxLength(200);
            e.Property(x => x.ActingForName).HasMaxLength(200);
        });
        model.Entity<TraceSeal>(e =>
        {
            e.ToTable("platform_trace_seal");
            e.HasKey(x => x.Number);
            e.Property(x => x.Number).ValueGeneratedNever();
            e.Property(x => x.Mac).HasMaxLength(32);
        });
        model.Entity<PersonalDataReading>(e =>
        {
            e.ToTable("platform_personal_data_reading");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.What).HasMaxLength(200);
            e.Property(x => x.Purpose).HasMaxLength(200);
            e.Property(x => x.ReaderName).HasMaxLength(200);
            e.Property(x => x.ReaderOrganisation).HasMaxLength(200);
            e.Property(x => x.ReaderPost).HasMaxLength(100);
            e.HasIndex(x => new { x.PartyId, x.Id });
            e.HasIndex(x => new { x.ReaderId, x.At });
        });
        model.Entity<Region>(e =>
        {
            e.ToTable("platform_region");
            e.HasKey(x => x.Code);
            e.Property(x => x.Code).HasMaxLength(12);
            e.Property(x => x.ParentCode).HasMaxLength(12);
            e.Property(x => x.Name).HasMaxLength(100);
            e.Property(x => x.FullName).HasMaxLength(300);
            e.HasIndex(x => x.ParentCode);
            e.HasIndex(x => x.FullName);
        });
        model.Entity<CodeEntry>(e =>
        {
            e.ToTable("platform_code");
            e.HasKey(x => new { x.Set, x.Code });
            e.Property(x => x.Set).HasMaxLength(60);
            e.Property(x => x.Code).HasMaxLength(60);
            e.Property(x => x.Name).HasMaxLength(200);
            e.Property(x => x.Note).HasMaxLength(500);
            e.Property(x => x.Source).HasMaxLength(300);
        });
    }
}
