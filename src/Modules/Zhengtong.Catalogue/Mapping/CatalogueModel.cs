using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

/// <summary>The catalogue's tables, prefix <c>catalogue_</c>.</summary>
internal static class CatalogueModel
{
    public static void Map(ModelBuilder model)
    {
        ChangeMap.Map(model);
        DictionaryMap.Map(model);
        PermissionMap.Map(model);
        TakeoverMap.Map(model);
        MassChangeMap.Map(model);
        ExchangeMap.Map(model);
        EndsMap.Map(model);
        StandardsMap.Map(model);
        model.Entity<Item>(e =>
        {
            e.ToTable("catalogue_item");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Code).HasMaxLength(100);
            e.Property(x => x.Name).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.RegionName).HasMaxLength(300);
            e.Property(x => x.TypeCode).HasMaxLength(2);
            e.Property(x => x.Revision).IsConcurrencyToken();
            e.Property(x => x.CatalogueCode).HasMaxLength(12);
            e.HasIndex(x => x.Code).IsUnique();
            e.HasIndex(x => new { x.Kind, x.RegionCode, x.Code });
            e.HasIndex(x => new { x.Kind, x.Status, x.RegionCode, x.Code });
            e.HasIndex(x => new { x.Kind, x.RegionCode, x.Code }, "unbound").HasFilter("parent_id is null").HasDatabaseName("ix_catalogue_item_unbound");
            e.HasIndex(x => new { x.OrganisationId, x.Kind, x.RegionCode, x.Code });
            e.HasIndex(x => x.ParentId);
            e.HasIndex(x => x.CatalogueCode);
            e.HasIndex(x => x.NextOn).HasFilter("next_on is not null");
        });
        model.Entity<ItemVersion>(e =>
        {
            e.ToTable("catalogue_item_version");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Name).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.PublishedByName).HasMaxLength(200);
            e.Property(x => x.Source).HasMaxLength(500);
            e.HasOne<Item>().WithMany().HasForeignKey(x => x.ItemId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(x => new { x.ItemId, x.Number }).IsUnique();
            e.HasIndex(x => x.PlanCancel).HasFilter("plan_cancel is not null");

            // A published version is what cases are pinned to: EF refuses to write a changed value, Database refuses to delete (IAppendOnly).
            foreach (var property in e.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
            {
                property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            }
        });
        model.Entity<ItemIndex>(e =>
        {
            e.ToTable("catalogue_item_index");
            e.HasKey(x => x.ItemId);
            e.Property(x => x.ItemId).ValueGeneratedNever();
            e.Property(x => x.Code).HasMaxLength(100);
            e.Property(x => x.Name).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.Property(x => x.RegionName).HasMaxLength(300);
            e.Property(x => x.TypeCode).HasMaxLength(2);
            e.Property(x => x.TypeName).HasMaxLength(40);
            e.Property(x => x.SearchText).HasMaxLength(2000);
            e.Property(x => x.Tags).HasMaxLength(200);
            e.HasIndex(x => x.Code).IsUnique();
            e.HasIndex(x => new { x.RegionCode, x.HotScore });
            e.HasIndex(x => new { x.HotScore, x.Code }).IsDescending(true, false);
            e.HasIndex(x => x.OrganisationId);
        });
        model.Entity<Theme>(e =>
        {
            e.ToTable("catalogue_theme");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Kind).HasMaxLength(60);
            e.Property(x => x.Name).HasMaxLength(60);
            e.HasIndex(x => new { x.Audience, x.Kind, x.Name }).IsUnique();
        });
        model.Entity<ItemTheme>(e =>
        {
            e.ToTable("catalogue_item_theme");
            e.HasKey(x => new { x.ThemeId, x.ItemId });
            e.HasIndex(x => x.ItemId);
        });
        InspectMap.Map(model);
        model.Entity<ImportRun>(e =>
        {
            e.ToTable("catalogue_import_run");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Kind).HasMaxLength(40);
            e.Property(x => x.FileName).HasMaxLength(200);
            e.Property(x => x.Fingerprint).HasMaxLength(64);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.HasIndex(x => new { x.Kind, x.StartedAt });
        });
        model.Entity<ImportRowError>(e =>
        {
            e.ToTable("catalogue_import_row_error");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Key).HasMaxLength(200);
            e.Property(x => x.Problem).HasMaxLength(60);
            e.Property(x => x.Message).HasMaxLength(500);
            e.HasIndex(x => new { x.RunId, x.Row });
        });
        ListsMap.Map(model);
        AgreementMap.Map(model);
        AdoptionMap.Map(model);
    }
}
