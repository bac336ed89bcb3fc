using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Delegations;

/// <summary>授权与代办: whom one lets act, and for whom one may act. It is about the person, whomever he acts for at the moment (08.10).</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class DelegationsPageModel(DelegationList list) : PageModel
{
    public IReadOnlyList<DelegationList.Row> Offered { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public DelegationList.Page Given { get; private set; } = new([], null);

    public DelegationList.Page Taken { get; private set; } = new([], null);

    public string With(string key, Guid after) => $"/my/delegations?{key}={after}{(string.IsNullOrWhiteSpace(Q) ? "" : "&q=" + Uri.EscapeDataString(Q.Trim()))}";

    public async Task OnGetAsync(Guid? given, Guid? taken, CancellationToken ct)
    {
        var (person, words) = (User.Actor()!.Id, Q?.Trim() ?? "");
        Offered = await list.OfferedAsync(person, ct);
        Given = await list.GivenAsync(person, words, given, ct);
        Taken = await list.TakenAsync(person, words, taken, ct);
    }
}
