using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Mapping;

/// <summary>Accounts, sessions and what guards them.</summary>
internal static class SignInMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Account>(e =>
        {
            e.ToTable("identity_account");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Login).HasMaxLength(50);
            e.Property(x => x.PhoneLookup).IsLookup();
            e.Property(x => x.PasswordHash).HasMaxLength(200);
            e.Property(x => x.SecurityStamp).HasMaxLength(40);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
            e.HasOne<StaffMember>().WithMany().HasForeignKey(x => x.StaffId);
            e.HasIndex(x => x.Login).IsUnique();
            e.HasIndex(x => new { x.Kind, x.PhoneLookup }).IsUnique();
            e.HasIndex(x => x.PersonId).IsUnique();
            e.HasIndex(x => x.StaffId).IsUnique();
        });
        model.Entity<Session>(e =>
        {
            e.ToTable("identity_session");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.TokenHash).HasMaxLength(64);
            e.Property(x => x.SecurityStamp).HasMaxLength(40);
            e.Property(x => x.Method).HasMaxLength(40);
            e.Property(x => x.Address).HasMaxLength(64);
            e.Property(x => x.Device).HasMaxLength(200);
            e.HasOne<Account>().WithMany().HasForeignKey(x => x.AccountId);
            e.HasIndex(x => x.TokenHash).IsUnique();
            e.HasIndex(x => new { x.AccountId, x.CreatedAt });
            e.HasIndex(x => x.ExpiresAt);
        });
        model.Entity<Attempt>(e =>
        {
            e.ToTable("identity_attempt");
            e.HasKey(x => x.Key);
            e.Property(x => x.Key).IsLookup();

            // No index over the times: a row is rewritten at each attempt, which PostgreSQL does in place as long as no index tells of what changed. Two days of rows are looked through once an hour.
        });
    }
}
