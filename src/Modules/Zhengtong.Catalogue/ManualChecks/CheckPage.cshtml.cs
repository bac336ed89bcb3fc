using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.ManualChecks;

/// <summary>One item to check: the questions beside the elements they are about; afterwards, what was answered.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class CheckPageModel(Database db, InspectionData data, PublishedItems published, AnswerCheck answer, AssignChecks assign, PassOnCheck passOn, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public List<AnswerCheck.Line> Lines { get; set; } = [];

    [BindProperty]
    public Guid? ReviewerId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Who a manager can give it to instead; empty for others.</summary>
    public IReadOnlyList<SelectListItem> Reviewers { get; private set; } = [];

    public ManualCheck Check { get; private set; } = null!;

    public IReadOnlyList<ManualQuestion> Questions => data.Questions;

    public IReadOnlyList<ManualAnswer> Answers { get; private set; } = [];

    public ItemState State { get; private set; } = null!;

    public bool Mine => Check.ReviewerId == User.Actor()!.Id && Check.IsOpen;

    public IEnumerable<(string Name, IReadOnlyList<string> Lines)> ElementsOf(ManualQuestion question) =>
        question.Elements.Select(ItemElements.Find).OfType<ItemElement>().Select(e => (e.Name, (IReadOnlyList<string>)[.. e.Lines(State)]));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        Lines = [.. data.Questions.Select(q => new AnswerCheck.Line { Key = q.Key })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var done = await answer.HandleAsync(Id, Lines, HttpContext.Act(clock, "人工校验"), ct);
        if (!ModelState.AddProblems(done))
        {
            return Redirect($"{ChecksPageModel.Path}/{Id}");
        }

        if (done.Problems[0].Kind == ProblemKind.NotFound || !await ShowAsync(ct))
        {
            return NotFound();
        }

        var given = Lines.Where(l => l.Key is not null).DistinctBy(l => l.Key).ToDictionary(l => l.Key!, StringComparer.Ordinal);
        Lines = [.. data.Questions.Select(q => given.GetValueOrDefault(q.Key) ?? new AnswerCheck.Line { Key = q.Key })];
        return Page();
    }

    public Task<IActionResult> OnPostPassOnAsync(CancellationToken ct) => ManageAsync(act => passOn.ToAsync(Id, ReviewerId, Reason, act, ct), "改派人工校验", ct);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct) => ManageAsync(act => passOn.WithdrawAsync(Id, Reason, act, ct), "收回人工校验", ct);

    private async Task<IActionResult> ManageAsync(Func<Act, Task<Outcome>> manage, string what, CancellationToken ct)
    {
        ModelState.Clear();
        var done = await manage(HttpContext.Act(clock, what));
        if (!ModelState.AddProblems(done))
        {
            return Redirect($"{ChecksPageModel.Path}/{Id}");
        }

        Lines = [.. data.Questions.Select(q => new AnswerCheck.Line { Key = q.Key })];
        return done.Problems[0].Kind != ProblemKind.NotFound && await ShowAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        var (me, region) = (actor.Id, actor.Has(Roles.CatalogueManager) ? actor.Post!.RegionCode : "-");
        if (await db.Set<ManualCheck>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id && (c.ReviewerId == me || c.RegionCode.StartsWith(region)), ct) is not { } check)
        {
            return false;
        }

        Check = check;
        Reviewers = check.IsOpen
            ? [.. (await assign.ReviewersAsync(actor, ct)).Where(c => c.StaffId != check.ReviewerId).Select(c => new SelectListItem($"{c.Name}（{c.OrganisationName}）", c.StaffId.ToString()))]
            : [];
        var version = await published.VersionAsync(check.VersionId, ct);
        State = new ItemState("", version.Name, version.Content);
        Answers = await db.Set<ManualAnswer>().AsNoTracking().Where(a => a.CheckId == Id).ToListAsync(ct);
        return true;
    }
}
