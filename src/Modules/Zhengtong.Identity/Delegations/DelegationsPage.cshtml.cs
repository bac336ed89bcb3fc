using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Delegations;

/// <summary>授权与代办: whom one lets act, and for whom one may act. It is about the person, whomever he acts for at the moment (08.10).</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class DelegationsPageModel(DelegationList list, SealedWords sealing) : PageModel
{
    public IReadOnlyList<DelegationList.Row> Offered { get; private set; } = [];

    /// <summary>The beginning of the other's name, or his whole phone number: sent, and sealed in the address that shows what was found.</summary>
    public string Words { get; private set; } = "";

    public DelegationList.Page Given { get; private set; } = new([], null);

    public DelegationList.Page Taken { get; private set; } = new([], null);

    public string With(string key, Guid after) => Href((key, after.ToString()), ("q", sealing.Seal(Words)));

    public async Task OnGetAsync(string? q, Guid? given, Guid? taken, CancellationToken ct)
    {
        (var person, Words) = (User.Actor()!.Id, sealing.Open(q) ?? "");
        Offered = await list.OfferedAsync(person, ct);
        Given = await list.GivenAsync(person, Words, given, ct);
        Taken = await list.TakenAsync(person, Words, taken, ct);
    }

    public IActionResult OnPostFind([FromForm] string? words) => Redirect(Href(("q", sealing.Seal(words))));

    private static string Href(params (string Name, string? Value)[] query) =>
        QueryHelpers.AddQueryString("/my/delegations", query.Where(x => !string.IsNullOrEmpty(x.Value)).Select(x => KeyValuePair.Create(x.Name, x.Value)));
}
