using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Choose;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.ManualChecks;

/// <summary>人工校验: what one was given to check; for managers, what is checked in the region, and a form to give out a sample. Due first, paged by key (02.10).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class ChecksPageModel(Database db, AssignChecks assign, Choices choices, TimeProvider clock) : PageModel
{
    public const string Path = "/office/inspection/checks";
    private const int PageSize = 30;
    private const string Late = "late";
    private const string Done = "done";

    public static readonly IReadOnlyList<(string? Key, string Text)> States = [(null, "待校验"), (Late, "已超期"), (Done, "已完成")];

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>null: to be done, due first; late; done, the last first.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty]
    public AssignChecks.Command Input { get; set; } = new();

    public IReadOnlyList<ManualCheck> Checks { get; private set; } = [];

    public string? Next { get; private set; }

    /// <summary>Part of the name of the colleague who is looked for.</summary>
    [BindProperty]
    public string? FindReviewer { get; set; }

    /// <summary>Part of the name of the organisation that is looked for.</summary>
    [BindProperty]
    public string? FindOrganisation { get; set; }

    public Choice? Reviewers { get; private set; }

    public Choice? Organisations { get; private set; }

    public int? Assigned { get; private set; }

    public bool IsManager => User.Actor()!.Has(Roles.CatalogueManager);

    public DateOnly Today { get; } = LegalDay.Today(clock);

    public bool WholeRegion => Show == "region" && IsManager;

    public async Task OnGetAsync(string? after, int? assigned, CancellationToken ct)
    {
        Assigned = assigned;
        Input.Count = 5;
        await ShowAsync(after, ct);
    }

    /// <summary>Looks for a colleague or an organisation; what was typed and chosen stays.</summary>
    public async Task<IActionResult> OnPostFindAsync(CancellationToken ct)
    {
        if (!IsManager)
        {
            return Forbid();
        }

        ModelState.Clear();
        await ShowAsync(null, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!IsManager)
        {
            return Forbid();
        }

        ModelState.Clear();
        var act = HttpContext.Act(clock, "分配人工校验");
        var done = await db.OnceAsync<ManualCheck, int>(act, () => assign.HandleAsync(Input, act, ct), check => assign.CountAsync(check, ct), ct);
        if (!ModelState.AddProblems(done, nameof(Input)))
        {
            return Redirect($"{Path}?show=region&assigned={done.Value}");
        }

        await ShowAsync(null, ct);
        return Page();
    }

    public static string Href(bool region, string? state, string? after = null) =>
        QueryHelpers.AddQueryString(Path, new Dictionary<string, string?> { ["show"] = region ? "region" : null, ["state"] = state, ["after"] = after }.Where(x => x.Value is not null));

    /// <summary>What is to be done: due first. What is done: the last first.</summary>
    private IQueryable<ManualCheck> InOrder(IQueryable<ManualCheck> checks, (DateOnly Day, Guid Id)? after)
    {
        if (State == Done)
        {
            checks = after is var (before, last) ? checks.Where(c => c.DueOn < before || (c.DueOn == before && c.Id < last)) : checks;
            return checks.OrderByDescending(c => c.DueOn).ThenByDescending(c => c.Id);
        }

        checks = after is var (day, id) ? checks.Where(c => c.DueOn > day || (c.DueOn == day && c.Id > id)) : checks;
        return checks.OrderBy(c => c.DueOn).ThenBy(c => c.Id);
    }

    private async Task ShowAsync(string? after, CancellationToken ct)
    {
        var (me, region) = (User.Actor()!.Id, User.Actor()!.Post!.RegionCode);
        var checks = db.Set<ManualCheck>().AsNoTracking();
        checks = WholeRegion ? checks.Where(c => c.RegionCode.StartsWith(region)) : checks.Where(c => c.ReviewerId == me);
        checks = State == Done ? checks.Where(c => c.DoneAt != null) : checks.Where(c => c.DoneAt == null && c.WithdrawnAt == null);
        checks = State == Late ? checks.Where(c => c.DueOn < Today) : checks;
        var read = await InOrder(checks, DayCursor.Parse(after)).Take(PageSize + 1).ToListAsync(ct);
        Checks = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? Href(WholeRegion, State, DayCursor.Of(Checks[^1].DueOn, Checks[^1].Id)) : null;
        if (IsManager)
        {
            var find = Href(WholeRegion, State);
            find += (find == Path ? "?" : "&") + "handler=Find";
            Reviewers = Choices.People(
                new Choice("Input.ReviewerId", "校验人", nameof(FindReviewer), FindReviewer, [], Input.ReviewerId is { } reviewer ? [reviewer.ToString()] : [], null)
                {
                    Address = find, FindLabel = "查找人员", FindHint = "姓名或单位中的几个字，词之间用空格隔开", Many = false,
                },
                Input.ReviewerId is null && string.IsNullOrWhiteSpace(FindReviewer) ? [] : await assign.ReviewersAsync(User.Actor()!, ct));
            Organisations = await choices.OrganisationsAsync(
                new Choice("Input.OrganisationId", "只抽这个单位", nameof(FindOrganisation), FindOrganisation, [], Input.OrganisationId is { } organisation ? [organisation.ToString()] : [], null)
                {
                    Address = find, FindLabel = "查找单位", Many = false, Optional = true,
                },
                region, ct);
        }
    }
}
