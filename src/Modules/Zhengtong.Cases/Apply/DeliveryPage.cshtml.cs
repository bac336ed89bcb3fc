using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Cases.Deliver;
using Zhengtong.Identity.Contracts;

namespace Zhengtong.Cases.Apply;

/// <summary>How the result reaches the applicant.</summary>
internal sealed class DeliveryPageModel(SaveDraft save, IParties parties) : DraftPageModel
{
    [BindProperty]
    public string Delivery { get; set; } = "";

    [BindProperty]
    public string? DeliveryAddress { get; set; }

    public IEnumerable<SelectListItem> Methods => DeliveryMethods.Of(Open.Item.Content).Select(m => new SelectListItem(DeliveryMethods.Names[m], m));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } elsewhere)
        {
            return elsewhere;
        }

        (Revision, Delivery, DeliveryAddress) = (Open.Draft.Revision, Open.Draft.Delivery, Open.Draft.DeliveryAddress);
        if (DeliveryAddress.Length == 0 && !Open.AtWindow)
        {
            DeliveryAddress = (await parties.FindAsync(Open.Draft.PartyId, ct))?.Address;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var done = await save.DeliveryAsync(Id, Revision, Delivery ?? "", DeliveryAddress ?? "", Act(), ct);
        return done.Ok ? Redirect($"/apply/draft/{Id}") : await AgainAsync(done, ct);
    }
}
