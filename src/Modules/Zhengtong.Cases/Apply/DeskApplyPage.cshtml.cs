using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Apply;

/// <summary>A window clerk begins an application for somebody who is present: item of his own region, then the applicant by the document shown.</summary>
[Authorize(Policies.Window)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class DeskApplyPageModel(Database db, ICatalogue catalogue, PartyAtHand present, StartDraft start, TimeProvider clock) : PageModel
{
    private const int Found = 20;

    /// <summary>Words of the search.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public Person Input { get; set; } = new();

    public PublishedItem? Item { get; private set; }

    public IReadOnlyList<ItemSummary> Items { get; private set; } = [];

    public IReadOnlyList<Draft> Drafts { get; private set; } = [];

    internal sealed class Person
    {
        [StringLength(10)]
        public string IdKind { get; set; } = DocumentKinds.ResidentCard;

        [StringLength(30)]
        public string IdNumber { get; set; } = "";

        [StringLength(200)]
        public string Name { get; set; } = "";

        [StringLength(20)]
        public string? Phone { get; set; }

        [StringLength(300)]
        public string? Address { get; set; }

        [StringLength(50)]
        public string? LegalRepresentative { get; set; }
    }

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Item is null || !ModelState.IsValid)
        {
            return Page();
        }

        var act = HttpContext.Act(clock, "窗口代为申请");
        var party = await present.FindOrRegisterAsync(new(Input.IdNumber, Input.Name, Input.Phone ?? "", Input.Address ?? "", Input.LegalRepresentative ?? "", Input.IdKind), act, ct);
        if (!party.TryGet(out var profile))
        {
            ModelState.AddProblems(party, nameof(Input));
            return Page();
        }

        var started = await start.AtWindowAsync(Item.Code, profile, act, ct);
        return started.TryGet(out var id)
            ? Redirect(Item.Content is { Asks: false, Situations.Count: > 1 } || SubmissionCheck.Modes(Item).Count > 1 ? $"/apply/draft/{id}/mode" : StartPageModel.First(Item, id))
            : ModelState.AddProblems(started) ? Page() : throw new InvalidOperationException("A refusal has problems.");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var (actor, region) = (User.Actor()!, User.Actor()!.Post!.RegionCode);
        if (!string.IsNullOrEmpty(Code))
        {
            var item = await catalogue.FindAsync(Code, ct);
            Item = item?.RegionCode.StartsWith(region, StringComparison.Ordinal) == true ? item : null;
            if (Item is null)
            {
                ModelState.AddProblems((Outcome)(await catalogue.IsDelistedAsync(Code, ct) ? StartDraft.Delisted : StartDraft.OutsideRegion));
            }
        }
        else if (!string.IsNullOrWhiteSpace(Q))
        {
            Items = await catalogue.SearchAsync(Q, region, Found, ct);
        }

        if (Item is null)
        {
            Drafts = await db.Set<Draft>().AsNoTracking().Where(d => d.CreatedById == actor.Id && d.WindowRegion == region).Open().OrderByDescending(d => d.SavedAt).Take(Found).ToListAsync(ct);
        }
    }
}
