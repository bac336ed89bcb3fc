using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

/// <summary>The tables of the lists (清单).</summary>
internal static class ListsMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ListItem>(e =>
        {
            e.ToTable("catalogue_list_item");
            e.HasKey(x => new { x.ItemId, x.List });
            Listed(e);
            e.HasIndex(x => new { x.List, x.RegionCode, x.Code });
            e.HasIndex(x => new { x.List, x.OrganisationId, x.Code });
        });
        model.Entity<FormerListItem>(e =>
        {
            e.ToTable("catalogue_former_list_item");
            e.Property(x => x.Id).ValueGeneratedNever();
            Listed(e);
            WrittenOnce(e);

            // What ended on a day or later, place by place: the end stands in the index, so that what ended before costs no reading of its row.
            e.HasIndex(x => new { x.List, x.RegionCode, x.Code, x.Until });
        });
        model.Entity<RegisterEntry>(e =>
        {
            e.ToTable("catalogue_list_entry");
            e.Property(x => x.Id).ValueGeneratedNever();
            Facts(e.Property(x => x.Number), e.Property(x => x.Name), e.Property(x => x.TypeCode), e.Property(x => x.Organisation), e.Property(x => x.SearchText));
            Owner(e.Property(x => x.List), e.Property(x => x.RegionCode));
            e.Property(x => x.ChangedByName).HasMaxLength(200);
            e.Property(x => x.RemovedReason).HasMaxLength(500);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.List, x.RegionCode, x.Number }).IsUnique();
        });
        model.Entity<ListVersion>(e =>
        {
            e.ToTable("catalogue_list_version");
            e.Property(x => x.Id).ValueGeneratedNever();
            Owner(e.Property(x => x.List), e.Property(x => x.RegionCode));
            e.Ignore(x => x.Address);
            e.Property(x => x.Note).HasMaxLength(500);
            e.Property(x => x.ProposedByName).HasMaxLength(200);
            e.Property(x => x.ApprovedByName).HasMaxLength(200);
            e.HasIndex(x => new { x.List, x.RegionCode, x.Number }).IsUnique();
            WrittenOnce(e);
        });
        model.Entity<ListVersionEntry>(e =>
        {
            e.ToTable("catalogue_list_version_entry");
            e.HasKey(x => new { x.VersionId, x.EntryId });
            Facts(e.Property(x => x.Number), e.Property(x => x.Name), e.Property(x => x.TypeCode), e.Property(x => x.Organisation), e.Property(x => x.SearchText));
            e.HasIndex(x => new { x.VersionId, x.Number });
            e.HasOne<ListVersion>().WithMany().HasForeignKey(x => x.VersionId).OnDelete(DeleteBehavior.Restrict);
            WrittenOnce(e);
        });
        model.Entity<ListVersionTarget>(e =>
        {
            e.ToTable("catalogue_list_version_target");
            e.HasKey(x => new { x.VersionId, x.EntryId, x.TargetCode });
            e.Property(x => x.TargetCode).HasMaxLength(100);
            e.HasIndex(x => new { x.TargetCode, x.VersionId });
            e.HasOne<ListVersionEntry>().WithMany().HasForeignKey(x => new { x.VersionId, x.EntryId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ListProposal>(e =>
        {
            e.ToTable("catalogue_list_proposal");
            e.Property(x => x.Id).ValueGeneratedNever();
            Owner(e.Property(x => x.List), e.Property(x => x.RegionCode));
            e.Property(x => x.Fingerprint).HasMaxLength(64);
            e.Property(x => x.Note).HasMaxLength(500);
            e.Property(x => x.ProposedByName).HasMaxLength(200);
            e.Property(x => x.DecidedByName).HasMaxLength(200);
            e.Property(x => x.RefusedReason).HasMaxLength(500);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.HasIndex(x => new { x.List, x.RegionCode }).IsUnique().HasFilter("decided_at is null").HasDatabaseName("ix_catalogue_list_proposal_open");
        });
        model.Entity<ListMapping>(e =>
        {
            e.ToTable("catalogue_list_mapping");
            e.HasKey(x => new { x.EntryId, x.TargetCode });
            e.Property(x => x.TargetCode).HasMaxLength(100);
            Owner(e.Property(x => x.List), e.Property(x => x.RegionCode));
            e.Property(x => x.MappedByName).HasMaxLength(200);
            e.HasIndex(x => new { x.TargetCode, x.List });
            e.HasIndex(x => new { x.List, x.RegionCode });
            e.HasOne<RegisterEntry>().WithMany().HasForeignKey(x => x.EntryId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ListReport>(e =>
        {
            e.ToTable("catalogue_list_report");
            e.HasKey(x => new { x.List, x.RegionCode });
            Owner(e.Property(x => x.List), e.Property(x => x.RegionCode));
            e.Property(x => x.Fingerprint).HasMaxLength(64);
            e.Property(x => x.ToldName).HasMaxLength(200);
        });
    }

    private static void Listed<T>(EntityTypeBuilder<T> entity)
        where T : ListedItem
    {
        entity.Property(x => x.List).HasMaxLength(40);
        entity.Property(x => x.Code).HasMaxLength(100);
        entity.Property(x => x.Name).HasMaxLength(1000);
        entity.Property(x => x.OrganisationName).HasMaxLength(200);
        entity.Property(x => x.RegionCode).HasMaxLength(12);
        entity.Property(x => x.RegionName).HasMaxLength(300);
        entity.Property(x => x.TypeCode).HasMaxLength(2);
        entity.Property(x => x.SearchText).HasMaxLength(2000);
    }

    private static void Owner(PropertyBuilder<string> list, PropertyBuilder<string> region)
    {
        list.HasMaxLength(40);
        region.HasMaxLength(12);
    }

    private static void Facts(PropertyBuilder<string> number, PropertyBuilder<string> name, PropertyBuilder<string> type, PropertyBuilder<string> organisation, PropertyBuilder<string> search)
    {
        number.HasMaxLength(60);
        name.HasMaxLength(300);
        type.HasMaxLength(2);
        organisation.HasMaxLength(200);
        search.HasMaxLength(700);
    }

    private static void WrittenOnce<T>(EntityTypeBuilder<T> entity)
        where T : class
    {
        foreach (var property in entity.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
        {
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    }
}
