using Microsoft.EntityFrameworkCore;
using Zhengtong.Portal.Model;

namespace Zhengtong.Portal.Mapping;

/// <summary>The portal's tables, prefix <c>portal_</c>.</summary>
internal static class PortalModel
{
    public static void Map(ModelBuilder model) => model.Entity<Article>(e =>
    {
        e.ToTable("portal_article");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Title).HasMaxLength(120);
        e.Property(x => x.AuthorName).HasMaxLength(200);
        e.Property(x => x.Revision).IsConcurrencyToken();
        e.HasIndex(x => x.PublishedAt);
    });
}
