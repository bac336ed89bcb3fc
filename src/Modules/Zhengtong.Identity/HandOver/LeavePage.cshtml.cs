using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.HandOver;

/// <summary>What one member of staff has open, and to whom it goes when he leaves or changes post (08.17).</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class LeavePageModel(Depart depart, IEnumerable<IOpenWork> kinds, Database db, TimeProvider clock) : PageModel
{
    private const int TitlesShown = 5;

    internal sealed record Work(string Key, string Kind, string? Otherwise, int Count, IReadOnlyList<string> Titles);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public bool Moves { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Kind of work to the one who gets it.</summary>
    [BindProperty]
    public Dictionary<string, Guid?> To { get; set; } = [];

    public string Name { get; private set; } = "";

    public IReadOnlyList<Work> Open { get; private set; } = [];

    public IReadOnlyList<Colleague> Receivers { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var act = HttpContext.Act(clock, Reason?.Trim() ?? "");
            var done = await db.OnceAsync<Model.Departure>(act, () => depart.HandleAsync(Id, new Depart.Command(Moves, To), act, ct), ct);
            if (!ModelState.AddProblems(done))
            {
                return Redirect($"{DeparturesPageModel.Path}#d-{done.Value}");
            }
        }

        return await LoadAsync(ct) ?? Page();
    }

    public IEnumerable<SelectListItem> ChoicesOf(Work work) =>
        [new(work.Otherwise ?? "请选择", ""), .. Receivers.Select(c => new SelectListItem($"{c.Name}（{c.OrganisationName}{Roles.Names.GetValueOrDefault(c.Role, c.Role)}）", c.StaffId.ToString()))];

    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        var found = await db.StaffForAsync(User.Actor()!, Id, ct);
        if (!found.TryGet(out var member))
        {
            return found.Problems[0] == StaffScope.Oneself ? Redirect($"/office/staff/member/{Id}") : NotFound();
        }

        Name = member.Name;
        var open = new List<Work>();
        foreach (var kind in kinds)
        {
            var work = await kind.OfAsync(Id, TitlesShown, ct);
            open.Add(new Work(kind.Key, kind.Name, kind.Otherwise, work.Count, work.Titles));
        }

        (Open, Receivers) = (open, await depart.ReceiversAsync(Id, LegalDay.Today(clock), ct));
        return null;
    }
}
