using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Choose;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Change;

/// <summary>Begins a new item: taken over from an entry of a basic catalogue, or an entry of the manager's own catalogue.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class NewItemPageModel(Database db, ClaimItem claim, Choices choices, TimeProvider clock) : PageModel
{
    /// <summary>The code of the entry to take over.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Entry { get; set; }

    [BindProperty]
    public Guid? OrganisationId { get; set; }

    [BindProperty]
    public string? Serial { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string TypeCode { get; set; } = "20";

    [BindProperty]
    public string Department { get; set; } = "00";

    public Item? Chosen { get; private set; }

    public IReadOnlyList<HandlingItem> Parts { get; private set; } = [];

    /// <summary>Part of the name of the organisation that is looked for.</summary>
    [BindProperty]
    public string? Find { get; set; }

    /// <summary>Whose item it becomes; null where nobody is asked.</summary>
    public Choice? Implementers { get; private set; }

    public bool IsManager => User.Actor()!.Has(Roles.CatalogueManager);

    public static IReadOnlyList<SelectListItem> TypeOptions => [.. ItemTypeNames.All.Select(t => new SelectListItem(t.Value, t.Key))];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        return Entry is not null && Chosen is null ? NotFound() : Page();
    }

    /// <summary>Looks for the organisation; what was chosen stays.</summary>
    public async Task<IActionResult> OnPostFindAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ShowAsync(ct);
        return Chosen is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostClaimAsync(CancellationToken ct) =>
        await DoneAsync(await claim.TakeOverAsync(Entry ?? "", OrganisationId, string.IsNullOrEmpty(Serial) ? null : Serial, HttpContext.Act(clock), ct), ct);

    public async Task<IActionResult> OnPostEntryAsync(CancellationToken ct) =>
        await DoneAsync(await claim.NewEntryAsync(Code, Name, TypeCode, ItemTypeNames.Of(TypeCode), HttpContext.Act(clock), ct), ct);

    /// <summary>Puts the next free code into the form.</summary>
    public async Task<IActionResult> OnPostSuggestAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Code = Department is [>= '0' and <= '9', >= '0' and <= '9'] && ItemTypeNames.All.ContainsKey(TypeCode) ? await claim.SuggestAsync(User.Actor()!.Post!.RegionCode, TypeCode, Department, ct) : "";
        await ShowAsync(ct);
        return Page();
    }

    private async Task<IActionResult> DoneAsync(Outcome<Guid> drafted, CancellationToken ct)
    {
        ModelState.Clear();
        if (!ModelState.AddProblems(drafted))
        {
            return Redirect($"/office/items/changes/{drafted.Value}");
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (Entry is { Length: > 0 })
        {
            Chosen = await db.Set<Item>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(i => i.Code == Entry && i.Kind == ItemKind.Basic, ct);
            Parts = Chosen is null ? [] : ItemContent.FromJson(await db.Set<ItemVersion>().Where(v => v.Id == Chosen.CurrentVersionId).Select(v => v.Content).SingleAsync(ct)).HandlingItems;
        }

        Implementers = Chosen is not null && IsManager
            ? await choices.OrganisationsAsync(
                new Choice(nameof(OrganisationId), "实施主体", nameof(Find), Find, [], OrganisationId is { } chosen ? [chosen.ToString()] : [], null)
                {
                    Address = "/office/items/new?handler=Find", FindLabel = "查找单位", Many = false,
                },
                actor.Post!.RegionCode, ct)
            : null;
    }
}
