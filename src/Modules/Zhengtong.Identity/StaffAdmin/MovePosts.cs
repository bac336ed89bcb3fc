using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Posts that go with the functions of an organisation (01.41, 08.17): what was done in the old post stays explained by it.</summary>
internal sealed class MovePosts(Database db, SessionStore sessions) : IStaffPosts
{
    private static readonly List<string> OfOrganisations = [.. Roles.Names.Keys.Where(r => !Roles.IsRegional(r))];

    public async Task<IReadOnlyList<HeldPost>> HeldAsync(IReadOnlyList<Guid> organisations, DateOnly today, int most, CancellationToken ct) => await Held(organisations, today)
        .Join(db.Set<StaffMember>(), p => p.StaffId, m => m.Id, (p, m) => new { p, m.Name })
        .Join(db.Set<Organisation>(), x => x.p.OrganisationId, o => o.Id, (x, o) => new { x.p.Id, x.p.Role, Staff = x.Name, o.Name })
        .OrderBy(x => x.Name).ThenBy(x => x.Staff).ThenBy(x => x.Id).Take(most).Select(x => new HeldPost(x.Staff, x.Role, x.Name)).ToListAsync(ct);

    public Task<int> CountAsync(IReadOnlyList<Guid> organisations, DateOnly today, CancellationToken ct) => Held(organisations, today).CountAsync(ct);

    public async Task<IReadOnlyList<MovedPost>> StageMoveAsync(IReadOnlyList<Guid> from, Guid toId, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var today = LegalDay.Of(act.At);
        var posts = await Held(from, today).Where(p => p.Id > after).OrderBy(p => p.Id).Take(atMost).ToListAsync(ct);
        var names = await db.Set<Organisation>().AsNoTracking().Where(o => from.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        var members = await MembersAsync(posts, ct);
        var moved = new List<MovedPost>();
        foreach (var post in posts)
        {
            var member = members[post.StaffId];
            var employed = member.OrganisationId == post.OrganisationId;
            var next = Give(post, toId, today, act);
            Hand(member, post, next, employed ? toId : member.OrganisationId, act);
            moved.Add(new MovedPost(post.Id, next.Id, post.OrganisationId, names[post.OrganisationId], employed));
        }

        await ForgetAsync(posts, ct);
        return moved;
    }

    public async Task<IReadOnlyList<Guid>> StageBackAsync(Guid toId, IReadOnlyList<MovedPost> moved, Act act, CancellationToken ct)
    {
        var today = LegalDay.Of(act.At);
        var former = moved.ToDictionary(m => m.NextId);
        var ids = former.Keys.ToList();
        var posts = await db.Set<StaffPost>().Where(p => ids.Contains(p.Id) && p.OrganisationId == toId && (p.Until == null || p.Until >= today)).OrderBy(p => p.Id).ToListAsync(ct);
        var members = await MembersAsync(posts, ct);
        foreach (var post in posts)
        {
            var (of, member) = (former[post.Id], members[post.StaffId]);
            Hand(member, post, Give(post, of.FromId, today, act), of.Employed && member.OrganisationId == toId ? of.FromId : member.OrganisationId, act);
        }

        await ForgetAsync(posts, ct);
        return [.. posts.Select(p => former[p.Id].PostId)];
    }

    private IQueryable<StaffPost> Held(IReadOnlyList<Guid> organisations, DateOnly today) =>
        db.Set<StaffPost>().Where(p => organisations.Contains(p.OrganisationId) && OfOrganisations.Contains(p.Role) && p.From <= today && (p.Until == null || p.Until >= today));

    private StaffPost Give(StaffPost post, Guid organisationId, DateOnly today, Act act)
    {
        var next = new StaffPost
        {
            Id = Guid.CreateVersion7(act.At), StaffId = post.StaffId, Role = post.Role, RoleId = post.RoleId, OrganisationId = organisationId,
            RegionCode = post.RegionCode, From = today, Until = post.Until,
        };
        db.Add(next);
        post.Until = today.AddDays(-1);
        return next;
    }

    private void Hand(StaffMember member, StaffPost post, StaffPost next, Guid employer, Act act)
    {
        member.Change(member.Name, employer);
        db.Record(member, act, "post-ended", new { post.Id, post.Role, post.Until });
        db.Record(member, act, "post-given", new { next.Id, next.Role, next.OrganisationId, next.RegionCode, next.From, next.Until });
    }

    private async Task<Dictionary<Guid, StaffMember>> MembersAsync(List<StaffPost> posts, CancellationToken ct)
    {
        var staff = posts.Select(p => p.StaffId).Distinct().ToList();
        return await db.Set<StaffMember>().Where(m => staff.Contains(m.Id)).ToDictionaryAsync(m => m.Id, ct);
    }

    /// <summary>The same roles as before: no pair that stands against each other comes of it.</summary>
    private Task ForgetAsync(List<StaffPost> posts, CancellationToken ct) => sessions.ForgetStaffAsync(db, [.. posts.Select(p => p.StaffId).Distinct()], ct);
}
