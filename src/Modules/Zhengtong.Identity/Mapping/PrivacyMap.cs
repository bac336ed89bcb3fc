using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Zhengtong.Identity.Model;

namespace Zhengtong.Identity.Mapping;

/// <summary>Who agreed to which version of the privacy notice.</summary>
internal static class PrivacyMap
{
    public static void Map(ModelBuilder model) => model.Entity<NoticeAgreement>(e =>
    {
        e.ToTable("identity_notice_agreement");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.TextHash).HasMaxLength(64);
        e.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId).OnDelete(DeleteBehavior.Restrict);
        e.HasIndex(x => new { x.PersonId, x.Version }).IsUnique();
        foreach (var property in e.Metadata.GetProperties().Where(p => !p.IsPrimaryKey()))
        {
            property.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
        }
    });
}
