using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

internal static class AgreementMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ElementProfile>(e =>
        {
            e.ToTable("catalogue_element_profile");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Key).HasMaxLength(40);
            e.Property(x => x.DraftedByName).HasMaxLength(200);
            e.Ignore(x => x.Proposed);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => x.Key).IsUnique();
            e.HasData(FirstProfiles.Profiles);
        });
        model.Entity<ElementProfileVersion>(e =>
        {
            e.ToTable("catalogue_element_profile_version");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(ElementProfile.LongestName);
            e.Property(x => x.Elements).HasMaxLength(1000);
            e.Property(x => x.Levels).HasMaxLength(20);
            e.Property(x => x.Reason).HasMaxLength(ElementProfile.LongestReason);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.Property(x => x.ProposedByName).HasMaxLength(200);
            e.HasOne<ElementProfile>().WithMany().HasForeignKey(x => x.ProfileId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(x => new { x.ProfileId, x.Number }).IsUnique();
            e.HasData(FirstProfiles.Versions);
            foreach (var property in e.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
            {
                property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            }
        });
        model.Entity<ProfileException>(e =>
        {
            e.ToTable("catalogue_profile_exception");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.ElementKey).HasMaxLength(40);
            e.Property(x => x.Reason).HasMaxLength(ElementProfile.LongestReason);
            e.Property(x => x.GrantedByName).HasMaxLength(200);
            e.Property(x => x.EndedByName).HasMaxLength(200);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => x.ItemId);
        });
        model.Entity<ItemDifference>(e =>
        {
            e.ToTable("catalogue_difference");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.ProfileKey).HasMaxLength(40);
            e.Property(x => x.ElementKey).HasMaxLength(40);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.HasIndex(x => new { x.ItemId, x.ProfileKey, x.ElementKey }).IsUnique();
            e.HasIndex(x => new { x.ProfileKey, x.RegionCode, x.ItemId });
            e.HasIndex(x => new { x.ProfileKey, x.ElementKey, x.RegionCode, x.ItemId });
            e.HasIndex(x => new { x.OrganisationId, x.RegionCode });
        });
        model.Entity<AgreementCount>(e =>
        {
            e.ToTable("catalogue_agreement_count");
            e.HasKey(x => new { x.ProfileKey, x.RegionCode, x.OrganisationId });
            e.Property(x => x.ProfileKey).HasMaxLength(40);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.HasIndex(x => x.OrganisationId);
        });
    }
}
