using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Performance;

/// <summary>The items one sees by what they save, and what is still to be done after an evaluation.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class PerformanceListModel(Database db, MeasureList list, IOrganisations organisations) : PageModel
{
    private const int PageSize = 50;
    private const int MostTodos = 20;

    [BindProperty(SupportsGet = true)]
    public Guid? Organisation { get; set; }

    public IReadOnlyList<ItemMeasure> Rows { get; private set; } = [];

    public IReadOnlyList<ItemEvaluation> Todos { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public string? Next { get; private set; }

    public string ExportHref => "/office/performance/export" + (Organisation is { } of ? $"?organisation={of}" : "");

    public async Task OnGetAsync(int? saved, Guid? after, CancellationToken ct)
    {
        var actor = User.Actor()!;
        (Rows, var more) = await list.PageAsync(actor, Organisation, saved, after, PageSize, ct);
        Next = more ? $"/office/performance?organisation={Organisation}&saved={Rows[^1].Saved}&after={Rows[^1].ItemId}" : null;
        var visible = db.Set<Item>().VisibleTo(actor);
        Todos = after is not null ? [] : await db.Set<ItemEvaluation>().AsNoTracking()
            .Where(e => e.DoneAt == null && e.Todo != "" && visible.Any(i => i.Id == e.ItemId)).OrderBy(e => e.Id).Take(MostTodos).ToListAsync(ct);
        Organisations = actor.Has(Roles.ItemEditor)
            ? [new SelectListItem(actor.Post!.OrganisationName, actor.Post.OrganisationId.ToString())]
            : [.. (await organisations.InRegionAsync(actor.Post!.RegionCode, ct)).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
    }
}
