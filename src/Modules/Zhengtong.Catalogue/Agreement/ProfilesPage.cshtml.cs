using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>The profiles as they stand today, what counts from a later day and what waits for a second person (01.03, 01.04, 01.05).</summary>
[Authorize(Policy = SaveProfile.Policy)]
[ResponseCache(NoStore = true)]
internal sealed class ProfilesPageModel(SaveProfile save) : PageModel
{
    public const string Path = "/office/agreement/profiles";

    public IReadOnlyList<SaveProfile.Row> Profiles { get; private set; } = [];

    public bool MayKeep => SaveProfile.MayKeep(User.Actor()!);

    public async Task OnGetAsync(CancellationToken ct) => Profiles = await save.ListAsync(ct);

    public static string LevelsOf(ProfileFacts facts) => string.Join("、", facts.Levels.Select(ItemElements.Level));

    public static string ElementsOf(ProfileFacts facts) => string.Join("、", facts.Elements.Select(e => ItemElements.Find(e)?.Name ?? e));
}

/// <summary>One profile: its elements and levels to choose, a trial of the effect, its history. Edited here and nowhere in code (01.03).</summary>
[Authorize(Policy = SaveProfile.Policy)]
[ResponseCache(NoStore = true)]
internal sealed class ProfilePageModel(Database db, SaveProfile save, Pairs pairs, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Key { get; set; }

    public SaveProfile.Command Input { get; private set; } = new();

    public IReadOnlyList<ElementProfileVersion> History { get; private set; } = [];

    public ElementProfile? Profile { get; private set; }

    /// <summary>What waits for a second person.</summary>
    public ProfileFacts? Draft => Profile?.Proposed;

    public bool DraftIsOwn => Profile?.DraftedById == User.Actor()!.Id;

    public string? Answer { get; private set; }

    public string Title => Key is null ? "新增统一标准" : History.Count > 0 ? History[0].Name : Draft?.Name ?? Key;

    public SaveProfile.Trial? Trial { get; private set; }

    public bool MayKeep => SaveProfile.MayKeep(User.Actor()!);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        var facts = Draft is { } draft && (DraftIsOwn || History.Count == 0) ? draft : History.Count > 0 ? History[0].Facts() : null;
        Input = new SaveProfile.Command
        {
            Name = facts?.Name,
            Elements = [.. facts?.Elements ?? []],
            Levels = [.. facts?.Levels ?? [2, 3, 4, 5, 6]],
            Active = facts?.Active ?? false,
            EffectiveOn = LegalDay.Today(clock),
            Number = History.Count > 0 ? History[0].Number : 0,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = nameof(Input))] SaveProfile.Command input, CancellationToken ct)
    {
        ModelState.Clear();
        Input = input;
        var saved = await save.HandleAsync(Key, input, HttpContext.Act(clock), ct);
        if (!ModelState.AddProblems(saved, nameof(Input)))
        {
            return Redirect(ProfilesPageModel.Path);
        }

        return saved.Problems[0].Kind is ProblemKind.NotFound or ProblemKind.Forbidden ? saved.ToPage() : await ShowAsync(ct) ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostApproveAsync([FromForm] int revision, CancellationToken ct) => AnsweredAsync(save.ApproveAsync(Key ?? "", revision, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostDiscardAsync([FromForm] string? answer, CancellationToken ct)
    {
        Answer = answer;
        return AnsweredAsync(save.DiscardAsync(Key ?? "", answer, HttpContext.Act(clock), ct), ct);
    }

    private async Task<IActionResult> AnsweredAsync(Task<Outcome> answering, CancellationToken ct)
    {
        var done = await answering;
        db.ChangeTracker.Clear();
        ModelState.Clear();
        if (!ModelState.AddProblems(done))
        {
            return Redirect(ProfilesPageModel.Path);
        }

        return done.Problems[0].Kind is ProblemKind.NotFound || !SaveProfile.MayKeep(User.Actor()!) ? done.ToPage() : await OnGetAsync(ct);
    }

    public async Task<IActionResult> OnPostTryAsync([Bind(Prefix = nameof(Input))] SaveProfile.Command input, CancellationToken ct)
    {
        ModelState.Clear();
        Input = input;
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        var tried = await save.TryAsync(input, User.Actor()!, pairs, ct);
        if (!ModelState.AddProblems(tried, nameof(Input)))
        {
            Trial = tried.Value;
        }

        return Page();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        if (Key is not { } key)
        {
            return true;
        }

        Profile = await db.Set<ElementProfile>().AsNoTracking().SingleOrDefaultAsync(p => p.Key == key, ct);
        if (Profile?.Id is { } id)
        {
            History = await db.Set<ElementProfileVersion>().AsNoTracking().Where(v => v.ProfileId == id).OrderByDescending(v => v.Number).ToListAsync(ct);
        }

        return Profile is not null && (History.Count > 0 || Draft is not null);
    }
}
