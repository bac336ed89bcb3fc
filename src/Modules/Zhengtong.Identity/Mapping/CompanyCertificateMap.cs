using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;

namespace Zhengtong.Identity.Mapping;

/// <summary>Certificates of companies.</summary>
internal static class CompanyCertificateMap
{
    public static void Map(ModelBuilder model) => model.Entity<CompanyCertificate>(e =>
    {
        e.ToTable("identity_company_certificate");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Thumbprint).HasMaxLength(64);
        e.Property(x => x.Subject).HasMaxLength(200);
        e.Property(x => x.Issuer).HasMaxLength(200);
        e.Property(x => x.SerialNumber).HasMaxLength(60);
        e.Property(x => x.Algorithm).HasMaxLength(20);
        e.Property(x => x.Revision).IsConcurrencyToken();
        e.HasOne<Company>().WithMany().HasForeignKey(x => x.CompanyId);
        e.HasIndex(x => x.Thumbprint).IsUnique().HasFilter("removed_at is null").HasDatabaseName("ux_identity_company_certificate_live");
        e.HasIndex(x => new { x.CompanyId, x.Id });
    });
}
