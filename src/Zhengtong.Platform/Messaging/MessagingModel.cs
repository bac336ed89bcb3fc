using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Platform.Messaging;

internal static class MessagingModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Message>(e =>
        {
            e.ToTable("platform_message");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Title).HasMaxLength(200);
            e.Property(x => x.Body).IsSealed("platform_message.body");
            e.Property(x => x.Link).HasMaxLength(500);
            e.Property(x => x.DedupeKey).HasMaxLength(150);
            e.HasIndex(x => x.DedupeKey).IsUnique();
            e.HasIndex(x => new { x.PartyId, x.SentAt });
        });
        model.Entity<MessageDispatch>(e =>
        {
            e.ToTable("platform_message_dispatch");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Channel).HasConversion<string>().HasMaxLength(20);
            e.Property(x => x.State).HasConversion<string>().HasMaxLength(20);
            e.Property(x => x.Address).IsSealed("platform_message_dispatch.address");
            e.Property(x => x.AddressLookup).IsLookup();
            e.Property(x => x.Body).IsSealed("platform_message_dispatch.body");
            e.Property(x => x.Title).HasMaxLength(200);
            e.Property(x => x.Note).HasMaxLength(500);
            e.Property(x => x.DedupeKey).HasMaxLength(200);
            e.HasIndex(x => x.DedupeKey).IsUnique();
            e.HasIndex(x => x.NextAttemptAt).HasFilter("done_at is null").HasDatabaseName("ix_platform_message_dispatch_open");
        });
        model.Entity<OneTimeCode>(e =>
        {
            e.ToTable("platform_one_time_code");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Purpose).HasMaxLength(60);
            e.Property(x => x.AddressHash).IsLookup();
            e.Property(x => x.CodeHash).HasMaxLength(64);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.AddressHash, x.Minute }).IsUnique();
        });
    }
}
