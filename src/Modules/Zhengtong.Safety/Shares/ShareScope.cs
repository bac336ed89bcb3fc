using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;

namespace Zhengtong.Safety.Shares;

/// <summary>Who reaches which shares: those who keep or supervise the region that gives, or one above it.</summary>
internal static class ShareScope
{
    public static readonly Problem Unknown = Problem.NotFound("safety.share-unknown", "没有找到这项共享，或不在您的管理范围内。");

    public static IQueryable<DataShare> SharesOf(this Database db, Actor actor)
    {
        var region = actor.Post!.RegionCode;
        return db.Set<DataShare>().Where(s => s.RegionCode.StartsWith(region));
    }
}
