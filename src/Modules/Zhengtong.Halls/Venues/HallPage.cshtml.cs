using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Halls.Venues;

/// <summary>One hall: its facts to change, its kinds of window.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class HallPageModel(Database db, SaveHall save, Regions regions, TimeProvider clock) : PageModel
{
    private const string UsualHours = "09:00-12:00 13:30-17:00";

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public SaveHall.Command Input { get; set; } = new();

    public IReadOnlyList<WindowKind> Windows { get; private set; } = [];

    public IReadOnlyList<SelectListItem> RegionOptions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Id is null)
        {
            Input = new SaveHall.Command
            {
                RegionCode = User.Actor()!.Post!.RegionCode,
                Hours = [.. OpeningHours.Week.Select(d => d is DayOfWeek.Saturday or DayOfWeek.Sunday ? null : UsualHours)],
            };
        }
        else if (await FindAsync(ct) is { } hall)
        {
            var week = hall.Week;
            Input = new SaveHall.Command
            {
                RegionCode = hall.RegionCode,
                Name = hall.Name,
                AlsoNamed = hall.AlsoNamed,
                Address = hall.Address,
                Phone = hall.Phone,
                Note = hall.Note,
                Hours = [.. OpeningHours.Week.Select(week.TextOf)],
                ClosedOn = hall.ClosedOn.Replace(' ', '\n'),
                Open = hall.Open,
            };
        }
        else
        {
            return NotFound();
        }

        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Id is not null && await FindAsync(ct) is null)
        {
            return NotFound();
        }

        // A tick that is not set does not arrive.
        Input.Open = Request.Form["Input.Open"].Count > 0;
        ModelState.Clear();
        var saved = await save.HandleAsync(Id, Input, HttpContext.Act(clock, "维护大厅信息"), ct);
        if (!ModelState.AddProblems(saved, nameof(Input)))
        {
            return Redirect($"/office/halls/hall/{saved.Value}");
        }

        if (saved.Problems[0] == SaveHall.Unknown)
        {
            return NotFound();
        }

        await ShowAsync(ct);
        return Page();
    }

    public static string NameOf(int weekday) => LegalDay.Weekday(new DateOnly(2026, 3, 2).AddDays(weekday));

    private async Task ShowAsync(CancellationToken ct)
    {
        var region = User.Actor()!.Post!.RegionCode;
        var own = await regions.FindAsync(region, ct);
        RegionOptions = [new SelectListItem(own?.Name ?? "本级", region), .. (await regions.ChildrenAsync(region, ct)).Select(r => new SelectListItem(r.Name, r.Code))];
        if (Input.RegionCode is { Length: > 0 } chosen && RegionOptions.All(o => o.Value != chosen) && await regions.FindAsync(chosen, ct) is { } other)
        {
            RegionOptions = [.. RegionOptions, new SelectListItem(other.FullName, other.Code)];
        }

        Windows = Id is null || await FindAsync(ct) is null ? [] : await db.Set<WindowKind>().AsNoTracking().Where(w => w.HallId == Id).OrderBy(w => w.Name).ToListAsync(ct);
    }

    private Task<Hall?> FindAsync(CancellationToken ct) => db.HallsOf(User.Actor()!.Post!).AsNoTracking().SingleOrDefaultAsync(h => h.Id == Id, ct);
}
