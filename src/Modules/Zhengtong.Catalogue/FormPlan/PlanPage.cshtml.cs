using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Catalogue.TryOut;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.FormPlan;

/// <summary>
/// Arranges the form of an item: questions, situations, groups and elements of the dictionary, conditions (01.16, 01.21). The work lies in the page until it is kept in a
/// change of the item, which others check and approve.
/// </summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
[RequestFormLimits(ValueCountLimit = 8000)]
internal sealed class PlanPage(SavePlan plans, PlannedForms forms, ElementDictionaries dictionaries, TryStates states, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    /// <summary>The change to write in; nothing: the open one there is, or one that the first save begins.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Change { get; set; }

    [BindProperty]
    public PlanInput Input { get; set; } = new();

    /// <summary>What the page shows: the revision of the change, or without one the number of the version.</summary>
    [BindProperty]
    public int BasedOn { get; set; }

    [BindProperty]
    public string? NewGroup { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public SavePlan.Opened Opened { get; private set; } = null!;

    public ElementDictionary All { get; private set; } = null!;

    public IReadOnlyList<FormDefinition> Preview { get; private set; } = [];

    /// <summary>The edited content, signed, for a try; nothing until it was looked through without a fault.</summary>
    public string TryState { get; private set; } = "";

    public string TryAddress => $"/office/items/{Uri.EscapeDataString(Code)}/try" + (Change is { } id ? $"?change={id}" : "");

    public IEnumerable<SelectListItem> GroupOptions => All.Groups.Where(g => Input.Groups.TrueForAll(i => i.Key != g.Key)).Select(g => new SelectListItem(g.Title, g.Key));

    public static readonly IReadOnlyList<SelectListItem> ForOptions = [new("个人和经营主体", ""), new("只有个人", FormContext.Person), new("只有经营主体", FormContext.Company)];

    public IEnumerable<SelectListItem> ElementOptions => All.Elements.Where(e => Input.Groups.SelectMany(g => g.Elements).All(i => i.Key != e.Key))
        .Select(e => new SelectListItem($"{e.Name}（{All.Group(e.Group)?.Title}）", e.Key));

    /// <param name="saved">Just kept: what still stands against submitting is named.</param>
    public async Task<IActionResult> OnGetAsync(bool saved, CancellationToken ct)
    {
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        if (Opened.Change is { IsOpenToAuthor: false } past)
        {
            return Redirect($"/office/items/changes/{past.Id}");
        }

        (Change, Input, BasedOn, Reason) = (Opened.Change?.Id, PlanInput.Of(Opened.Content), Opened.Change?.Revision ?? Opened.Version, Opened.Change?.Reason);
        if (saved)
        {
            ModelState.AddProblems(AtFields(await plans.CheckAsync(Opened.Content, Input, ct)));
        }

        return Page();
    }

    /// <param name="op">save, preview, or a button that changes the plan in the page.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] string? op, CancellationToken ct)
    {
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        ModelState.Clear();
        if (op is not ("save" or "preview"))
        {
            Input.Do(op ?? "", NewGroup, All);
            return Page();
        }

        if (op == "save")
        {
            var kept = await plans.HandleAsync(Code, Change, BasedOn, Input, (Reason ?? "").Trim(), HttpContext.Act(clock), ct);
            return ModelState.AddProblems(AtFields(kept)) ? Page() : Redirect($"/office/items/{Uri.EscapeDataString(Code)}/form?change={kept.Value}&saved=true");
        }

        var edited = await plans.CheckAsync(Opened.Content, Input, ct);
        if (!ModelState.AddProblems(AtFields(edited)) && edited.TryGet(out var content))
        {
            TryState = states.Write(new TryState { Content = content.ToJson(), Name = Opened.Name });
            foreach (var kind in TryContents.Kinds(content).Where(_ => content.FormPlan is not null))
            {
                var composed = await forms.ComposeAsync(Code, Opened.Name, content, kind, ct);
                Preview = composed.TryGet(out var form) ? [.. Preview, form] : Preview;
            }
        }

        return Page();
    }

    private Outcome AtFields(Outcome outcome) => outcome.Ok ? outcome : Outcome.Refused([.. outcome.Problems.Select(p => p with { Field = Input.FieldOf(p.Field) })]);

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await plans.FindAsync(Code, Change, User.Actor()!, ct) is not { } opened)
        {
            return false;
        }

        (Opened, All) = (opened, await dictionaries.CurrentAsync(ct));
        return true;
    }
}
