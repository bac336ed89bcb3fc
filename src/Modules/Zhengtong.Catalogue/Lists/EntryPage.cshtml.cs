using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Lists;

/// <summary>One entry of a list: its facts, what of the catalogue it corresponds to, taking it off.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class EntryPageModel(Database db, SaveEntry save, MapEntry map, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public EntryInput Input { get; set; } = new();

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public RegisterList List { get; private set; } = null!;

    public RegisterEntry? Entry { get; private set; }

    public IReadOnlyList<ListMapping> Mappings { get; private set; } = [];

    public IReadOnlyList<MappingTarget> Suggested { get; private set; } = [];

    public static IEnumerable<SelectListItem> TypeOptions => ItemTypes.All.Select(t => new SelectListItem(t.Key, t.Value));

    private string Path => "/office/lists/" + List.Key;

    /// <param name="item">The code of an item that the list lacks: what it says is filled in, and the entry will correspond to it.</param>
    public async Task<IActionResult> OnGetAsync(string kind, string? item, CancellationToken ct)
    {
        if (!await FindAsync(kind, ct))
        {
            return NotFound();
        }

        if (Entry is null && item is { Length: > 0 })
        {
            Input = await FromItemAsync(item, ct) ?? Input;
        }

        if (Entry is { } entry)
        {
            Input = new EntryInput
            {
                Revision = entry.Revision,
                Number = entry.Number, Name = entry.Name, Type = entry.TypeCode, Organisation = entry.Organisation, Fields = entry.Facts().Fields.ToDictionary(f => f.Key, f => (string?)f.Value),
            };
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string kind, CancellationToken ct)
    {
        if (!await FindAsync(kind, ct))
        {
            return NotFound();
        }

        ModelState.Clear();
        if (Entry is not null)
        {
            Input.Revision ??= 0;
        }

        var saved = await save.HandleAsync(List, Id, Input, HttpContext.Act(clock, "编制清单"), ct);
        return ModelState.AddProblems(saved, nameof(Input)) ? await AgainAsync(kind, ct) : Redirect($"{Path}/entries/{saved.Value}");
    }

    public Task<IActionResult> OnPostMapAsync(string kind, CancellationToken ct) => ActAsync(kind, id => map.AddAsync(List, id, Code, HttpContext.Act(clock, "建立对应关系"), ct), ct);

    public Task<IActionResult> OnPostUnmapAsync(string kind, CancellationToken ct) => ActAsync(kind, id => map.RemoveAsync(List, id, Code, HttpContext.Act(clock, "取消对应关系"), ct), ct);

    public async Task<IActionResult> OnPostRemoveAsync(string kind, CancellationToken ct)
    {
        if (!await FindAsync(kind, ct) || Id is not { } id)
        {
            return NotFound();
        }

        ModelState.Clear();
        return ModelState.AddProblems(await save.RemoveAsync(List, id, HttpContext.Act(clock, (Reason ?? "").Trim()), ct)) ? await OnGetAsync(kind, null, ct) : Redirect(Path);
    }

    public string? FieldOf(ListField field) => Input.Fields.GetValueOrDefault(field.Key);

    private async Task<IActionResult> ActAsync(string kind, Func<Guid, Task<Outcome>> act, CancellationToken ct)
    {
        if (!await FindAsync(kind, ct) || Id is not { } id)
        {
            return NotFound();
        }

        ModelState.Clear();
        return ModelState.AddProblems(await act(id)) ? await OnGetAsync(kind, null, ct) : Redirect($"{Path}/entries/{id}");
    }

    private async Task<IActionResult> AgainAsync(string kind, CancellationToken ct)
    {
        await FindAsync(kind, ct);
        return Page();
    }

    private async Task<EntryInput?> FromItemAsync(string code, CancellationToken ct)
    {
        var region = User.Actor()!.Post!.RegionCode;
        if (await db.Set<Item>().AsNoTracking().Where(i => i.Code == code && i.RegionCode.StartsWith(region))
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, v.Content }).SingleOrDefaultAsync(ct) is not { } found)
        {
            return null;
        }

        // What does not enter the hall is this item alone; other lists name what all items of the entry are.
        var target = List.Key == RegisterLists.HallNegative || found.Item.CatalogueCode.Length == 0 ? found.Item.Code : found.Item.CatalogueCode;
        return new EntryInput
        {
            Name = found.Item.Name, Type = found.Item.TypeCode, Organisation = found.Item.OrganisationName, Targets = target,
            Fields = new() { ["basis"] = string.Join('\n', ItemContent.FromJson(found.Content).LegalBasis) },
        };
    }

    private async Task<bool> FindAsync(string kind, CancellationToken ct)
    {
        if (RegisterLists.Find(kind) is not { } list)
        {
            return false;
        }

        List = list;
        if (Id is not { } id)
        {
            return true;
        }

        if (await db.EntriesOf(list, User.Actor()!).AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is not { } entry)
        {
            return false;
        }

        Entry = entry;
        if (list.Mapped)
        {
            Mappings = await db.Set<ListMapping>().AsNoTracking().Where(m => m.EntryId == id).OrderBy(m => m.TargetCode).ToListAsync(ct);
            Suggested = await map.SuggestAsync(entry, [.. Mappings.Select(m => m.TargetCode)], ct);
        }

        return true;
    }
}
