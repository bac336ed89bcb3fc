using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>The organisations that an administrator may choose from.</summary>
internal static class OrganisationChoices
{
    public static async Task<IReadOnlyList<SelectListItem>> ReadAsync(Database db, Actor actor, string first, CancellationToken ct) =>
    [
        new(first, ""),
        .. await db.OrganisationsVisibleTo(actor).AsNoTracking().OrderBy(x => x.RegionCode).ThenBy(x => x.Name).Take(500)
            .Select(x => new SelectListItem(x.Name + "（" + x.RegionCode + "）", x.Id.ToString())).ToListAsync(ct),
    ];
}
