using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Staff with their posts of today, by region, organisation and role; paged by login.</summary>
internal sealed class StaffList(Database db, TimeProvider clock)
{
    public const int PageSize = 30;

    internal sealed record Filter
    {
        public string? Region { get; init; }

        public Guid? Organisation { get; init; }

        public string? Role { get; init; }

        public string? Name { get; init; }

        /// <summary>One of the choices of <see cref="StaffListPageModel.ShowOptions"/>.</summary>
        public string? Show { get; init; }

        public string? After { get; init; }
    }

    internal sealed record Row(Guid Id, string Login, string Name, string Organisation, bool Locked, bool HasTotp, IReadOnlyList<PostRow> Posts);

    internal sealed record PostRow(string Role, string? LocalRole, string Organisation, string RegionCode, DateOnly? Until)
    {
        public string Title => LocalRole ?? Roles.Names.GetValueOrDefault(Role, Role);

        /// <param name="today">Of a temporary post how long it lasts.</param>
        public string Text(DateOnly today) => $"{Organisation}{Title}（{RegionCode}）" + (Until is { } until ? $"，临时岗位，至{LegalDay.Date(until)}，还有 {until.DayNumber - today.DayNumber + 1} 天" : "");
    }

    public async Task<(IReadOnlyList<Row> Rows, bool More)> ReadAsync(Filter filter, Actor actor, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var held = db.Set<StaffPost>().Where(p => p.From <= today && (p.Until == null || p.Until >= today));
        var query =
            from m in db.StaffVisibleTo(actor)
            join o in db.Set<Organisation>() on m.OrganisationId equals o.Id
            join a in db.Set<Account>() on (Guid?)m.Id equals a.StaffId
            select new { m, o, a };
        if (filter.After is { Length: > 0 } after)
        {
            query = query.Where(x => string.Compare(x.a.Login, after) > 0);
        }

        if (filter.Name is { Length: > 0 } name)
        {
            query = query.Where(x => x.m.Name.Contains(name) || x.a.Login.Contains(name));
        }

        if (filter.Organisation is { } organisation)
        {
            query = query.Where(x => x.o.Id == organisation || held.Any(p => p.StaffId == x.m.Id && p.OrganisationId == organisation));
        }

        if (filter.Region is { Length: > 0 } region)
        {
            query = query.Where(x => x.o.RegionCode.StartsWith(region) || held.Any(p => p.StaffId == x.m.Id && p.RegionCode.StartsWith(region)));
        }

        if (filter.Role is { Length: > 0 } role)
        {
            query = query.Where(x => held.Any(p => p.StaffId == x.m.Id && p.Role == role));
        }

        query = filter.Show switch
        {
            "temporary" => query.Where(x => held.Any(p => p.StaffId == x.m.Id && p.Until != null)),
            "no-totp" => query.Where(x => x.a.TotpSecretHidden == "" && x.a.LockedAt == null),
            "no-post" => query.Where(x => !held.Any(p => p.StaffId == x.m.Id) && x.a.LockedAt == null),
            "locked" => query.Where(x => x.a.LockedAt != null),
            _ => query,
        };
        var page = await query.OrderBy(x => x.a.Login).Take(PageSize + 1)
            .Select(x => new { x.m.Id, x.a.Login, x.m.Name, Organisation = x.o.Name, Locked = x.a.LockedAt != null, HasTotp = x.a.TotpSecretHidden != "" }).ToListAsync(ct);
        var ids = page.Select(x => x.Id).ToList();
        var posts = (await (
            from p in held
            join o in db.Set<Organisation>() on p.OrganisationId equals o.Id
            join l in db.Set<LocalRole>() on p.RoleId equals (Guid?)l.Id into localRoles
            from l in localRoles.DefaultIfEmpty()
            where ids.Contains(p.StaffId)
            orderby p.Role
            select new { p.StaffId, Row = new PostRow(p.Role, l.Name, o.Name, p.RegionCode, p.Until) }).ToListAsync(ct)).ToLookup(x => x.StaffId, x => x.Row);
        return ([.. page.Take(PageSize).Select(x => new Row(x.Id, x.Login, x.Name, x.Organisation, x.Locked, x.HasTotp, [.. posts[x.Id]]))], page.Count > PageSize);
    }

    /// <summary>All of them as lines of a sheet.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string>> SheetAsync(Actor actor, [EnumeratorCancellation] CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        for (var filter = new Filter(); ;)
        {
            var (rows, more) = await ReadAsync(filter, actor, ct);
            foreach (var row in rows)
            {
                yield return [row.Login, row.Name, row.Organisation, string.Join('；', row.Posts.Select(p => p.Text(today))), row.HasTotp ? "已设置" : "未设置", row.Locked ? "已停用" : "正常"];
            }

            if (!more)
            {
                yield break;
            }

            filter = new Filter { After = rows[^1].Login };
        }
    }
}
