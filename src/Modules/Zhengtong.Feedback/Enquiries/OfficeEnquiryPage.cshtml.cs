using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Feedback.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>One enquiry at the organisation that answers: answering, forwarding, proposing to publish, the lead's decision.</summary>
[Authorize(Policy = Policies.Office)]
[ResponseCache(NoStore = true)]
internal sealed class OfficeEnquiryPageModel(Database db, AnswerEnquiry answer, PublishAnswer publish, IOrganisations organisations, TimeProvider clock) : PageModel
{
    public static readonly IReadOnlyList<SelectListItem> SectionOptions = [.. AnswerEnquiry.Sections.Select(s => new SelectListItem(s.Value, s.Key))];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Section { get; set; }

    [BindProperty]
    public Guid? OrganisationId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? PublicQuestion { get; set; }

    [BindProperty(Name = "PublicAnswer")]
    public string? PublicText { get; set; }

    public Enquiry Enquiry { get; private set; } = null!;

    public IReadOnlyList<EnquiryTurn> Turns { get; private set; } = [];

    public PublicAnswer? Public { get; private set; }

    public IReadOnlyList<SelectListItem> Others { get; private set; } = [];

    public bool Lead => User.Actor()!.Has(Roles.AcceptanceLead);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAnswerAsync(CancellationToken ct) => await AfterAsync(await answer.AnswerAsync(Id, Text, Section, Act("答复咨询"), ct), $"/office/enquiries/{Id}", ct);

    /// <summary>Forwarded, it is no longer this organisation's to see.</summary>
    public async Task<IActionResult> OnPostForwardAsync(CancellationToken ct) => await AfterAsync(await answer.ForwardAsync(Id, OrganisationId, Reason, Act("转交咨询"), ct), "/office/enquiries", ct);

    public async Task<IActionResult> OnPostProposeAsync(CancellationToken ct) =>
        await AfterAsync(await publish.ProposeAsync(Id, PublicQuestion, PublicText, Act("提出公开"), ct), $"/office/enquiries/{Id}", ct);

    public async Task<IActionResult> OnPostPublishAsync(CancellationToken ct) => await AfterAsync(await publish.DecideAsync(Id, true, Act("审核公开"), ct), $"/office/enquiries/{Id}", ct);

    public async Task<IActionResult> OnPostTakeBackAsync(CancellationToken ct) => await AfterAsync(await publish.DecideAsync(Id, false, Act("撤下公开的答复"), ct), $"/office/enquiries/{Id}", ct);

    private Act Act(string reason) => HttpContext.Act(clock, reason);

    private async Task<IActionResult> AfterAsync(Outcome outcome, string next, CancellationToken ct)
    {
        ModelState.Clear();
        if (!ModelState.AddProblems(outcome))
        {
            return Redirect(next);
        }

        return outcome.Problems[0].Kind != ProblemKind.NotFound && await ShowAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        if (await db.EnquiriesFor(User.Actor()!.Post!).AsNoTracking().SingleOrDefaultAsync(e => e.Id == Id, ct) is not { } enquiry)
        {
            return false;
        }

        (Enquiry, Turns) = (enquiry, await db.TurnsAsync(Id, ct));
        if (enquiry.Waiting)
        {
            Others = [.. (await organisations.InRegionAsync(enquiry.RegionCode, ct)).Where(o => o.Id != enquiry.OrganisationId).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        }
        else
        {
            Public = await db.Set<PublicAnswer>().AsNoTracking().SingleOrDefaultAsync(p => p.EnquiryId == Id, ct);
            PublicQuestion ??= Public?.Question ?? Turns[0].Text;
            PublicText ??= Public?.Answer ?? Turns.Last(t => t.Kind == TurnKind.Answer).Text;
        }

        return true;
    }
}
