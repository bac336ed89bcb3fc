using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.Apply;

/// <summary>The receipt (收件凭证) on screen: the number, what happens next and by when.</summary>
[Authorize(Drafts.Policy)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class DonePageModel(Database db, ICatalogue catalogue, WorkingCalendars calendars, IConfiguration configuration, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Case Case { get; private set; } = null!;

    public Guid? ReceiptId { get; private set; }

    public DateOnly AnswerDueOn { get; private set; }

    public int DaysLeft { get; private set; }

    public DateOnly? ToleratedUntil { get; private set; }

    public IReadOnlyList<TimelineEntry> Ahead { get; private set; } = [];

    public bool AtWindow => User.Actor()!.Kind == ActorKind.Staff;

    public string Qr => QrImage.Svg($"{Request.Site(configuration)}/track?number={Case.Number}", "查询办理进度的二维码");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var found = await db.Set<Case>().AsNoTracking().Where(x => x.Id == Id).VisibleTo(db, User.Actor()!, User.Party()).Select(c => new
        {
            Case = c,
            Receipt = db.Set<Notice>().Where(n => n.CaseId == c.Id && n.Kind == NoticeKinds.Receipt.Key).Select(n => (Guid?)n.Id).FirstOrDefault(),
            db.Set<Application>().Single(a => a.CaseId == c.Id).ToleratedUntil,
        }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return NotFound();
        }

        (Case, ReceiptId, ToleratedUntil) = (found.Case, found.Receipt, found.ToleratedUntil);
        var calendar = await calendars.CurrentAsync(ct);
        AnswerDueOn = AcceptanceRules.AnswerDueOn(Case.ReceivedAt, calendar);
        DaysLeft = calendar.WorkingDaysBetween(LegalDay.Today(clock).AddDays(1), AnswerDueOn.AddDays(1));
        Ahead = Steps(await catalogue.VersionAsync(Case.ItemVersionId, ct));
        return Page();
    }

    private List<TimelineEntry> Steps(PublishedItem item)
    {
        var limit = item.Content.PromisedLimit ?? item.Content.StatutoryLimit;
        List<TimelineEntry> steps =
        [
            new("提交申请", LegalDay.Moment(Case.ReceivedAt), null, "已登记收件，编号已生成。"),
            new("受理", LegalDay.MonthDay(AnswerDueOn) + "前", item.OrganisationName, "材料齐全的，发受理通知书；需要补正的，一次性告知全部内容。逾期没有答复，自收件当日起即为受理。", TimelineState.Now),
        ];
        steps.AddRange(item.Content.Steps.Where(s => s.Kind == StepKind.Review)
            .Select(s => new TimelineEntry(s.Name, null, s.OrganisationName.Length > 0 ? s.OrganisationName : item.OrganisationName, null, TimelineState.Next)));
        steps.Add(new("决定", limit is null ? null : $"受理后 {limit.InWords()}内", item.OrganisationName, null, TimelineState.Next));
        steps.Add(new("送达结果", null, null, null, TimelineState.Next));
        return steps;
    }
}
