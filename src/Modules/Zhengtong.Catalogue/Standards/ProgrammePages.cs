using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Standards;

/// <summary>The programmes of one's region, above and below, newest first (17.08). One statement.</summary>
[Authorize(Policy = StandardAccess.Reader)]
[ResponseCache(NoStore = true)]
internal sealed class ProgrammesPageModel(Database db, KeepProgramme keep, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    [BindProperty]
    public KeepProgramme.Command Input { get; set; } = new();

    public IReadOnlyList<StandardProgramme> Programmes { get; private set; } = [];

    public string? Next { get; private set; }

    public bool Makes => User.Actor()!.Post is { Role: Roles.CatalogueManager, RegionCode.Length: <= 4 };

    public Task OnGetAsync(Guid? after, CancellationToken ct) => ShowAsync(after, ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var done = await keep.MakeAsync(Input, HttpContext.Act(clock), ct);
        if (!ModelState.AddProblems(done, nameof(Input)))
        {
            return Redirect($"/office/standards/programmes/{done.Value}");
        }

        await ShowAsync(null, ct);
        return Page();
    }

    private async Task ShowAsync(Guid? after, CancellationToken ct)
    {
        var programmes = db.Set<StandardProgramme>().AsNoTracking().VisibleTo(User.Actor()!);
        if (after is { } last)
        {
            programmes = programmes.Where(p => p.Id < last);
        }

        var read = await programmes.OrderByDescending(p => p.Id).Take(PageSize + 1).ToListAsync(ct);
        Programmes = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"/office/standards/programmes?after={Programmes[^1].Id}" : null;
    }
}

/// <summary>One programme: how many of its number are at which stage, and which are late (17.08). Two statements.</summary>
[Authorize(Policy = StandardAccess.Reader)]
[ResponseCache(NoStore = true)]
internal sealed class ProgrammePageModel(Database db, KeepProgramme keep, TimeProvider clock) : PageModel
{
    private const int Most = 1000;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public KeepProgramme.Command Input { get; set; } = new();

    /// <summary>The revision that the form was filled with: it stays what it was while the form keeps what was typed.</summary>
    [BindProperty]
    public int? Seen { get; set; }

    public StandardProgramme Of { get; private set; } = null!;

    /// <summary>Those that one may open.</summary>
    public IReadOnlyList<Standard> Standards { get; private set; } = [];

    public ProgrammeProgress Progress { get; private set; } = null!;

    public bool Keeps { get; private set; }

    public DateOnly Today => LegalDay.Today(clock);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(true, ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var done = await keep.ChangeAsync(Id, Input, HttpContext.Act(clock), ct);
        db.ChangeTracker.Clear();
        if (!ModelState.AddProblems(done, nameof(Input)))
        {
            return Redirect($"/office/standards/programmes/{Id}");
        }

        return done.Problems[0].Kind == ProblemKind.NotFound ? NotFound() : await ShowAsync(false, ct);
    }

    private async Task<IActionResult> ShowAsync(bool fill, CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await db.Set<StandardProgramme>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(p => p.Id == Id, ct) is not { } of)
        {
            return NotFound();
        }

        Of = of;
        Keeps = new[] { of }.AsQueryable().KeptBy(actor).Any();

        // The counts are of the whole programme, the names only of what one may see.
        var all = await db.Set<Standard>().AsNoTracking().Where(s => s.ProgrammeId == Id)
            .Select(s => new { Of = s, Visible = db.Set<Standard>().VisibleTo(db, actor).Any(x => x.Id == s.Id) }).OrderBy(x => x.Of.Id).Take(Most).ToListAsync(ct);
        Standards = [.. all.Where(x => x.Visible).Select(x => x.Of)];
        Progress = ProgrammeProgress.Of(of, [.. all.Select(x => x.Of)], Today);
        if (fill)
        {
            (Seen, Input) = (of.Revision, new KeepProgramme.Command { Name = of.Name, Target = of.Target, Deadline = of.Deadline });
        }

        return Page();
    }
}
