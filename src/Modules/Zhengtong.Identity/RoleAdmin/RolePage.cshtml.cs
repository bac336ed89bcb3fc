using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.RoleAdmin;

/// <summary>One local role: its functions, who holds it, its end; or a new one (08.17).</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class RolePageModel(SaveRole save, Database db, StaffFunctions functions, TimeProvider clock) : PageModel
{
    private const int MostHolders = 200;

    internal sealed record Holder(Guid StaffId, string Name, string Organisation, string RegionCode, DateOnly? Until);

    /// <summary>None: a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? BaseRole { get; set; }

    public SaveRole.Command Input { get; set; } = new();

    public LocalRole? Role { get; private set; }

    /// <summary>False of a role of a region above, which is only given here, and of an ended one.</summary>
    public bool MayChange { get; private set; } = true;

    public IReadOnlyList<StaffFunction> Choices { get; private set; } = [];

    public IReadOnlyList<Holder> Holders { get; private set; } = [];

    public IReadOnlyList<TraceEntry> Changes { get; private set; } = [];

    public static IReadOnlyList<SelectListItem> RoleOptions { get; } = [.. Roles.Names.Select(r => new SelectListItem(r.Value, r.Key))];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] SaveRole.Command input, [FromForm] string? reason, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var act = HttpContext.Act(clock, reason?.Trim() ?? "");
            var saved = Id is { } id ? await save.ChangeAsync(id, input, act, ct) : await save.AddAsync(input, act, ct);
            if (saved.TryGet(out var made))
            {
                return Redirect(made.Waits is { } waits ? $"{AskTwo.List}/{waits}" : $"{RolesPageModel.Path}/role/{made.Role}");
            }

            ModelState.AddProblems(saved, nameof(Input));
        }

        BaseRole = input.BaseRole;
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        Input = input;
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] string? endReason, CancellationToken ct)
    {
        ModelState.Clear();
        var ended = await save.EndAsync(Id ?? Guid.Empty, HttpContext.Act(clock, endReason?.Trim() ?? ""), ct);
        if (!ModelState.AddProblems(ended))
        {
            return Redirect(RolesPageModel.Path);
        }

        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (Id is { } id)
        {
            var actor = User.Actor()!;
            Role = await db.Set<LocalRole>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(r => r.Id == id, ct);
            if (Role is null)
            {
                return false;
            }

            (BaseRole, MayChange) = (Role.BaseRole, Role.EndedAt is null && Role.RegionCode.StartsWith(actor.Post!.RegionCode, StringComparison.Ordinal));
            Input = new SaveRole.Command { Name = Role.Name, BaseRole = Role.BaseRole, Functions = [.. StaffFunctions.Unpack(Role.Functions)] };
            var (today, region) = (LegalDay.Today(clock), actor.Post!.RegionCode);
            Holders = await (
                from p in db.Set<StaffPost>()
                join m in db.Set<StaffMember>() on p.StaffId equals m.Id
                join o in db.Set<Organisation>() on p.OrganisationId equals o.Id
                where p.RoleId == id && p.From <= today && (p.Until == null || p.Until >= today) && p.RegionCode.StartsWith(region)
                orderby o.Name, m.Name, p.Id
                select new Holder(m.Id, m.Name, o.Name, p.RegionCode, p.Until)).Take(MostHolders).ToListAsync(ct);
            Changes = await db.TraceOfAsync(id, ct);
        }

        BaseRole = BaseRole is not null && Roles.Names.ContainsKey(BaseRole) ? BaseRole : null;
        Choices = BaseRole is { } role ? functions.OfRole(role) : [];
        return true;
    }
}
