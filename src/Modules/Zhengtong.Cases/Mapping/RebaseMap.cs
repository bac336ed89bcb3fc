using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rebase;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Cases.Mapping;

/// <summary>Cases that went over to another version of their item.</summary>
internal static class RebaseMap
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Case>().HasIndex(x => new { x.ItemId, x.Id }).HasFilter("decided_at is null and closed_at is null").HasDatabaseName("ix_cases_case_item_open");
        model.Entity<CaseRebase>(e =>
        {
            e.ToTable("cases_rebase");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.FromForm).HasMaxLength(60);
            e.Property(x => x.FromFormVersion).HasMaxLength(40);
            e.Property(x => x.Answers).IsSealed("cases_rebase.answers");
            e.Property(x => x.Reason).HasMaxLength(1000);
            e.Property(x => x.ByName).HasMaxLength(200);
            e.HasIndex(x => new { x.CaseId, x.Id });
        });
    }
}
