using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Mapping;

/// <summary>Delegations and what they were used for.</summary>
internal static class DelegationMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Delegation>(e =>
        {
            e.ToTable("identity_delegation");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.PrincipalName).HasMaxLength(200);
            e.Property(x => x.DelegateName).HasMaxLength(100);
            e.Property(x => x.AddressLookup).IsLookup();
            e.Property(x => x.AddressMasked).HasMaxLength(60);
            e.Property(x => x.ConsentVersion).HasMaxLength(20);
            e.Property(x => x.Seal).HasMaxLength(64);
            e.Property(x => x.Counter).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Property(x => x.TraceCount).IsConcurrencyToken();
            e.Property(x => x.TraceHead).HasMaxLength(32);
            e.HasIndex(x => new { x.PrincipalId, x.Id });
            e.HasIndex(x => new { x.PrincipalId, x.AddressLookup, x.Id });
            e.HasIndex(x => new { x.DelegateId, x.Id });
            e.HasIndex(x => new { x.HelperId, x.Id });
            e.HasIndex(x => new { x.AddressLookup, x.Id }).HasFilter("accepted_at is null and refused_at is null and revoked_at is null").HasDatabaseName("ix_identity_delegation_offered");
        });
        model.Entity<DelegationUse>(e =>
        {
            e.ToTable("identity_delegation_use");
            e.HasKey(x => new { x.DelegationId, x.Number });
            e.Property(x => x.CaseNumber).HasMaxLength(24);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.HasOne<Delegation>().WithMany().HasForeignKey(x => x.DelegationId);
            e.HasIndex(x => x.CaseId).IsUnique();
        });
    }
}
