using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Manage;

/// <summary>One item behind the counter: what it says, its versions, what may be done with it.</summary>
[Authorize(Policy = CataloguePolicies.Reader)]
[ResponseCache(NoStore = true)]
internal sealed class ItemCardPageModel(ItemCard cards, DraftChange drafts, FindEntries entries, BindItems bind, IFormCatalogue forms, TimeProvider clock) : PageModel
{
    private const int LongestWords = 100;

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    /// <summary>Words to look for an entry above by.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Find { get; set; }

    public ItemCard.Card Card { get; private set; } = null!;

    /// <summary>What the item says, in the groups of the elements, and what it does not say yet.</summary>
    public IReadOnlyList<ElementGroup> Elements { get; private set; } = [];

    /// <summary>The day of the newest version, when that is still to come.</summary>
    public DateOnly? WaitsFor => Card.Item.CarriedOn(LegalDay.Today(clock));

    /// <summary>The actor keeps this item: he may begin a change.</summary>
    public bool Keeps { get; private set; }

    /// <summary>Null: bound already, or not his to bind.</summary>
    public ItemBinding? Binding { get; private set; }

    /// <summary>The actor may take running cases of the item over to its version in force.</summary>
    public bool ManagesCases => User.Actor()!.Has(Roles.CatalogueManager);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await cards.FindAsync(Code, User.Actor()!, ct) is not { } card)
        {
            return NotFound();
        }

        Card = card;
        Elements = await SaidAsync(card.State, ct);
        Keeps = new[] { card.Item }.AsQueryable().KeptBy(User.Actor()!).Any();
        if (Keeps && card.Item is { Kind: ItemKind.Implementation, ParentId: null, Status: not ItemStatus.Cancelled })
        {
            var words = Find?.Trim() is { Length: > 0 and <= LongestWords } find ? find : null;
            Binding = new ItemBinding(card.Item, words, words is null ? null : await entries.OfAsync(card.Item, words, User.Actor()!, ct));
        }

        ViewData["Title"] = card.Item.Name;
        return Page();
    }

    /// <param name="on">The code of the item to change: this one, or the entry above for an adjustment request.</param>
    /// <param name="withdraw">The change takes the place of what waits for its day.</param>
    public async Task<IActionResult> OnPostAsync(ChangeKind kind, string? on, bool withdraw, CancellationToken ct)
    {
        var begun = await drafts.BeginAsync(on ?? Code, kind, kind.IsFromBelow() ? Code : null, HttpContext.Act(clock), ct, withdraw);
        if (!ModelState.AddProblems(begun))
        {
            return Redirect($"/office/items/changes/{begun.Value}");
        }

        return await OnGetAsync(ct);
    }

    public async Task<IActionResult> OnPostBindAsync([FromForm] Guid entry, CancellationToken ct)
    {
        if (await cards.FindAsync(Code, User.Actor()!, ct) is not { } card)
        {
            return NotFound();
        }

        var bound = await bind.BindAsync([(card.Item.Id, entry)], HttpContext.Act(clock, "关联绑定"), ct);
        return ModelState.AddProblems(bound) ? await OnGetAsync(ct) : Redirect("/office/items/" + Uri.EscapeDataString(Code));
    }

    /// <summary>Forms by their titles; the running on the platform only where it is not as usual, for which nobody has to fill in anything.</summary>
    private async Task<IReadOnlyList<ElementGroup>> SaidAsync(ItemState state, CancellationToken ct)
    {
        var said = new List<Said>();
        foreach (var element in ItemElements.All)
        {
            string[] lines = element.Key == "form"
                ? [.. await FormAsync("个人：", state.Content.PersonForm, ct), .. await FormAsync("经营主体：", state.Content.CompanyForm, ct)]
                : [.. element.Lines(state).Where(l => l.Trim().Length > 0)];
            if (lines.Length > 0 || element.Key != "platform")
            {
                said.Add(new Said(element.Name, element.Group, lines));
            }
        }

        return [.. said.GroupBy(s => s.Group).Select(g => new ElementGroup(g.Key, [.. g]))];
    }

    private async Task<string[]> FormAsync(string whose, string key, CancellationToken ct) =>
        key.Length == 0 ? [] : [whose + ((await forms.ReferredAsync(key, ct))?.Definition.Title ?? key)];

    internal sealed record Said(string Name, string Group, IReadOnlyList<string> Lines)
    {
        /// <summary>Takes the whole width.</summary>
        public bool Long => Lines.Count > 2 || Lines.Any(l => l.Length > 40);
    }

    internal sealed record ElementGroup(string Title, IReadOnlyList<Said> All)
    {
        /// <summary>The short ones first, so that they fill their rows.</summary>
        public IEnumerable<Said> Told => All.Where(s => s.Lines.Count > 0).OrderBy(s => s.Long);

        public IReadOnlyList<string> Missing => [.. All.Where(s => s.Lines.Count == 0).Select(s => s.Name)];
    }
}
