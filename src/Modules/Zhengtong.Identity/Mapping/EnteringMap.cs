using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;

namespace Zhengtong.Identity.Mapping;

/// <summary>What the ways of signing in keep besides the password.</summary>
internal static class EnteringMap
{
    public static void Map(ModelBuilder model)
    {
        FailedSignInMap.Map(model);
        model.Entity<Passkey>(e =>
        {
            e.ToTable("identity_passkey");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.CredentialId).HasMaxLength(1023);
            e.Property(x => x.Transports).HasMaxLength(100);
            e.Property(x => x.Name).HasMaxLength(40);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<Account>().WithMany().HasForeignKey(x => x.AccountId);
            e.HasIndex(x => x.CredentialId).IsUnique();
            e.HasIndex(x => new { x.AccountId, x.Id }).HasFilter("revoked_at is null").HasDatabaseName("ix_identity_passkey_live");
        });
        model.Entity<BoundCertificate>(e =>
        {
            e.ToTable("identity_certificate");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Thumbprint).HasMaxLength(64);
            e.Property(x => x.Subject).HasMaxLength(200);
            e.Property(x => x.Issuer).HasMaxLength(200);
            e.Property(x => x.SerialNumber).HasMaxLength(60);
            e.Property(x => x.Algorithm).HasMaxLength(20);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<Account>().WithMany().HasForeignKey(x => x.AccountId);
            e.HasIndex(x => x.Thumbprint).IsUnique().HasFilter("removed_at is null").HasDatabaseName("ux_identity_certificate_live");
            e.HasIndex(x => new { x.AccountId, x.Id });
        });
        model.Entity<ScanRequest>(e =>
        {
            e.ToTable("identity_scan");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.CodeHash).HasMaxLength(64);
            e.Property(x => x.BrowserHash).HasMaxLength(64);
            e.Property(x => x.Address).HasMaxLength(64);
            e.Property(x => x.Device).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => x.CodeHash).IsUnique();
            e.HasIndex(x => x.ExpiresAt);
        });
        model.Entity<SpentChallenge>(e =>
        {
            e.ToTable("identity_spent_challenge");
            e.HasKey(x => x.Key);
            e.Property(x => x.Key).HasMaxLength(64);
            e.HasIndex(x => x.ExpiresAt);
        });
        model.Entity<KnownDevice>(e =>
        {
            e.ToTable("identity_known_device");
            e.HasKey(x => new { x.AccountId, x.DeviceHash });
            e.Property(x => x.DeviceHash).HasMaxLength(64);
            e.HasOne<Account>().WithMany().HasForeignKey(x => x.AccountId);
            e.HasIndex(x => x.DeviceHash);
            e.HasIndex(x => x.LastAt);
        });
    }
}
