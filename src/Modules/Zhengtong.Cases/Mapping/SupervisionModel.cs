using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Clock;
using Zhengtong.Cases.Deviations;
using Zhengtong.Cases.Supervise;

namespace Zhengtong.Cases.Mapping;

/// <summary>The tables that supervision and the calendar keep about cases.</summary>
internal static class SupervisionModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<CaseWarning>(e =>
        {
            e.ToTable("cases_warning");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Rule).HasMaxLength(80);
            e.Property(x => x.Text).HasMaxLength(200);
            e.Property(x => x.CaseNumber).HasMaxLength(24);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.HasIndex(x => new { x.CaseId, x.Rule }).IsUnique();
            e.HasIndex(x => new { x.RegionCode, x.Id });
        });
        model.Entity<CaseDeviation>(e =>
        {
            e.ToTable("cases_deviation");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Key).HasMaxLength(CaseDeviation.MostKey);
            e.Property(x => x.Text).HasMaxLength(CaseDeviation.MostText);
            e.Property(x => x.CaseNumber).HasMaxLength(24);
            e.Property(x => x.ItemName).HasMaxLength(1000);
            e.Property(x => x.OrganisationName).HasMaxLength(200);
            e.Property(x => x.RegionCode).HasMaxLength(12);
            e.HasIndex(x => new { x.CaseId, x.Kind, x.Key }).IsUnique();
            e.HasIndex(x => new { x.RegionCode, x.Id });
            e.HasIndex(x => new { x.OrganisationId, x.Id });
        });
        model.Entity<Reckoning>(e =>
        {
            e.ToTable("cases_reckoning");
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.CalendarVersion).HasMaxLength(60);
            e.Property(x => x.ByName).HasMaxLength(200);
        });
    }
}
