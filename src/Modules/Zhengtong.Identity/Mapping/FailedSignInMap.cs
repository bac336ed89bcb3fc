using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Mapping;

internal static class FailedSignInMap
{
    public static void Map(ModelBuilder model) => model.Entity<FailedSignIn>(e =>
    {
        e.ToTable("identity_failed_sign_in");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Way).HasMaxLength(40);
        e.Property(x => x.PlaceHash).IsLookup();
        e.HasOne<Account>().WithMany().HasForeignKey(x => x.AccountId);
        e.HasIndex(x => new { x.AccountId, x.At });
        e.HasIndex(x => new { x.Day, x.Way });
        e.HasIndex(x => x.At);
    });
}
