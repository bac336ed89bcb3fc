using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>提出咨询: what was answered to others is shown before the form, so that nobody waits for what is known.</summary>
[Authorize(Policy = Policies.Applicant)]
[EnableRateLimiting(EnquirySettings.Policy)]
[ResponseCache(NoStore = true)]
internal sealed class AskPageModel(
    AskEnquiry ask, ICatalogue catalogue, PublishAnswer answers, IOrganisations organisations, VisitorRegion regions, IOptions<EnquirySettings> settings, TimeProvider clock) : PageModel
{
    private const int MostKnown = 10;

    [BindProperty(SupportsGet = true, Name = "item")]
    public string? ItemCode { get; set; }

    [BindProperty]
    public Guid? OrganisationId { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public PublishedItem? Item { get; private set; }

    public IReadOnlyList<ItemQuestion> Known { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public RegionView Region { get; private set; } = RegionView.Nation;

    public int AnswerDays => settings.Value.AnswerDays;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var asked = await ask.HandleAsync(new(ItemCode, OrganisationId, Text), HttpContext.Act(clock, "网上咨询"), ct);
        return !ModelState.AddProblems(asked) ? Redirect($"/my/enquiries/{asked.Value}") : await ShowAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(ItemCode))
        {
            Item = await catalogue.FindAsync(ItemCode, ct);
            if (Item is null)
            {
                return false;
            }

            Known = [.. Item.Content.Questions, .. await answers.OfItemAsync(Item.ItemId, MostKnown, ct)];
            return true;
        }

        Region = await regions.ChosenAsync(HttpContext, ct);
        Organisations = Region.ServingCode.Length == 0
            ? []
            : [.. (await organisations.InRegionAsync(Region.ServingCode, ct)).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        return true;
    }
}
