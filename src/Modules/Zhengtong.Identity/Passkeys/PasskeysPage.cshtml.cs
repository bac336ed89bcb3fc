using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Passkeys;

/// <summary>One's own passkeys, of applicants and of staff.</summary>
[Authorize(Policies.SignedIn)]
[RequiresFreshProof("Ask", "Add", "Remove")]
[ResponseCache(NoStore = true)]
internal sealed class PasskeysPageModel(KeepPasskeys keep, TimeProvider clock) : PageModel
{
    private const int Longest = 20_000;

    public IReadOnlyList<KeepPasskeys.Row> Rows { get; private set; } = [];

    public bool Added { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Where one proves oneself before a passkey is added or removed; null when that is fresh.</summary>
    public string? Lead => RequiresFreshProofAttribute.LeadOf(HttpContext);

    public async Task OnGetAsync(bool added, CancellationToken ct)
    {
        Added = added;
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct) => Content(await keep.AskAsync(HttpContext, User.AccountId(), ct), "application/json");

    public async Task<IActionResult> OnPostAddAsync([FromForm] string? credential, [FromForm] string? name, CancellationToken ct)
    {
        await LoadAsync(ct);
        Name = name ?? "";
        var added = credential is { Length: > 0 and < Longest } ? await keep.AddAsync(HttpContext, User.AccountId(), credential, name, HttpContext.Act(clock), ct) : KeepPasskeys.NotTaken;
        return ModelState.AddProblems(added) ? Page() : Redirect("/account/passkeys?added=true");
    }

    public async Task<IActionResult> OnPostRenameAsync([FromForm] Guid id, [FromForm] string? name, CancellationToken ct)
    {
        await LoadAsync(ct);
        return ModelState.AddProblems(await keep.RenameAsync(User.AccountId(), id, name, ct)) ? Page() : Redirect("/account/passkeys");
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] Guid id, CancellationToken ct)
    {
        await LoadAsync(ct);
        return ModelState.AddProblems(await keep.RemoveAsync(User.AccountId(), id, HttpContext.Act(clock), ct)) ? Page() : Redirect("/account/passkeys");
    }

    private async Task LoadAsync(CancellationToken ct) => Rows = await keep.ListAsync(User.AccountId(), ct);
}
