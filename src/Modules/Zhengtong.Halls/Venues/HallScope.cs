using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Venues;

/// <summary>Which halls a post reaches, inside the SQL: those of its region and below.</summary>
internal static class HallScope
{
    public static IQueryable<Hall> HallsOf(this Database db, Post post)
    {
        var region = post.RegionCode;
        return db.Set<Hall>().Where(h => h.RegionCode.StartsWith(region));
    }
}
