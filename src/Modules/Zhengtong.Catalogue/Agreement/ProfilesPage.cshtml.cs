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

/// <summary>The profiles as they stand today (01.03, 01.04, 01.05).</summary>
[Authorize(Policy = SaveProfile.Policy)]
[ResponseCache(NoStore = true)]
internal sealed class ProfilesPageModel(SaveProfile save) : PageModel
{
    public const string Path = "/office/agreement/profiles";

    public IReadOnlyList<(string Key, ElementProfileVersion Version)> Profiles { get; private set; } = [];

    public bool MayKeep => SaveProfile.MayKeep(User.Actor()!);

    public async Task OnGetAsync(CancellationToken ct) => Profiles = await save.ListAsync(ct);

    public static string LevelsOf(ElementProfileVersion version) => string.Join("、", version.Facts().Levels.Select(ItemElements.Level));
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

    public SaveProfile.Trial? Trial { get; private set; }

    public bool MayKeep => SaveProfile.MayKeep(User.Actor()!);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        var facts = History.Count > 0 ? History[0].Facts() : null;
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
        var key = Key;
        History = key is null
            ? []
            : await db.Set<ElementProfileVersion>().AsNoTracking().Where(v => db.Set<ElementProfile>().Any(p => p.Id == v.ProfileId && p.Key == key))
                .OrderByDescending(v => v.Number).ToListAsync(ct);
        return key is null || History.Count > 0;
    }
}
