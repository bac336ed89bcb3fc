using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Ends;
using Zhengtong.Catalogue.GuideFeedback;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Findings;

/// <summary>One finding: what is wrong, by when, who answers for it, what was done, and what can be done; a supervisor only reads.</summary>
[Authorize(Policy = FindingAccess.Readers)]
[ResponseCache(NoStore = true)]
internal sealed class FindingPageModel(
    Database db, RecheckItem recheck, WorkOnFinding work, ResponsibleStaff persons, CheckEnds ends, CheckItems agreement,
    IDataProtectionProvider protection, WorkingCalendars calendars, TimeProvider clock)
    : PageModel
{
    private const int LongestPurpose = 200;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Reply { get; set; }

    [BindProperty]
    public Guid? Person { get; set; }

    /// <summary>Who it can be given to; empty where the reader may not.</summary>
    public IReadOnlyList<SelectListItem> Persons { get; private set; } = [];

    public Finding Finding { get; private set; } = null!;

    public GuideRemark? Remark { get; private set; }

    /// <summary>As the reader may see it: masked until he says what for.</summary>
    public string Contact { get; private set; } = "";

    public bool Unmasked { get; private set; }

    public string? Purpose { get; private set; }

    public IReadOnlyList<TraceEntry> Trace { get; private set; } = [];

    public bool MayJudge => Finding.WaitsForJudgement && Finding.IsJudgedBy(User.Actor()!);

    public bool MayWork => Finding.IsOpen && Finding.IsKeptBy(User.Actor()!);

    public bool MayTake => Persons.Any(p => p.Value == User.Actor()!.Id.ToString()) && Finding.ResponsibleId != User.Actor()!.Id;

    /// <summary>By when it is to be mended; of what rests, how long is left when it goes on.</summary>
    public string Limit { get; private set; } = "";

    public bool Rechecked { get; private set; }

    /// <summary>Ended by looking again, not by a word.</summary>
    public bool ByRecheck => Finding.Origin is FindingOrigin.Machine or FindingOrigin.SameSource or FindingOrigin.Agreement;

    /// <summary>The item at the end that deviates; null for other findings.</summary>
    public string? EndHref { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool rechecked, CancellationToken ct)
    {
        Rechecked = rechecked;
        return await ShowAsync(ct) ? Page() : NotFound();
    }

    /// <summary>A form without a handler of its own rechecks, which harms nothing.</summary>
    public Task<IActionResult> OnPostAsync(CancellationToken ct) => OnPostRecheckAsync(ct);

    public async Task<IActionResult> OnPostRecheckAsync(CancellationToken ct)
    {
        if (!await ShowAsync(ct) || !Finding.IsKeptBy(User.Actor()!))
        {
            return NotFound();
        }

        var done = EndFindings.EndOf(Finding) is { } end ? await ends.AgainAsync(end, Finding.ItemCode, ct)
            : Finding.Origin == FindingOrigin.Agreement ? await agreement.AgainAsync(Finding.ItemId, User.Actor()!, ct)
            : (Outcome)await recheck.RunAsync(Finding.ItemId, Act("复检"), ct);
        return !ModelState.AddProblems(done) ? Redirect($"{TellEditors.List}/{Id}?rechecked=true") : Page();
    }

    public Task<IActionResult> OnPostExplainAsync(CancellationToken ct) => DoAsync(() => work.ExplainAsync(Id, Reason, Act("说明问题"), ct), ct);

    public Task<IActionResult> OnPostAcceptAsync(CancellationToken ct) => DoAsync(() => work.JudgeAsync(Id, true, Words, Act("审核说明"), ct), ct);

    public Task<IActionResult> OnPostRejectAsync(CancellationToken ct) => DoAsync(() => work.JudgeAsync(Id, false, Words, Act("审核说明"), ct), ct);

    public Task<IActionResult> OnPostMendedAsync(CancellationToken ct) => DoAsync(() => work.SayMendedAsync(Id, Reply, Act("登记整改"), ct), ct);

    public Task<IActionResult> OnPostTakeAsync(CancellationToken ct) => DoAsync(() => work.TakeAsync(Id, Act("领取问题"), ct), ct);

    public Task<IActionResult> OnPostEntrustAsync(CancellationToken ct) => DoAsync(() => work.EntrustAsync(Id, Person, Act("指派问题"), ct), ct);

    public Task<IActionResult> OnPostAnswerAsync(CancellationToken ct) => DoAsync(() => work.AnswerAsync(Id, Reply, Act("答复问题"), ct), ct);

    public async Task<IActionResult> OnPostRevealAsync(string? purpose, CancellationToken ct)
    {
        ModelState.Clear();
        Purpose = purpose?.Trim();
        if (!await ShowAsync(ct) || Remark is not { SealedContact.Length: > 0 } remark)
        {
            return NotFound();
        }

        if (Purpose is not { Length: > 0 and <= LongestPurpose })
        {
            ModelState.AddModelError(nameof(purpose), $"请写明查看联系方式的用途，不超过 {LongestPurpose} 个字。");
            return Page();
        }

        // Who left it may have no account: then the reading is written down under the finding itself.
        db.RecordReading(remark.PartyId ?? Id, Act(Purpose), $"指南纠错 {Finding.ItemCode} 反馈人的联系方式");
        if ((await db.SaveAsync(ct)).Ok)
        {
            (Unmasked, Contact) = (true, RemarkOnGuide.Open(protection, remark.SealedContact));
        }

        return Page();
    }

    private async Task<IActionResult> DoAsync(Func<Task<Outcome>> act, CancellationToken ct)
    {
        ModelState.Clear();
        var done = await act();
        if (!ModelState.AddProblems(done))
        {
            return Redirect($"{TellEditors.List}/{Id}");
        }

        return done.Problems[0].Kind != ProblemKind.NotFound && await ShowAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        if (await db.Set<Finding>().AsNoTracking().OpenTo(User.Actor()!).SingleOrDefaultAsync(f => f.Id == Id, ct) is not { } finding)
        {
            return false;
        }

        Finding = finding;
        if (EndFindings.EndOf(finding) is { } end)
        {
            var row = await db.Set<EndItem>().AsNoTracking().Where(x => x.EndId == end && x.ItemId == finding.ItemId).Select(x => (Guid?)x.Id).SingleOrDefaultAsync(ct);
            EndHref = row is { } id ? $"/office/ends/{end}/items/{id}" : null;
        }

        Trace = await db.TraceOfAsync(Id, ct);
        Limit = finding is { Rests: true, RestsOn: { } on }
            ? $"停止计算，恢复后还有 {Math.Max(0, (await calendars.CurrentAsync(ct)).WorkingDaysLeft(on, finding.DueOn))} 个工作日" : LegalDay.Date(finding.DueOn);
        if (MayWork && (finding.ResponsibleId is null || finding.ResponsibleId == User.Actor()!.Id || User.Actor()!.Has(Roles.CatalogueManager)))
        {
            Persons = [.. (await persons.CandidatesAsync(finding.OrganisationId, finding.RegionCode, ct)).Select(c => new SelectListItem($"{c.Name}（{c.OrganisationName}）", c.StaffId.ToString()))];
        }

        if (finding.Origin == FindingOrigin.Public && finding.IsKeptBy(User.Actor()!) && await db.Set<GuideRemark>().AsNoTracking().SingleOrDefaultAsync(r => r.FindingId == Id, ct) is { } remark)
        {
            Remark = remark;
            var contact = remark.SealedContact.Length > 0 ? RemarkOnGuide.Open(protection, remark.SealedContact) : "";
            Contact = contact.Contains('@', StringComparison.Ordinal) ? Mask.Email(contact) : Mask.Phone(contact);
        }

        return true;
    }

    private Act Act(string reason) => HttpContext.Act(clock, reason);
}
