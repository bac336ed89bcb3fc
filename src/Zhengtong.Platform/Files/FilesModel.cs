using Microsoft.EntityFrameworkCore;

namespace Zhengtong.Platform.Files;

internal static class FilesModel
{
    public static void Map(ModelBuilder model) => model.Entity<StoredFile>(e =>
    {
        e.ToTable("platform_file");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.StoreKey).HasMaxLength(64);
        e.Property(x => x.Sha256).HasMaxLength(64);
        e.Property(x => x.Name).HasMaxLength(200);
        e.Property(x => x.MediaType).HasMaxLength(100);
        e.Property(x => x.ScanDetail).HasMaxLength(200);
        e.Property(x => x.Revision).IsConcurrencyToken();
        e.HasIndex(x => x.StoreKey);
        e.HasIndex(x => x.OwnerPartyId);
        e.HasIndex(x => new { x.ScanState, x.ScanAttempts });
    });
}
