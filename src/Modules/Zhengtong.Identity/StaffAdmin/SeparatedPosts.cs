using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Who of a region holds, today, roles that one person does not hold at one time (<see cref="RoleSeparation"/>).</summary>
internal sealed class SeparatedPosts(Database db, TimeProvider clock)
{
    internal sealed record Row(Guid StaffId, string Name, string Organisation, string RegionCode, string A, string B, string Why);

    public async Task<IReadOnlyList<Row>> ReadAsync(string region, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var held = db.Set<StaffPost>().AsNoTracking().Where(p => p.From <= today && (p.Until == null || p.Until >= today));
        // Most people hold one post: only those with two roles are read.
        var read = await (
            from p in held
            join m in db.Set<StaffMember>() on p.StaffId equals m.Id
            join o in db.Set<Organisation>() on m.OrganisationId equals o.Id
            where o.RegionCode.StartsWith(region) && held.Any(x => x.StaffId == p.StaffId && x.Role != p.Role)
            orderby o.RegionCode, m.Name, m.Id, p.Role
            select new { m.Id, m.Name, Organisation = o.Name, o.RegionCode, p.Role }).ToListAsync(ct);
        return [.. read.GroupBy(x => (x.Id, x.Name, x.Organisation, x.RegionCode))
            .Select(g => (g.Key, Pair: RoleSeparation.Within([.. g.Select(x => x.Role).Distinct()])))
            .Where(x => x.Pair is not null)
            .Select(x => new Row(x.Key.Id, x.Key.Name, x.Key.Organisation, x.Key.RegionCode, x.Pair!.Value.A, x.Pair.Value.B, x.Pair.Value.Why))];
    }
}
