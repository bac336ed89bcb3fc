using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Feedback.Model;
using Zhengtong.Feedback.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Feedback.Rate;

/// <summary>评价: by the party of the case, one occasion after another.</summary>
[Authorize(Policy = Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class RatePageModel(Database db, ICaseDirectory cases, RateCase rate, TimeProvider clock) : PageModel
{
    public static readonly IReadOnlyList<SelectListItem> LevelOptions =
        [.. Levels.All.Select(l => new SelectListItem($"{Levels.Name(l)}（{Levels.Stars(l)} 星）", l.ToString(System.Globalization.CultureInfo.InvariantCulture)))];

    public static readonly IReadOnlyList<SelectListItem> IndicatorOptions =
        [.. Levels.All.Select(l => new SelectListItem(Levels.Name(l), l.ToString(System.Globalization.CultureInfo.InvariantCulture)))];

    public CaseSummary Case { get; private set; } = null!;

    public IReadOnlyList<Rating> Given { get; private set; } = [];

    /// <summary>What is to be rated now; null when nothing is left.</summary>
    public Occasion? Now { get; private set; }

    public IReadOnlyList<Indicator> Asked => Now is null ? [] : IndicatorSet.Current.For(Now.Setting);

    [BindProperty]
    public string? Occasion { get; set; }

    [BindProperty]
    public int? Level { get; set; }

    /// <summary>Named, lest a post without any is bound to the other fields.</summary>
    [BindProperty(Name = nameof(Indicators))]
    public Dictionary<string, int?> Indicators { get; set; } = [];

    [BindProperty]
    public string? Text { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid caseId, CancellationToken ct) => await FindAsync(caseId, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid caseId, CancellationToken ct)
    {
        if (!await FindAsync(caseId, ct))
        {
            return NotFound();
        }

        var indicators = Indicators.Where(i => i.Value is not null).ToDictionary(i => i.Key, i => i.Value!.Value);
        var command = new RateCase.Command(caseId, Occasion ?? "", Level ?? 0, indicators, Text ?? "");
        return ModelState.AddProblems(await rate.HandleAsync(command, HttpContext.Act(clock), ct)) ? Page() : Redirect($"/rate/{caseId}");
    }

    public static string NameOf(string occasion) => ((Occasion[])[Rules.Occasion.Matter, Rules.Occasion.Intake, Rules.Occasion.PickUp]).First(o => o.Key == occasion).Name;

    private async Task<bool> FindAsync(Guid caseId, CancellationToken ct)
    {
        if (await cases.FindAsync(caseId, User.Actor()!, User.Party()!, ct) is not { } found)
        {
            return false;
        }

        Case = found;
        Given = await db.Set<Rating>().AsNoTracking().Where(r => r.CaseId == caseId).OrderBy(r => r.Id).ToListAsync(ct);
        Now = Rules.Occasion.Of(found).FirstOrDefault(o => Given.All(g => g.Occasion != o.Key));
        return true;
    }
}
