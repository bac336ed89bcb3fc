using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>One item beside the entry above it, element by element, with the deviations that are allowed (01.20, 01.28).</summary>
[Authorize(Policy = AgreementSetup.Readers)]
[ResponseCache(NoStore = true)]
internal sealed class ItemAgreementPageModel(Database db, Pairs pairs, ProfilesInForce profiles, FixedElements elements, GrantException grant, TimeProvider clock) : PageModel
{
    internal sealed record Line(ElementDifference Difference, IReadOnlyList<string> Profiles, ProfileException? Allowed);

    internal sealed class GrantInput
    {
        public string? Element { get; set; }

        public string? Reason { get; set; }

        public DateOnly? Until { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public GrantInput Input { get; private set; } = new();

    public Item Item { get; private set; } = null!;

    /// <summary>As both are in force.</summary>
    public Pair? Compared { get; private set; }

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public bool MayGrant { get; private set; }

    public IReadOnlyList<SelectListItem> Grantable => [.. Lines.Where(l => l.Allowed is null).Select(l => new SelectListItem(l.Difference.Element.Name, l.Difference.Element.Key))];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostGrantAsync([FromForm] GrantInput input, CancellationToken ct)
    {
        ModelState.Clear();
        Input = input;
        return !await ShowAsync(ct) ? NotFound() : await AnswerAsync(await grant.GrantAsync(Code, input.Element ?? "", input.Reason, input.Until, HttpContext.Act(clock), ct), ct);
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] Guid id, CancellationToken ct)
    {
        ModelState.Clear();
        return !await ShowAsync(ct) ? NotFound() : await AnswerAsync(await grant.EndAsync(Code, id, HttpContext.Act(clock, "提前结束例外"), ct), ct);
    }

    private async Task<IActionResult> AnswerAsync(Outcome outcome, CancellationToken ct)
    {
        if (!ModelState.AddProblems(outcome))
        {
            return Redirect($"{DifferingPageModel.Path}/{Uri.EscapeDataString(Code)}");
        }

        return outcome.Problems[0].Kind == ProblemKind.NotFound ? outcome.ToPage() : await ShowAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await db.Set<Item>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(i => i.Code == Code, ct) is not { } item)
        {
            return false;
        }

        Item = item;
        if (await pairs.OfAsync(item.Id, ct) is { } pair)
        {
            var active = await profiles.ActiveAsync(ct);
            var allowed = (await elements.AllowedAsync([item.Id], ct)).DistinctBy(x => x.ElementKey).ToDictionary(x => x.ElementKey);
            Compared = pair;
            MayGrant = GrantException.MayGrant(actor, pair.Parent);
            Lines = [.. active.SelectMany(p => AgreementCheck.Of(pair.Own, item.Level, pair.Standard, p, item.Kind).Select(d => (p.Name, Difference: d)))
                .GroupBy(x => x.Difference.Element.Key).Select(g => new Line(g.First().Difference, [.. g.Select(x => x.Name)], allowed.GetValueOrDefault(g.Key)))];
        }

        return true;
    }
}
