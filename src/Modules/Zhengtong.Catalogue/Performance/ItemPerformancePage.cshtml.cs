using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Performance;

/// <summary>How one item is implemented: its versions in figures, its real use, its evaluations (01.43).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class ItemPerformanceModel(Database db, IItemUse use, EvaluateItem evaluate, TimeProvider clock) : PageModel
{
    private const int MostVersions = 50;

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public EvaluateItem.Command Input { get; set; } = new();

    public Item Item { get; private set; } = null!;

    public IReadOnlyList<VersionFigures> Versions { get; private set; } = [];

    public IReadOnlyList<ItemUse> Use { get; private set; } = [];

    public IReadOnlyList<ItemEvaluation> Evaluations { get; private set; } = [];

    public bool MayRate => User.Actor()!.Has(Roles.CatalogueManager);

    public DateOnly Today => LegalDay.Today(clock);

    public bool MayAnswer { get; private set; }

    public IReadOnlyList<SelectListItem> Ratings { get; } = [.. Enum.GetValues<EvaluationRating>().Select(r => new SelectListItem(r.Name(), ((int)r).ToString(CultureInfo.InvariantCulture)))];

    public string OnTime => Share(Use.Sum(u => u.OnTime), Use.Sum(u => u.Decided));

    public string Commitments => Share(Use.Sum(u => u.Commitments), Use.Sum(u => u.Cases));

    public string Reduction { get; private set; } = "";

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostRateAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var act = HttpContext.Act(clock, "评价事项绩效");
        return await DoneAsync(await db.OnceAsync<ItemEvaluation>(act, () => evaluate.RateAsync(Code, Input, act, ct), ct), nameof(Input), ct);
    }

    public async Task<IActionResult> OnPostAnswerAsync(Guid evaluation, string? answer, CancellationToken ct)
    {
        ModelState.Clear();
        return await DoneAsync(await evaluate.AnswerAsync(evaluation, answer, HttpContext.Act(clock, "报告整改"), ct), "", ct);
    }

    private static string Share(int part, int whole) => whole == 0 ? "无" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.#}%");

    private async Task<IActionResult> DoneAsync(Outcome done, string prefix, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        return ModelState.AddProblems(done, prefix) ? await ShowAsync(ct) : Redirect($"/office/items/{Code}/performance");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await db.Set<Item>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(i => i.Code == Code && i.Kind == ItemKind.Implementation, ct) is not { } item)
        {
            return NotFound();
        }

        Item = item;
        MayAnswer = await db.Set<Item>().KeptBy(actor).AnyAsync(i => i.Id == item.Id, ct);
        var newest = item.CurrentVersion - MostVersions;
        Versions = [.. (await db.Set<ItemVersion>().AsNoTracking()
            .Where(v => v.ItemId == item.Id && (v.Number == 1 || v.Number > newest))
            .OrderBy(v => v.Number).ToListAsync(ct)).Select(VersionFigures.Of)];
        var now = clock.GetUtcNow().UtcDateTime;
        Use = await use.OfAsync([item.Id], LegalDay.StartUtc(LegalDay.Of(now).AddMonths(-12)), Act.Micro(now).AddDays(1), ct);
        Evaluations = await db.Set<ItemEvaluation>().AsNoTracking().Where(e => e.ItemId == item.Id).OrderByDescending(e => e.Id).Take(MostVersions).ToListAsync(ct);
        var (first, last) = (Versions[0], Versions[^1]);
        Reduction = $"材料 {first.Materials} → {last.Materials}，环节 {first.Steps} → {last.Steps}，承诺时限 {Days(first)} → {Days(last)}，合计精简 {last.SavedSince(first)}。";
        return Page();
    }

    private static string Days(VersionFigures of) => of.Days is { } days ? $"{days} 个工作日" : "未承诺";
}
