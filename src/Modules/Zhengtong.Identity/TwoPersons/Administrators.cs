using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Identity.TwoPersons;

/// <summary>Who manages staff: administrators, and those whose local role has that function. Their rights are given and mended by two persons.</summary>
internal static class Administrators
{
    /// <summary>The key of the function that gives rights to others.</summary>
    public const string Staff = "identity.staff";

    /// <summary>A few are told; the list shows what waits to all.</summary>
    private const int MostTold = 10;

    private const string Packed = " " + Staff + " ";

    /// <summary>Posts of that day which manage staff, of people who can sign in.</summary>
    public static IQueryable<StaffPost> AdministratorPosts(this Database db, DateOnly today) => db.Set<StaffPost>().Where(p => p.Role == Roles.Administrator
        && p.From <= today && (p.Until == null || p.Until >= today)
        && (p.RoleId == null || db.Set<LocalRole>().Any(r => r.Id == p.RoleId && r.PublishedAt != null && r.EndedAt == null && r.Functions.Contains(Packed)))
        && db.Set<Account>().Any(a => a.StaffId == p.StaffId && a.LockedAt == null));

    /// <summary>Whether somebody manages staff, also while he is locked out or from a later day on: it is his account that is looked after.</summary>
    public static Task<bool> ManagesStaffAsync(this Database db, Guid staffId, DateOnly today, CancellationToken ct) => db.Set<StaffPost>().AnyAsync(
        p => p.StaffId == staffId && p.Role == Roles.Administrator && (p.Until == null || p.Until >= today)
            && (p.RoleId == null || db.Set<LocalRole>().Any(r => r.Id == p.RoleId && r.EndedAt == null && r.Functions.Contains(Packed))), ct);

    /// <summary>Who may answer: the administrators of the region, and where there is none besides, those of the nearest region above.</summary>
    /// <param name="but">Who asked, and the one concerned.</param>
    public static async Task<IReadOnlyList<Guid>> NearestAdministratorsAsync(this Database db, string region, IReadOnlyCollection<Guid> but, DateOnly today, CancellationToken ct)
    {
        var path = Region.PathOf(region).ToList();
        var held = await db.AdministratorPosts(today).Where(p => path.Contains(p.RegionCode) && !but.Contains(p.StaffId)).Select(p => new { p.RegionCode, p.StaffId }).Distinct().ToListAsync(ct);
        return held.GroupBy(p => p.RegionCode).OrderByDescending(g => g.Key.Length).FirstOrDefault()?.Select(p => p.StaffId).Order().Take(MostTold).ToList() ?? [];
    }

    /// <summary>
    /// Whether a region would be left without an administrator of its own when these posts are gone. Whom it relies on to stay is written to with the caller's save, so that two administrators who end
    /// each other's posts at one moment do not both succeed.
    /// </summary>
    public static async Task<bool> LeavesNobodyAsync(this Database db, Guid staffId, Guid? postId, DateOnly today, CancellationToken ct)
    {
        var going = await db.AdministratorPosts(today).Where(p => p.StaffId == staffId && (postId == null || p.Id == postId)).Select(p => new { p.Id, p.RegionCode }).ToListAsync(ct);
        foreach (var post in going)
        {
            if (!await db.RelyAsync(staffId, post.Id, post.RegionCode, postId is not null, today, ct))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds who stays. He is read before it is asked once more whether he does, so that what happens after that meets his revision.</summary>
    private static async Task<bool> RelyAsync(this Database db, Guid staffId, Guid postId, string region, bool onOtherPosts, DateOnly today, CancellationToken ct)
    {
        while (await db.AdministratorPosts(today).Where(p => p.RegionCode == region && p.Id != postId && (onOtherPosts || p.StaffId != staffId))
            .OrderBy(p => p.Id).Select(p => new { p.Id, p.StaffId }).FirstOrDefaultAsync(ct) is { } stays)
        {
            var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == stays.StaffId, ct);
            if (await db.AdministratorPosts(today).AnyAsync(p => p.Id == stays.Id, ct))
            {
                db.Entry(member).Property(m => m.TraceCount).IsModified |= stays.StaffId != staffId;
                return true;
            }
        }

        return false;
    }
}
