using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Space.Copies;

/// <summary>A copy of everything: asked for with a fresh proof, its progress, and the way to it.</summary>
[Authorize(Policies.Applicant)]
[OpenBeforeAgreeing]
[RequiresFreshProof("Ask")]
[ResponseCache(NoStore = true)]
internal sealed class CopyPageModel(Database db, AskCopy ask, IOptions<SpaceSettings> settings, TimeProvider clock) : PageModel
{
    public const string Path = SpacePageModel.Path + "/copy";
    private const long Megabyte = 1024 * 1024;

    [BindProperty(SupportsGet = true)]
    public bool Missing { get; set; }

    /// <summary>The person himself, or the legal representative.</summary>
    public bool Disposes { get; private set; }

    public SpaceCopy? Copy { get; private set; }

    public int Days => settings.Value.CopyDays;

    public string SizeText => Copy!.Size < Megabyte ? $"{(Copy.Size + 1023) / 1024} KB" : $"{Copy.Size / (decimal)Megabyte:0.0} MB";

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct) => await DoAsync(await ask.HandleAsync(HttpContext.Act(clock), ct), ct);

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken ct) => await DoAsync(await ask.DiscardAsync(HttpContext.Act(clock), ct), ct);

    private async Task<IActionResult> DoAsync(Outcome done, CancellationToken ct)
    {
        ModelState.Clear();
        if (!ModelState.AddProblems(done))
        {
            return Redirect(Path);
        }

        db.ChangeTracker.Clear();
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var act = HttpContext.Act(clock);
        Disposes = await db.DisposesAsync(act, ct);
        var copy = Disposes ? await db.CopyOf(act.Party).AsNoTracking().SingleOrDefaultAsync(ct) : null;
        Copy = copy?.MadeAt is null || copy.Offered(act.At) ? copy : null;
    }
}
