using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Mapping;

/// <summary>Persons, companies, organisations, staff and posts.</summary>
internal static class PeopleMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Person>(e =>
        {
            e.ToTable("identity_person");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(100);
            e.Property(x => x.IdKind).HasMaxLength(10);
            e.Property(x => x.IdNumberLookup).IsLookup();
            e.Property(x => x.PhoneLookup).IsLookup();
            e.Property(x => x.TraceCount).IsConcurrencyToken();
            e.HasIndex(x => x.IdNumberLookup).IsUnique();
            e.HasIndex(x => x.PhoneLookup);
        });
        model.Entity<IdentityProof>(e =>
        {
            e.ToTable("identity_proof");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Source).HasMaxLength(200);
            e.Property(x => x.Reference).HasMaxLength(100);
            e.Property(x => x.EndedWhy).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.PartyId, x.Level }).HasFilter("ended_at is null").HasDatabaseName("ix_identity_proof_holds");
            e.HasIndex(x => new { x.PartyId, x.Id });
        });
        model.Entity<Company>(e =>
        {
            e.ToTable("identity_company");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(200);
            e.Property(x => x.CreditCode).HasMaxLength(18);
            e.Property(x => x.LegalRepresentative).HasMaxLength(100);
            e.Property(x => x.PhoneLookup).IsLookup();
            e.Property(x => x.Email).HasMaxLength(100);
            e.Property(x => x.Address).HasMaxLength(300);
            e.Property(x => x.TraceCount).IsConcurrencyToken();
            e.HasIndex(x => x.CreditCode).IsUnique();
        });
        model.Entity<CompanyAgent>(e =>
        {
            e.ToTable("identity_company_agent");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<Company>().WithMany().HasForeignKey(x => x.CompanyId);
            e.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
            e.HasIndex(x => new { x.PersonId, x.CompanyId });
            e.HasIndex(x => new { x.CompanyId, x.Id });
            e.HasIndex(x => x.CompanyId).IsUnique().HasFilter("representative and revoked_at is null").HasDatabaseName("ux_identity_company_representative");
        });
        model.Entity<AgentOffer>(e =>
        {
            e.ToTable("identity_agent_offer");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(100);
            e.Property(x => x.AddressLookup).IsLookup();
            e.Property(x => x.AddressMasked).HasMaxLength(60);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasOne<Company>().WithMany().HasForeignKey(x => x.CompanyId);
            e.HasIndex(x => new { x.CompanyId, x.AddressLookup }).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ux_identity_agent_offer_open");
            e.HasIndex(x => x.AddressLookup).HasFilter("ended_at is null").HasDatabaseName("ix_identity_agent_offer_address");
        });
        model.Entity<Organisation>(e =>
        {
            e.ToTable("identity_organisation");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(200);
            e.Property(x => x.CreditCode).HasMaxLength(40);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.TraceCount).IsConcurrencyToken();
            e.HasIndex(x => new { x.RegionCode, x.Name }).IsUnique();
        });
        model.Entity<StaffMember>(e =>
        {
            e.ToTable("identity_staff");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(100);
            e.Property(x => x.TraceCount).IsConcurrencyToken();
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<StaffPost>(e =>
        {
            e.ToTable("identity_post");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Role).HasMaxLength(40);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.HasOne<StaffMember>().WithMany().HasForeignKey(x => x.StaffId);
            e.HasOne<Organisation>().WithMany().HasForeignKey(x => x.OrganisationId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(x => x.StaffId);
            e.HasIndex(x => new { x.OrganisationId, x.Role });
        });
    }
}
