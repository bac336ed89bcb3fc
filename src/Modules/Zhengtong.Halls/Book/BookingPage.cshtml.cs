using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Halls.Book;

/// <summary>One booking of the party: where and when to come, the code as QR, what to bring; giving it up. The printed slip shows the same.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal class BookingPageModel(Database db, CancelBooking cancel, ICatalogue catalogue, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Booking Booking { get; private set; } = null!;

    public Hall Hall { get; private set; } = null!;

    public string WindowName { get; private set; } = "";

    public IReadOnlyList<ItemMaterial> Materials { get; private set; } = [];

    /// <summary>What a visitor plans by and would not find working, in words.</summary>
    public IReadOnlyList<string> OutOfOrder { get; private set; } = [];

    public bool Changeable => Booking.Live && !Booking.Begun(clock.GetUtcNow().UtcDateTime);

    public IHtmlContent Qr => new HtmlString(QrImage.Svg(Booking.Code, "预约码二维码"));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostCancelAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        return ModelState.AddProblems(await cancel.HandleAsync(Id, HttpContext.Act(clock, "本人取消"), ct)) ? Page() : Redirect($"/my/bookings/{Id}");
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        var found = await (
            from b in db.Set<Booking>().AsNoTracking().OfParty(User.Actor()!, User.Party()!)
            join h in db.Set<Hall>().AsNoTracking() on b.HallId equals h.Id
            join w in db.Set<WindowKind>().AsNoTracking() on b.WindowKindId equals w.Id
            where b.Id == Id
            select new { b, h, w.Name }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return false;
        }

        (Booking, Hall, WindowName) = (found.b, found.h, found.Name);
        var today = LegalDay.Today(clock);
        var broken = await db.Set<Facility>().AsNoTracking().Where(f => f.HallId == Hall.Id && f.Number > 0 && f.OutSince != null).OrderBy(f => f.Kind).ToListAsync(ct);
        OutOfOrder = [.. broken.Where(f => f.Kind.MattersToVisit()).Select(f => FacilityRule.OutText(f, today))];
        Materials = Booking.ItemCode.Length > 0 && await catalogue.FindAsync(Booking.ItemCode, ct) is { } item
            ? [.. item.Content.Materials.Where(m => m.Need == MaterialNeed.Required)]
            : [];
        return true;
    }
}

/// <summary>预约凭条.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal sealed class SlipPageModel(Database db, CancelBooking cancel, ICatalogue catalogue, TimeProvider clock) : BookingPageModel(db, cancel, catalogue, clock);
