using Microsoft.EntityFrameworkCore;

namespace Zhengtong.Platform.Calendar;

internal static class CalendarMap
{
    public static void Map(ModelBuilder model) => model.Entity<CalendarDay>(e =>
    {
        e.ToTable("platform_calendar_day");
        e.HasKey(x => x.Date);
        e.Property(x => x.Name).HasMaxLength(40);
        e.Property(x => x.Source).HasMaxLength(500);
        e.Property(x => x.ImportedBy).HasMaxLength(200);
        e.HasIndex(x => x.Year);
    });
}
