using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Mapping;

/// <summary>Accounts of other platforms.</summary>
internal static class FederationMap
{
    public static void Map(ModelBuilder model) => model.Entity<LinkedAccount>(e =>
    {
        e.ToTable("identity_linked_account");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Provider).HasMaxLength(40);
        e.Property(x => x.SubjectLookup).IsLookup();
        e.Property(x => x.Revision).IsConcurrencyToken();
        e.HasOne<Account>().WithMany().HasForeignKey(x => x.AccountId);
        e.HasIndex(x => new { x.Provider, x.SubjectLookup }).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ux_identity_linked_account_holds");
        e.HasIndex(x => new { x.AccountId, x.Provider }).IsUnique().HasFilter("ended_at is null").HasDatabaseName("ux_identity_linked_account_one");
    });
}
