using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.GuideFeedback;

/// <summary>The form behind “指南有误？”, open to everybody.</summary>
[AllowAnonymous]
[EnableRateLimiting(RemarkOnGuide.Limit)]
[ResponseCache(NoStore = true)]
internal sealed class RemarkPageModel(Database db, RemarkOnGuide remark, TimeProvider clock) : PageModel
{
    private const string Reason = "指南纠错";

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public RemarkOnGuide.Command Input { get; set; } = new();

    public string ItemName { get; private set; } = "";

    public string OrganisationName { get; private set; } = "";

    public bool Sent { get; private set; }

    public IReadOnlyList<SelectListItem> ElementOptions { get; } =
        [.. RemarkOnGuide.Elements.Select(k => new SelectListItem(k == "remarks" ? "其他内容" : ItemElements.Find(k)!.Name, k))];

    public async Task<IActionResult> OnGetAsync(bool sent, CancellationToken ct)
    {
        Sent = sent;
        return await ShowAsync(ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var act = User.Actor() is null ? Act.BySystem(Reason, clock.GetUtcNow().UtcDateTime) with { Once = HttpContext.Once(clock) } : HttpContext.Act(clock, Reason);
        var done = await db.OnceAsync<Finding>(act, () => remark.HandleAsync(Code, Input, act, ct), ct);
        if (!ModelState.AddProblems(done, nameof(Input)))
        {
            return Redirect($"/guide-feedback/{Uri.EscapeDataString(Code)}?sent=true");
        }

        return done.Problems[0].Kind != ProblemKind.NotFound && await ShowAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        // As the guide in force says it: nothing of a version that waits, nor of what is kept off the platform.
        if (await db.Set<ItemIndex>().AsNoTracking().Where(x => x.Code == Code).Select(x => new { x.Name, x.OrganisationName, x.RegionCode }).SingleOrDefaultAsync(ct) is not { } item)
        {
            return false;
        }

        (ItemName, OrganisationName) = (item.Name, RemarkOnGuide.Answers(item.RegionCode, item.OrganisationName));
        return true;
    }
}
