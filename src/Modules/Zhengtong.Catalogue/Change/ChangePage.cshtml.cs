using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Choose;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Change;

/// <summary>One change: its author writes and submits it, managers check and approve it, all see the difference and who did what.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
[RequestSizeLimit(MaxBytes)]
internal sealed class ChangePageModel(
    Database db, DraftChange drafts, AnswerChange answers, FixedByAbove above, AttachFile attach, JointReview joint, Choices choices, WorkingCalendars calendars, TimeProvider clock)
    : PageModel
{
    private const int MaxBytes = 32 * 1024 * 1024;
    private Guid? _asked;
    private string? _find;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public ItemForm Input { get; set; } = new();

    /// <summary>What a request for a new entry asks for.</summary>
    [BindProperty]
    public EntryWish Wish { get; set; } = new();

    public ItemChange Change { get; private set; } = null!;

    /// <summary>The parts of the form, to jump to.</summary>
    public IEnumerable<(string Id, string Title)> Parts =>
    [
        ("part-basic", "基本信息与职权"), ("part-audience", "服务对象与条件"), ("part-limits", "时限"), ("part-process", "办理环节"), ("part-special", "特殊环节"),
        ("part-uncounted", "不计入承诺时限的环节"), ("part-materials", "申请材料"), ("part-result", "结果与收费"), ("part-service", "服务方式"), ("part-places", "办理地点"),
        ("part-commitment", "告知承诺与容缺受理"), ("part-questions", "常见问题"), ("part-manual", "业务手册"), ("part-remarks", "通俗备注"),
        .. Change.ItemKind == ItemKind.Basic ? [("part-split", "拆分标准")] : Array.Empty<(string, string)>(), ("part-plan", "发布安排"), ("files", "空白表格与样本"),
    ];

    public IReadOnlyList<ElementDifference> Differences { get; private set; } = [];

    public IReadOnlyList<Problem> Faults { get; private set; } = [];

    /// <summary>提示: what the inspection standard says of it without refusing it; the same becomes a finding once it is published (02.13).</summary>
    public IReadOnlyList<Fault> Hints { get; private set; } = [];

    /// <summary>The places for blank forms and samples, with what lies in them.</summary>
    public IReadOnlyList<AttachFile.Slot> Files { get; private set; } = [];

    public IReadOnlyList<TraceEntry> Trace { get; private set; } = [];

    public IReadOnlyList<ChangeOpinion> Opinions { get; private set; } = [];

    /// <summary>What the actor's organisation is asked for now.</summary>
    public ChangeOpinion? OwnOpinion { get; private set; }

    /// <summary>Who may be asked for an opinion; null to those who do not answer the change.</summary>
    public Choice? OpinionFrom { get; private set; }

    public string? Agrees { get; private set; }

    public string? OpinionText { get; private set; }

    public string? Question { get; private set; }

    /// <summary>Asked for since the change was submitted last.</summary>
    public bool IsCurrent(ChangeOpinion opinion) => opinion.AskedAt >= Change.SubmittedAt;

    public bool MayWrite { get; private set; }

    public bool MayAnswer { get; private set; }

    /// <summary>One of those who answer: also who checked it already may still ask others.</summary>
    public bool MayReview { get; private set; }

    public bool IsStale { get; private set; }

    /// <summary>The day of the version that the change goes on from, when that is still to come.</summary>
    public DateOnly? BaseWaitsFor { get; private set; }

    public string ComparedWith => Change.ItemId is null ? "上级目录" : BaseWaitsFor is null ? "现行版本" : $"待生效的第 {Change.FromVersion} 版";

    public string? DueText { get; private set; }

    public bool HasContent => Change.HasContent;

    /// <summary>Asks for an entry that a catalogue above does not have.</summary>
    public bool AsksNew => Change.Kind == ChangeKind.AskNew;

    /// <summary>What carries the request out, once it was approved.</summary>
    public ItemChange? Result { get; private set; }

    /// <summary>What the entry above fixes for all (01.03): shown, not written.</summary>
    public FixedByAbove.Standing? Above { get; private set; }

    public bool IsFixed(string element) => Above?.Fixes(element) == true;

    /// <summary>A fixed element as it will be when the change is saved.</summary>
    public FixedElement ShownOf(string element)
    {
        var (name, content) = Above!.Aligned(Change.Name, ItemContent.FromJson(Change.Content));
        return new(element, [.. ItemElements.Find(element)!.Lines(new ItemState("", name, content)).Where(l => l.Trim().Length > 0)], Above.Origin(element));
    }

    internal sealed record FixedElement(string Key, IReadOnlyList<string> Lines, string Origin);

    public static IReadOnlyList<SelectListItem> RoleOptions =>
    [
        .. Roles.Names.Where(r => r.Key is Roles.WindowClerk or Roles.Reviewer or Roles.Approver or Roles.IssueClerk or Roles.AcceptanceLead).Select(r => new SelectListItem(r.Value, r.Key)),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        Input = ItemForm.Of(Change.Name, ItemContent.FromJson(Change.Content)).WithBlankRows();
        Wish = EntryWish.Of(Change.Name, ItemContent.FromJson(Change.Content));
        (Input.PlanEffective, Input.PlanCancel, Input.Reason, Input.Revision) = (Change.PlanEffective, Change.PlanCancel, Change.Reason, Change.Revision);
        return Page();
    }

    public Task<IActionResult> OnPostSaveAsync(CancellationToken ct) => WriteAsync(false, ct);

    public Task<IActionResult> OnPostSubmitAsync(CancellationToken ct) => WriteAsync(true, ct);

    public Task<IActionResult> OnPostMoveAsync(CancellationToken ct) => DoAsync(drafts.MoveToNewestAsync(Id, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct) => DoAsync(answers.WithdrawAsync(Id, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostCheckAsync(string? opinion, CancellationToken ct) => DoAsync(answers.CheckAsync(Id, opinion, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostReturnAsync(string? opinion, CancellationToken ct) => DoAsync(answers.ReturnAsync(Id, opinion, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostApproveAsync(string? department, CancellationToken ct) => DoAsync(answers.ApproveAsync(Id, HttpContext.Act(clock), ct, department), ct);

    /// <summary>Looks for whom to ask; what was chosen and typed stays.</summary>
    public Task<IActionResult> OnPostFindAsync(Guid? opinionFrom, string? findOpinion, string? question, CancellationToken ct)
    {
        (_asked, _find, Question) = (opinionFrom, findOpinion, question);
        ModelState.Clear();
        return OnGetAsync(ct);
    }

    public Task<IActionResult> OnPostAskAsync(Guid? opinionFrom, string? question, CancellationToken ct)
    {
        (_asked, Question) = (opinionFrom, question);
        return DoAsync(joint.AskAsync(Id, opinionFrom, question, HttpContext.Act(clock), ct), ct);
    }

    public Task<IActionResult> OnPostGiveAsync(bool? agrees, string? opinionText, CancellationToken ct)
    {
        (Agrees, OpinionText) = (agrees switch { true => "true", false => "false", _ => null }, opinionText);
        return DoAsync(joint.GiveAsync(Id, agrees, opinionText, HttpContext.Act(clock), ct), ct);
    }

    public Task<IActionResult> OnPostDropAsync(Guid opinionId, string? dropReason, CancellationToken ct) =>
        DoAsync(joint.DropAsync(Id, opinionId, dropReason, HttpContext.Act(clock), ct), ct);

    public async Task<IActionResult> OnPostUploadAsync(string? slot, IFormFile? document, CancellationToken ct)
    {
        if (document is null)
        {
            return await DoAsync(Task.FromResult(AttachFile.NothingChosen), ct);
        }

        await using var content = document.OpenReadStream();
        return await DoAsync(attach.HandleAsync(Id, Input.Revision, slot ?? "", content, document.FileName, HttpContext.Act(clock), ct), ct);
    }

    public Task<IActionResult> OnPostRemoveAsync(string? slot, CancellationToken ct) =>
        DoAsync(attach.HandleAsync(Id, Input.Revision, slot ?? "", null, "", HttpContext.Act(clock), ct), ct);

    private async Task<IActionResult> WriteAsync(bool submit, CancellationToken ct)
    {
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        var before = ItemContent.FromJson(Change.Content);
        var shown = ItemForm.OnlyShown(Above?.Profiles.Keys ?? [], [.. Request.Form.Keys]);
        var content = HasContent ? Input.Apply(before, shown) : before;
        if (ModelState.AddProblems(content, nameof(Input)) || !ModelState.IsValid)
        {
            return Page();
        }

        var act = HttpContext.Act(clock);
        var (name, value) = (HasContent && !shown.Contains("name") ? Input.Name ?? "" : Change.Name, content.Value);
        if (AsksNew)
        {
            var wished = Wish.Read();
            if (ModelState.AddProblems(wished, nameof(Wish)))
            {
                return Page();
            }

            (name, value) = wished.Value;
        }

        var written = await drafts.WriteAsync(Id, Input.Revision, name, value, Input.PlanEffective, Input.PlanCancel, Input.Reason ?? "", act, ct);
        if (ModelState.AddProblems(written, nameof(Input)))
        {
            return Page();
        }

        return submit ? await DoAsync(answers.SubmitAsync(Id, act, ct), ct) : Redirect($"/office/items/changes/{Id}");
    }

    private async Task<IActionResult> DoAsync(Task<Outcome> doing, CancellationToken ct)
    {
        var done = await doing;
        if (done.Ok)
        {
            return Redirect($"/office/items/changes/{Id}");
        }

        if (done.Problems[0].Kind == ProblemKind.NotFound)
        {
            return NotFound();
        }

        // What was refused stays visible on the page it was asked on.
        db.ChangeTracker.Clear();
        ModelState.Clear();
        ModelState.AddProblems(done, done.Problems[0].Field is { } field && (JointReview.Fields.Contains(field) || field is AttachFile.FileField or AttachFile.SlotField) ? "" : nameof(Input));
        var shown = await OnGetAsync(ct);
        return shown;
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        var change = await db.Set<ItemChange>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(c => c.Id == Id, ct);
        if (change is null)
        {
            return false;
        }

        Change = change;
        MayWrite = change.IsOpenToAuthor && new[] { change }.AsQueryable().WrittenBy(actor).Any();
        MayReview = change.Status is ChangeStatus.ToCheck or ChangeStatus.ToApprove && change.MayAnswer(actor);
        MayAnswer = MayReview && change.CheckedById != actor.Id;
        Above = MayWrite && HasContent ? await above.OfAsync(change, ct) : null;
        IsStale = change.IsOpenToAuthor && await answers.IsStaleAsync(change, ct);
        Trace = await db.TraceOfAsync(change.Id, ct);
        Opinions = change.SubmittedAt is null ? [] : await joint.OfAsync(change.Id, ct);
        OwnOpinion = Opinions.FirstOrDefault(o => o.OrganisationId == actor.Post!.OrganisationId && o.DroppedAt is null && IsCurrent(o) && !change.WasWrittenBy(actor.Id));
        OpinionFrom = MayReview
            ? await choices.OrganisationsAsync(
                new Choice("opinionFrom", "单位", "findOpinion", _find, [], _asked is { } whom ? [whom.ToString()] : [], null)
                {
                    Address = $"/office/items/changes/{Id}?handler=Find", FindLabel = "查找单位", Many = false,
                },
                change.HandlerRegion, ct)
            : null;
        (Faults, Hints) = change.Status is ChangeStatus.Published or ChangeStatus.Withdrawn ? ([], []) : await answers.StandingAsync(change, ct);
        DueText = change is { DueOn: { } due, Status: ChangeStatus.ToCheck or ChangeStatus.ToApprove } ? LegalDay.DueText(due, LegalDay.Today(clock), await calendars.CurrentAsync(ct)) : null;
        Result = change.LeadsTo is { } leads ? await db.Set<ItemChange>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(c => c.Id == leads, ct) : null;
        Files = HasContent ? AttachFile.Slots(ItemContent.FromJson(change.Content)) : [];
        await CompareAsync(change, ct);
        return true;
    }

    private async Task CompareAsync(ItemChange change, CancellationToken ct)
    {
        var itemId = change.ItemId ?? change.ParentId;
        if (!HasContent || itemId is null)
        {
            return;
        }

        var number = change.ItemId is null ? change.ParentVersion : change.FromVersion;
        var before = await db.Set<ItemVersion>().AsNoTracking().Where(v => v.ItemId == itemId && v.Number == number).Select(v => new { v.Name, v.Content, v.PlanEffective }).SingleAsync(ct);
        BaseWaitsFor = change.ItemId is not null && Validity.Waits(before.PlanEffective, LegalDay.Today(clock)) ? before.PlanEffective : null;
        Differences = ElementComparison.Whole(new ItemState("", before.Name, ItemContent.FromJson(before.Content)), new ItemState("", change.Name, ItemContent.FromJson(change.Content)));
    }
}
