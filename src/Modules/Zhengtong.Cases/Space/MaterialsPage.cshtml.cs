using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Space;

/// <summary>The materials of the space: name, case, date, and the file. One statement (08.14).</summary>
[Authorize(Policy = Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class MaterialsPageModel(Database db) : PageModel
{
    public const string Path = "/my/space/materials";
    private const int PageSize = 30;

    public IReadOnlyList<SpaceMaterial> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    /// <param name="before">The case of the last row of the page before.</param>
    /// <param name="row">Its place in the case.</param>
    public async Task OnGetAsync(Guid? before, int row, CancellationToken ct)
    {
        var materials = SpaceMaterials.Of(db, User.Party()!);
        materials = before is { } last ? materials.Where(m => m.CaseId < last || (m.CaseId == last && m.Sequence < row)) : materials;
        var found = await materials.Take(PageSize + 1).ToListAsync(ct);
        Rows = [.. found.Take(PageSize)];
        Next = found.Count > PageSize ? $"{Path}?before={Rows[^1].CaseId}&row={Rows[^1].Sequence}" : null;
    }
}
