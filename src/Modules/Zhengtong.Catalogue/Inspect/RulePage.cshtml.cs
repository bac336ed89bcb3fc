using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>One added rule: its wording, its trials, its publishing and its end.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class RulePageModel(Database db, EditRule edit, TimeProvider clock) : PageModel
{
    public static readonly IReadOnlyList<(string Code, string Name)> Types = [.. ItemTypeNames.All.Select(t => (t.Key, t.Value)), ("30", "备案")];

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public EditRule.Command Input { get; set; } = new();

    [BindProperty]
    public DateOnly? EffectiveOn { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public int? Revision { get; set; }

    public InspectionRule? Rule { get; private set; }

    public RuleTrial? Trial { get; private set; }

    public IReadOnlyList<InspectionRuleVersion> Versions { get; private set; } = [];

    public IReadOnlyList<SelectListItem> ElementOptions { get; } = [.. ItemElements.All.Select(e => new SelectListItem(e.Name, e.Key))];

    public IEnumerable<(string Code, string Name)> Examples =>
        (Trial?.Examples ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('|', 2)).Select(p => (p[0], p.Length > 1 ? p[1] : ""));

    public bool AskedForEnd => Rule?.EndAskedById == User.Actor()!.Id;

    public bool IsAuthor => Rule?.AuthorId == User.Actor()!.Id;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        if (Rule?.Text is { } text)
        {
            Input = new EditRule.Command
            {
                Title = text.Title, Why = text.Why, Source = text.Source, Element = text.Element, Blocks = text.Blocks,
                Types = [.. text.TypeList], Levels = [.. text.LevelList], Days = text.Days, Remedy = text.Remedy, Expression = text.Expression, Revision = Rule.Revision,
            };
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        // A tick that is not set does not arrive.
        Input.Blocks = Request.Form["Input.Blocks"].Count > 0;
        ModelState.Clear();
        var saved = await edit.SaveAsync(Id, Input, HttpContext.Act(clock, "编写检测规则"), ct);
        return !ModelState.AddProblems(saved, nameof(Input)) ? Redirect($"{RulesPageModel.Path}/rule/{saved.Value}") : await AgainAsync(saved, ct);
    }

    public Task<IActionResult> OnPostTryAsync(CancellationToken ct) => DoAsync(async () => await edit.TryAsync(Id ?? Guid.Empty, HttpContext.Act(clock, "试运行检测规则"), ct), ct);

    public Task<IActionResult> OnPostPublishAsync(CancellationToken ct) => DoAsync(() => edit.PublishAsync(Id ?? Guid.Empty, Revision, EffectiveOn, HttpContext.Act(clock, "发布检测规则"), ct), ct);

    public Task<IActionResult> OnPostAskEndAsync(CancellationToken ct) => DoAsync(() => edit.AskEndAsync(Id ?? Guid.Empty, Reason, HttpContext.Act(clock, "提出停用检测规则"), ct), ct);

    public Task<IActionResult> OnPostRetireAsync(CancellationToken ct) => DoAsync(() => edit.RetireAsync(Id ?? Guid.Empty, Revision, HttpContext.Act(clock, "停用检测规则"), ct), ct);

    public Task<IActionResult> OnPostKeepAsync(CancellationToken ct) => DoAsync(() => edit.KeepAsync(Id ?? Guid.Empty, HttpContext.Act(clock, "保留检测规则"), ct), ct);

    private async Task<IActionResult> DoAsync(Func<Task<Outcome>> act, CancellationToken ct)
    {
        ModelState.Clear();
        var done = await act();
        return !ModelState.AddProblems(done) ? Redirect($"{RulesPageModel.Path}/rule/{Id}") : await AgainAsync(done, ct, refill: true);
    }

    private async Task<IActionResult> AgainAsync(Outcome refused, CancellationToken ct, bool refill = false)
    {
        if (refused.Problems[0].Kind == ProblemKind.NotFound)
        {
            return NotFound();
        }

        return refill ? await OnGetAsync(ct) : await ShowAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        if (Id is not { } id)
        {
            return true;
        }

        var region = User.Actor()!.Post!.RegionCode;
        Rule = await db.Set<InspectionRule>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.RegionCode == region, ct);
        if (Rule is null)
        {
            return false;
        }

        Trial = await db.Set<RuleTrial>().AsNoTracking().Where(t => t.RuleId == id).OrderByDescending(t => t.StartedAt).ThenByDescending(t => t.Id).FirstOrDefaultAsync(ct);
        Versions = await db.Set<InspectionRuleVersion>().AsNoTracking().Where(v => v.RuleId == id).OrderByDescending(v => v.Number).ToListAsync(ct);
        return true;
    }
}
