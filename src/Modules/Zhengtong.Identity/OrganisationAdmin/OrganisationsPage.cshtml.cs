using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.OrganisationAdmin;

/// <summary>The organisations of the administrator's region, paged by region and name; one of them opened for change.</summary>
[Authorize(Policies.Administrator)]
internal sealed class OrganisationsPageModel(EditOrganisation edit, Database db, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    internal sealed record Row(Guid Id, string Name, string CreditCode, string RegionCode, OrganisationKind Kind, string? Parent);

    /// <summary>The one to change; none: a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>Region and name of the last row of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public string? AfterRegion { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? AfterName { get; set; }

    public EditOrganisation.Command Input { get; set; } = new();

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public IReadOnlyList<SelectListItem> Parents { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] EditOrganisation.Command input, CancellationToken ct)
    {
        if (ModelState.IsValid && !ModelState.AddProblems(await edit.HandleAsync(Id, input, HttpContext.Act(clock), ct), nameof(Input)))
        {
            return Redirect("/office/organisations");
        }

        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        Input = input;
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        Parents = await OrganisationChoices.ReadAsync(db, actor, "无上级单位", ct);
        var visible = db.OrganisationsVisibleTo(actor).AsNoTracking();
        if (Id is { } id)
        {
            if (await visible.SingleOrDefaultAsync(x => x.Id == id, ct) is not { } open)
            {
                return false;
            }

            Input = new EditOrganisation.Command { Name = open.Name, CreditCode = open.CreditCode, RegionCode = open.RegionCode, ParentId = open.ParentId, Kind = open.Kind };
        }

        if (AfterRegion is { Length: > 0 } region && AfterName is { Length: > 0 } name)
        {
            visible = visible.Where(x => string.Compare(x.RegionCode, region) > 0 || (x.RegionCode == region && string.Compare(x.Name, name) > 0));
        }

        var page = await visible.OrderBy(x => x.RegionCode).ThenBy(x => x.Name).Take(PageSize + 1)
            .Select(x => new Row(x.Id, x.Name, x.CreditCode, x.RegionCode, x.Kind, db.Set<Organisation>().Where(p => p.Id == x.ParentId).Select(p => p.Name).FirstOrDefault()))
            .ToListAsync(ct);
        Rows = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? $"/office/organisations?AfterRegion={Rows[^1].RegionCode}&AfterName={Uri.EscapeDataString(Rows[^1].Name)}" : null;
        return true;
    }
}
