using Microsoft.EntityFrameworkCore;

namespace Zhengtong.Platform.Documents;

internal static class DocumentsModel
{
    public static void Map(ModelBuilder model) => model.Entity<DocumentTemplate>(e =>
    {
        e.ToTable("platform_document_template");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Key).HasMaxLength(100);
        e.Property(x => x.Title).HasMaxLength(200);
        e.Property(x => x.CreatedByName).HasMaxLength(200);
        e.Property(x => x.Reason).HasMaxLength(500);
        e.Ignore(x => x.DeclaredFields);
        e.HasIndex(x => new { x.Key, x.Version }).IsUnique();
    });
}
