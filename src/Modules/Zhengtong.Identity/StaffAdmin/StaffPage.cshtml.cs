using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.RoleAdmin;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>One member of staff: data, posts, account and what was changed by whom.</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class StaffPageModel(
    EditStaff editStaff, EditPosts editPosts, EditAccount editAccount, PersonalData personal, Database db, TimeProvider clock) : PageModel
{
    internal sealed record PostRow(Guid Id, string Role, string? LocalRole, string Organisation, string RegionCode, DateOnly From, DateOnly? Until);

    /// <summary>None: a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    public EditStaff.Command Input { get; set; } = new();

    public EditPosts.Command Post { get; set; } = new();

    public Account? Account { get; private set; }

    public OwnKeys Keys { get; private set; } = OwnKeys.None;

    /// <summary>Sign-ins that failed within a month.</summary>
    public int Failed { get; private set; }

    /// <summary>Masked.</summary>
    public string Phone { get; private set; } = "";

    public IReadOnlyList<PostRow> Posts { get; private set; } = [];

    public IReadOnlyList<TraceEntry> Changes { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    /// <summary>The built-in roles, and the local ones that may be given in this region.</summary>
    public IReadOnlyList<SelectListItem> RoleChoices { get; private set; } = [];

    public DateOnly Today { get; } = LegalDay.Today(clock);

    /// <summary>Shown once.</summary>
    public string? NewPassword { get; private set; }

    /// <summary>The act that waits for a second administrator.</summary>
    private Guid? Waits { get; set; }

    /// <summary>Whom a change is of; none on the page of a new member, which nobody is found by.</summary>
    private Guid Member => Id ?? Guid.Empty;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] EditStaff.Command input, CancellationToken ct)
    {
        Outcome outcome;
        if (!ModelState.IsValid)
        {
            outcome = Outcome.Done();
        }
        else if (Id is { } id)
        {
            var changed = await editStaff.ChangeAsync(id, input, HttpContext.Act(clock), ct);
            Waits = changed.Ok ? changed.Value : null;
            outcome = changed;
        }
        else
        {
            var added = await editStaff.AddAsync(input, HttpContext.Act(clock), ct);
            outcome = added;
            if (added.TryGet(out var member))
            {
                Id = member.StaffId;
                NewPassword = member.Password;
            }
        }

        ModelState.AddProblems(outcome, nameof(Input));
        return await ShowAsync(() => Input = input, ct);
    }

    public async Task<IActionResult> OnPostAddPostAsync([Bind(Prefix = "Post")] EditPosts.Command post, [FromForm] string? postReason, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var added = await editPosts.AddAsync(Member, post, HttpContext.Act(clock, postReason?.Trim() ?? ""), ct);
            Waits = added.Ok ? added.Value : null;
            ModelState.AddProblems(added, nameof(Post));
        }

        return await ShowAsync(() => Post = post, ct);
    }

    public Task<IActionResult> OnPostEndPostAsync([FromForm] Guid postId, CancellationToken ct) => DoAsync(act => editPosts.EndAsync(Member, postId, act, ct), "", ct);

    public Task<IActionResult> OnPostLockAsync([FromForm] string? reason, CancellationToken ct) => DoAsync(act => editAccount.LockAsync(Member, act, ct), reason, ct);

    public Task<IActionResult> OnPostEndSessionsAsync([FromForm] string? reason, CancellationToken ct) => DoAsync(act => editAccount.EndSessionsAsync(Member, act, ct), reason, ct);

    public Task<IActionResult> OnPostUnlockAsync([FromForm] string? reason, CancellationToken ct) => AskAsync(act => editAccount.UnlockAsync(Member, act, ct), reason, ct);

    public Task<IActionResult> OnPostResetSecondFactorAsync([FromForm] string? reason, CancellationToken ct) =>
        AskAsync(act => editAccount.ResetSecondFactorAsync(Member, act, ct), reason, ct);

    public Task<IActionResult> OnPostResetAsync([FromForm] string? reason, CancellationToken ct) => DoAsync(
        async act =>
        {
            var reset = await editAccount.ResetPasswordAsync(Member, act, ct);
            NewPassword = reset.Ok ? reset.Value : null;
            return reset;
        },
        reason,
        ct);

    private Task<IActionResult> AskAsync(Func<Act, Task<Outcome<Guid?>>> run, string? reason, CancellationToken ct) => DoAsync(
        async act =>
        {
            var done = await run(act);
            Waits = done.Ok ? done.Value : null;
            return done;
        },
        reason,
        ct);

    private async Task<IActionResult> DoAsync(Func<Act, Task<Outcome>> run, string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        ModelState.AddProblems(await run(HttpContext.Act(clock, reason?.Trim() ?? "")));
        return await ShowAsync(() => { }, ct);
    }

    /// <summary>After success back to the page itself; with problems, or a password to show, at once.</summary>
    private async Task<IActionResult> ShowAsync(Action keepInput, CancellationToken ct)
    {
        if (ModelState.IsValid && NewPassword is null)
        {
            return Redirect(Waits is { } waits ? $"{AskTwo.List}/{waits}" : $"/office/staff/member/{Id}");
        }

        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            keepInput();
        }

        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        Organisations = await OrganisationChoices.ReadAsync(db, actor, "请选择", ct);
        Post.RegionCode = actor.Post!.RegionCode;
        RoleChoices =
        [
            .. StaffListPageModel.RoleOptions.Skip(1),
            .. await db.Set<LocalRole>().AsNoTracking().VisibleTo(actor).Where(r => r.PublishedAt != null && r.EndedAt == null).OrderBy(r => r.Name).Take(200)
                .Select(r => new SelectListItem(r.Name + "（本地角色，区划 " + r.RegionCode + "）", r.Id.ToString())).ToListAsync(ct),
        ];
        if (Id is not { } id)
        {
            return true;
        }

        var member = await db.StaffVisibleTo(actor).AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct);
        if (member is null)
        {
            return false;
        }

        Account = await db.Set<Account>().AsNoTracking().SingleAsync(x => x.StaffId == id, ct);
        Keys = await OwnKeys.OfAsync(db, Account.Id, ct);
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-FailedSignInCounts.Days);
        Failed = await db.Set<FailedSignIn>().CountAsync(x => x.AccountId == Account.Id && x.At > since, ct);
        Input = new EditStaff.Command { Name = member.Name, Login = Account.Login, OrganisationId = member.OrganisationId };
        Phone = Mask.Phone(personal.Open(Account.PhoneHidden));
        Posts = await (
            from p in db.Set<StaffPost>()
            join o in db.Set<Organisation>() on p.OrganisationId equals o.Id
            join l in db.Set<LocalRole>() on p.RoleId equals (Guid?)l.Id into localRoles
            from l in localRoles.DefaultIfEmpty()
            where p.StaffId == id
            orderby p.From descending, p.Id
            select new PostRow(p.Id, p.Role, l.Name, o.Name, p.RegionCode, p.From, p.Until)).ToListAsync(ct);
        Changes = await db.TraceOfAsync(id, ct);
        return true;
    }
}
