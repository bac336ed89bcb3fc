using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>Suggested bindings to confirm, and those that are there to undo (01.17). Two statements: the entries, the items.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class BindingsPageModel(Database db, BindingSuggestions suggestions, BindItems bind, TimeProvider clock) : PageModel
{
    public const string Unbound = "/office/items?kind=Implementation&unbound=true";

    [BindProperty(SupportsGet = true)]
    public bool Bound { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty]
    public IList<string> Chosen { get; set; } = [];

    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Linked { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Loosed { get; set; }

    public string? Done => Loosed ? "已解除关联。" : Linked is { } n ? $"已关联 {n} 项。" : null;

    public bool IsManager => User.Actor()!.Has(Roles.CatalogueManager);

    public IReadOnlyList<BindingSuggestions.Suggestion> Rows { get; private set; } = [];

    public IReadOnlyList<LinkedItem> Links { get; private set; } = [];

    public string? Next { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostBindAsync(CancellationToken ct)
    {
        List<(Guid, Guid)> pairs = [.. Chosen.OfType<string>().Select(c => c.Split(':')).Where(p => p.Length == 2 && Guid.TryParse(p[0], out _) && Guid.TryParse(p[1], out _)).Select(p => (Guid.Parse(p[0]), Guid.Parse(p[1])))];
        var done = await bind.BindAsync(pairs, HttpContext.Act(clock, "关联绑定"), ct);
        return await AnsweredAsync(done, $"/office/takeover/bindings?linked={(done.Ok ? done.Value : 0)}", ct);
    }

    public async Task<IActionResult> OnPostUnbindAsync(CancellationToken ct) =>
        await AnsweredAsync(await bind.UnbindAsync(Id, HttpContext.Act(clock, (Reason ?? "").Trim()), ct), "/office/takeover/bindings?bound=true&loosed=true", ct);

    private async Task<IActionResult> AnsweredAsync(Outcome done, string address, CancellationToken ct)
    {
        ModelState.Clear();
        if (!ModelState.AddProblems(done))
        {
            return Redirect(address);
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (!Bound)
        {
            (var rows, var next) = await suggestions.PageAsync(actor, After, ct);
            (Rows, Next) = (rows, next is null ? null : "/office/takeover/bindings?after=" + Uri.EscapeDataString(next));
            return;
        }

        var items = db.Set<Item>().AsNoTracking().KeptBy(actor).Where(i => i.Kind == ItemKind.Implementation && i.ParentId != null);
        if (After is { } after)
        {
            items = items.Where(i => string.Compare(i.Code, after) > 0);
        }

        var read = await items.OrderBy(i => i.Code).Take(BindingSuggestions.PageSize + 1)
            .Join(db.Set<Item>(), i => i.ParentId, e => e.Id, (i, e) => new { i.Id, i.Code, i.Name, i.OrganisationName, i.ParentVersion, EntryCode = e.Code, EntryName = e.Name })
            .OrderBy(x => x.Code).ToListAsync(ct);
        Links = [.. read.Take(BindingSuggestions.PageSize).Select(x => new LinkedItem(x.Id, x.Code, x.Name, x.OrganisationName, x.ParentVersion, x.EntryCode, x.EntryName))];
        Next = read.Count > BindingSuggestions.PageSize ? "/office/takeover/bindings?bound=true&after=" + Uri.EscapeDataString(Links[^1].Code) : null;
    }

    internal sealed record LinkedItem(Guid Id, string Code, string Name, string OrganisationName, int ParentVersion, string EntryCode, string EntryName);
}
