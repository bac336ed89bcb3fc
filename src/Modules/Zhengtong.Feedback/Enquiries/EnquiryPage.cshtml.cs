using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Feedback.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>One enquiry as its asker sees it: what was said, asking once more, whether the answer helped.</summary>
[Authorize(Policy = Policies.Applicant)]
[EnableRateLimiting(EnquirySettings.Policy)]
[ResponseCache(NoStore = true)]
internal sealed class EnquiryPageModel(Database db, FollowUpEnquiry follow, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public Enquiry Enquiry { get; private set; } = null!;

    public IReadOnlyList<EnquiryTurn> Turns { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostFollowUpAsync(CancellationToken ct) => await AfterAsync(await follow.AskAgainAsync(Id, Text, HttpContext.Act(clock, "追问"), ct), ct);

    public async Task<IActionResult> OnPostJudgeAsync(bool satisfied, CancellationToken ct) => await AfterAsync(await follow.JudgeAsync(Id, satisfied, HttpContext.Act(clock, "评价答复"), ct), ct);

    /// <summary>The part of the guide that an answer points to.</summary>
    public static string GuideHref(string itemCode, string section) => $"/items/{Uri.EscapeDataString(itemCode)}{(section.Length > 0 ? "#" + section : "")}";

    private async Task<IActionResult> AfterAsync(Outcome outcome, CancellationToken ct)
    {
        ModelState.Clear();
        if (!ModelState.AddProblems(outcome))
        {
            return Redirect($"/my/enquiries/{Id}");
        }

        return outcome.Problems[0].Kind != ProblemKind.NotFound && await ShowAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        if (await db.EnquiriesOf(User.Party()!).AsNoTracking().SingleOrDefaultAsync(e => e.Id == Id, ct) is not { } enquiry)
        {
            return false;
        }

        (Enquiry, Turns) = (enquiry, await db.TurnsAsync(Id, ct));
        return true;
    }
}
