using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Mapping;

/// <summary>Systems that people are signed in to, and what was granted to them.</summary>
internal static class SingleSignOnMap
{
    public static void Map(ModelBuilder model)
    {
        model.UseOpenIddict<SsoSystem, SsoGrant, SsoScope, SsoToken, Guid>();
        model.Entity<SsoSystem>(e =>
        {
            e.ToTable("identity_oidc_system");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.OwnerName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.ProposedByName).HasMaxLength(200);
            e.Ignore(x => x.Facts);
            e.Ignore(x => x.Waiting);
            e.HasIndex(x => new { x.RegionCode, x.Id });
        });
        model.Entity<SsoGrant>(e =>
        {
            e.ToTable("identity_oidc_grant");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Issuer).HasMaxLength(300);
            e.HasIndex(x => x.SessionId).HasFilter("ended_at is null").HasDatabaseName("ix_identity_oidc_grant_open");
            e.HasIndex(x => x.SystemId).HasFilter("ended_at is null and person_id_until is not null").HasDatabaseName("ix_identity_oidc_grant_person_id");
            e.HasIndex(x => new { x.AccountId, x.SystemId });
            e.HasIndex(x => x.CreationDate);
        });
        model.Entity<SsoToken>(e =>
        {
            e.ToTable("identity_oidc_token");
            e.HasIndex(x => x.ExpirationDate);
            e.HasIndex(x => x.ReferenceId).IsUnique().HasFilter("reference_id is not null");

            // A token is of its grant's system, and no system is kept with it; the library's index over system and status would be written at each use of a token, and nobody asks by it.
            e.HasIndex("ApplicationId").HasFilter("application_id is not null");
            e.Metadata.RemoveIndex(e.Metadata.GetIndexes().Single(i => i.Properties.Any(p => p.Name == nameof(SsoToken.Status))));
        });
        model.Entity<SsoScope>().ToTable("identity_oidc_scope");
        model.Entity<SsoConsent>(e =>
        {
            e.ToTable("identity_oidc_consent");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Scopes).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.PersonId, x.SystemId }).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ux_identity_oidc_consent_holds");
            e.HasIndex(x => new { x.PersonId, x.Id });
        });
        model.Entity<SsoSignOut>(e =>
        {
            e.ToTable("identity_oidc_sign_out");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Subject).HasMaxLength(64);
            e.Property(x => x.Note).HasMaxLength(200);
            e.HasIndex(x => x.NextAttemptAt).HasFilter("done_at is null").HasDatabaseName("ix_identity_oidc_sign_out_open");
            e.HasIndex(x => x.GrantId).IsUnique();
        });
        model.Entity<SsoKey>(e =>
        {
            e.ToTable("identity_oidc_key");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Value).IsSealed("identity_oidc_key");
            e.Property(x => x.CurveValue).IsSealed("identity_oidc_key.curve");
            e.HasIndex(x => x.From).IsUnique();
        });
        model.Entity<SsoTarget>(e =>
        {
            e.ToTable("identity_oidc_target");
            e.HasKey(x => x.ItemCode);
            e.Property(x => x.ItemCode).HasMaxLength(100);
            e.Property(x => x.Address).HasMaxLength(500);
            e.HasOne<SsoSystem>().WithMany().HasForeignKey(x => x.SystemId);
        });
    }
}
