using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;

namespace Zhengtong.Identity.Mapping;

/// <summary>Accounts that are being closed.</summary>
internal static class ClosingMap
{
    public static void Map(ModelBuilder model) => model.Entity<AccountClosing>(e =>
    {
        e.ToTable("identity_account_closing");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Revision).IsConcurrencyToken();
        e.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
        e.HasIndex(x => x.PersonId).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ux_identity_account_closing_open");
        e.HasIndex(x => x.DueAt).HasFilter("forgotten_at is null").HasDatabaseName("ix_identity_account_closing_due");
    });
}
