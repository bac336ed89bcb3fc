using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Mapping;

internal static class ChangeMap
{
    public static void Map(ModelBuilder model) => model.Entity<ItemChange>(e =>
    {
        e.ToTable("catalogue_item_change");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Code).HasMaxLength(100);
        e.Property(x => x.Name).HasMaxLength(1000);
        e.Property(x => x.OrganisationName).HasMaxLength(200);
        e.Property(x => x.RegionCode).HasMaxLength(12);
        e.Property(x => x.RegionName).HasMaxLength(300);
        e.Property(x => x.HandlerRegion).HasMaxLength(12);
        e.Property(x => x.OnAccountOf).HasMaxLength(100);
        e.Property(x => x.Reason).HasMaxLength(1000);
        e.Property(x => x.RequestedByName).HasMaxLength(200);
        e.Property(x => x.RequesterOrganisationName).HasMaxLength(200);
        e.Property(x => x.CheckedByName).HasMaxLength(200);
        e.Property(x => x.CheckOpinion).HasMaxLength(1000);
        e.Property(x => x.ReturnedByName).HasMaxLength(200);
        e.Property(x => x.ReturnReason).HasMaxLength(1000);
        e.Property(x => x.ApprovedByName).HasMaxLength(200);
        e.Property(x => x.Revision).IsConcurrencyToken();
        e.Ignore(x => x.Status);
        e.Ignore(x => x.IsOpenToAuthor);
        e.Ignore(x => x.HasContent);
        e.HasIndex(x => new { x.HandlerRegion, x.DueOn, x.Id });
        e.HasIndex(x => new { x.RequesterOrganisationId, x.DraftedAt, x.Id });
        e.HasIndex(x => x.ItemId);
    });
}
