using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Choose;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Change;

/// <summary>Begins a new item: taken over from an entry of a basic catalogue, or an entry of the manager's own catalogue; or asks a catalogue above for an entry.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class NewItemPageModel(Database db, ClaimItem claim, AskAbove asks, Choices choices, TimeProvider clock) : PageModel
{
    /// <summary>The code of the entry to take over.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Entry { get; set; }

    /// <summary>An entry is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Ask { get; set; }

    /// <summary>The catalogue that is asked.</summary>
    [BindProperty]
    public string? Region { get; set; }

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
    public string? Supervisor { get; set; }

    [BindProperty]
    public string? Basis { get; set; }

    [BindProperty]
    public string Department { get; set; } = ClaimItem.OwnDepartment;

    public Item? Chosen { get; private set; }

    public IReadOnlyList<HandlingItem> Parts { get; private set; } = [];

    /// <summary>Part of the name of the organisation that is looked for.</summary>
    [BindProperty]
    public string? Find { get; set; }

    /// <summary>Whose item it becomes; null where nobody is asked.</summary>
    public Choice? Implementers { get; private set; }

    /// <summary>The catalogues that may be asked, the nearest first.</summary>
    public IReadOnlyList<SelectListItem> CatalogueOptions { get; private set; } = [];

    public bool IsManager => User.Actor()!.Has(Roles.CatalogueManager);

    /// <summary>The actor keeps a basic catalogue.</summary>
    public bool KeepsCatalogue => IsManager && UpperEntries.KeepsCatalogue(User.Actor()!.Post!.RegionCode);

    private EntryWish Wish => new() { Name = Name, TypeCode = TypeCode, Supervisor = Supervisor, Basis = Basis };

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
        await DoneAsync(await claim.NewEntryAsync(Wish, Code, Department, HttpContext.Act(clock), ct), ct);

    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct)
    {
        Ask = true;
        return await DoneAsync(await asks.BeginAsync(Wish, Region ?? "", HttpContext.Act(clock), ct), ct);
    }

    /// <summary>Puts the next free code into the form.</summary>
    public async Task<IActionResult> OnPostSuggestAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Code = ClaimItem.IsDepartment(Department) && ItemTypeNames.All.ContainsKey(TypeCode) ? await claim.SuggestAsync(User.Actor()!.Post!.RegionCode, TypeCode, Department, ct) : "";
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

        CatalogueOptions = Entry is { Length: > 0 } ? [] : [.. (await asks.CataloguesAsync(actor, ct)).Select(c => new SelectListItem(c.Name, c.Code))];
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
