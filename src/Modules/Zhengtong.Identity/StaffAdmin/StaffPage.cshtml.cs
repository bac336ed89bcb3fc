using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
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
    internal sealed record PostRow(Guid Id, string Role, string Organisation, string RegionCode, DateOnly From, DateOnly? Until);

    /// <summary>None: a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    public EditStaff.Command Input { get; set; } = new();

    public EditPosts.Command Post { get; set; } = new();

    public Account? Account { get; private set; }

    /// <summary>Masked.</summary>
    public string Phone { get; private set; } = "";

    public IReadOnlyList<PostRow> Posts { get; private set; } = [];

    public IReadOnlyList<TraceEntry> Changes { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    /// <summary>Shown once.</summary>
    public string? NewPassword { get; private set; }

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
            outcome = await editStaff.ChangeAsync(id, input, HttpContext.Act(clock), ct);
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

    public async Task<IActionResult> OnPostAddPostAsync([Bind(Prefix = "Post")] EditPosts.Command post, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            ModelState.AddProblems(await editPosts.AddAsync(Member, post, HttpContext.Act(clock), ct), nameof(Post));
        }

        return await ShowAsync(() => Post = post, ct);
    }

    public Task<IActionResult> OnPostEndPostAsync([FromForm] Guid postId, CancellationToken ct) => DoAsync(act => editPosts.EndAsync(Member, postId, act, ct), "", ct);

    public Task<IActionResult> OnPostLockAsync([FromForm] string? reason, CancellationToken ct) => DoAsync(act => editAccount.LockAsync(Member, act, ct), reason, ct);

    public Task<IActionResult> OnPostUnlockAsync([FromForm] string? reason, CancellationToken ct) => DoAsync(act => editAccount.UnlockAsync(Member, act, ct), reason, ct);

    public Task<IActionResult> OnPostResetAsync([FromForm] string? reason, CancellationToken ct) => DoAsync(
        async act =>
        {
            var reset = await editAccount.ResetPasswordAsync(Member, act, ct);
            NewPassword = reset.Ok ? reset.Value : null;
            return reset;
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
            return Redirect($"/office/staff/member/{Id}");
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
        Input = new EditStaff.Command { Name = member.Name, Login = Account.Login, OrganisationId = member.OrganisationId };
        Phone = Mask.Phone(personal.Open(Account.PhoneHidden));
        Posts = await (
            from p in db.Set<StaffPost>()
            join o in db.Set<Organisation>() on p.OrganisationId equals o.Id
            where p.StaffId == id
            orderby p.From descending, p.Id
            select new PostRow(p.Id, p.Role, o.Name, p.RegionCode, p.From, p.Until)).ToListAsync(ct);
        Changes = await db.TraceOfAsync(id, ct);
        return true;
    }
}
