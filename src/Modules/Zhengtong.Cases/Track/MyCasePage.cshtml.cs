using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Track;

/// <summary>One case of the party: its timeline, documents, materials, delivery and what one may do. Somebody else's is not found.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal sealed class MyCasePageModel(Database db, CaseTimeline timelines, ICatalogue catalogue) : PageModel
{
    public Case Case { get; private set; } = null!;

    public TimelineView Timeline { get; private set; } = null!;

    public IReadOnlyList<CaseMaterial> Materials { get; private set; } = [];

    public Delivery? Delivery { get; private set; }

    public Result? Result { get; private set; }

    /// <summary>Whom to ask about this case (首问负责, 03.15).</summary>
    public Duty? Duty { get; private set; }

    /// <summary>The office phone of the item; empty when its guide gives none.</summary>
    public string ContactPhone { get; private set; } = "";

    /// <summary>The newest fee order that still stands.</summary>
    public FeeOrder? Fee { get; private set; }

    /// <summary>The result waits for the payment.</summary>
    public bool ResultWaits { get; private set; }

    public bool MayWithdraw => MayAct && (User.Party()!.Mandate is not { } mandate || Case.MandateId == mandate.Id) && WithdrawalRule.Check(Case.DecidedAt is not null, Case.ClosedAt is not null).Ok;

    /// <summary>What waits can be done here: whoever may only follow reads.</summary>
    public bool MayAct => User.Party()!.Mandate?.Allows(MandateActs.Apply) != false;

    public bool AwaitsCorrection => Case.Status == CaseStatus.AwaitingCorrection;

    public bool AwaitsTolerated => Case.Open && Materials.Any(m => m.State == MaterialState.Tolerated);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        var read = await (
            from c in db.Set<Case>().Where(c => c.Id == id).VisibleTo(db, User.Actor()!, User.Party())
            join d in db.Set<Duty>() on (Guid?)c.Id equals d.CaseId into duties
            from d in duties.DefaultIfEmpty()
            select new { Case = c, Duty = d }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (read is null)
        {
            return NotFound();
        }

        var found = read.Case;
        Duty = read.Duty;
        Case = found;
        Timeline = await timelines.OfAsync(found, TimelineDepth.Applicant, ct);
        Materials = await db.Set<CaseMaterial>().AsNoTracking().Where(m => m.CaseId == id && m.ReplacedAt == null).OrderBy(m => m.Sequence).ToListAsync(ct);
        var item = await catalogue.VersionAsync(found.ItemVersionId, ct);
        List<FeeOrder> fees = item.Content.Fee.Items.Count == 0
            ? []
            : await db.Set<FeeOrder>().AsNoTracking().Where(o => o.CaseId == id && o.CancelledAt == null).OrderByDescending(o => o.Id).ToListAsync(ct);
        Fee = fees.FirstOrDefault();
        ContactPhone = item.Content.ConsultPhone is { Length: > 0 } phone ? phone : item.Content.Places.Select(p => p.Phone).FirstOrDefault(p => p.Length > 0) ?? "";
        if (found.DecidedAt is not null && User.Party().MayCollect())
        {
            ResultWaits = found.Granted == true && FeeGate.Closed(fees, item) is not null;
            Delivery = await db.Set<Delivery>().AsNoTracking().SingleOrDefaultAsync(d => d.CaseId == id, ct);
            Result = await db.Set<Result>().AsNoTracking().SingleOrDefaultAsync(r => r.CaseId == id, ct);
        }

        return Page();
    }

    public static string NameOf(CaseMaterial material) => material.State switch
    {
        MaterialState.Given => material.FileName.Length > 0 ? material.FileName : "已提交",
        MaterialState.Paper => "纸质材料，窗口已核对",
        MaterialState.Committed => "以告知承诺代替",
        MaterialState.Tolerated => "容缺，请补交",
        _ => $"请补正：{material.Deficiency}",
    };

    public string DeliveryText => Delivery switch
    {
        null => "",
        { SignedAt: not null, Method: DeliveryMethods.Electronic } => "已网上送达，可在本页下载。",
        { SignedAt: { } at } => $"{Platform.Calendar.LegalDay.Moment(at)} 由{Delivery.SignedBy}签收。",
        { SentAt: not null } => $"已由{Delivery.Courier}寄出，运单号 {Delivery.TrackingNumber}，寄往 {Delivery.Address}。",
        { Method: DeliveryMethods.Courier } => $"将寄往 {Delivery.Address}，寄出后会通知您。",
        _ => "请带上身份证件，凭取件码到统一出件窗口领取。",
    };
}
