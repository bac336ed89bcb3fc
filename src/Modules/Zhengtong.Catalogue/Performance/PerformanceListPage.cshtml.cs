using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Choose;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Performance;

/// <summary>The items one sees by what they save, and what is still to be done after an evaluation.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class PerformanceListModel(Database db, MeasureList list, IOrganisations organisations, Choices choices) : PageModel
{
    private const int PageSize = 50;
    private const int MostTodos = 5;

    [BindProperty(SupportsGet = true)]
    public Guid? Organisation { get; set; }

    public IReadOnlyList<ItemMeasure> Rows { get; private set; } = [];

    public IReadOnlyList<ItemEvaluation> Todos { get; private set; } = [];

    /// <summary>Part of the name of the organisation that is looked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Find { get; set; }

    public Choice? Found { get; private set; }

    public string? Chosen { get; private set; }

    public string? Next { get; private set; }

    public string ExportHref => "/office/performance/export" + (Organisation is { } of ? $"?organisation={of}" : "");

    public async Task OnGetAsync(int? saved, Guid? after, CancellationToken ct)
    {
        var actor = User.Actor()!;
        (Rows, var more) = await list.PageAsync(actor, Organisation, saved, after, PageSize, ct);
        Next = more ? $"/office/performance?organisation={Organisation}&saved={Rows[^1].Saved}&after={Rows[^1].ItemId}" : null;
        Todos = after is not null ? [] : await TodosModel.Open(db, actor).Take(MostTodos).ToListAsync(ct);
        Chosen = Organisation is { } of ? (await organisations.FindAsync(of, ct))?.Name : null;
        Found = actor.Has(Roles.CatalogueManager) && Find is { Length: > 0 }
            ? await choices.OrganisationsAsync(new Choice("organisation", "单位", "find", Find, [], [], null) { Address = "/office/performance" }, actor.Post!.RegionCode, ct)
            : null;
    }
}
