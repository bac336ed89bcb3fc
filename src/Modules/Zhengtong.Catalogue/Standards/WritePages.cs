using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
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

/// <summary>The form of a standard, for a new one and for one that is not yet reviewed.</summary>
internal abstract class WritePageModel : PageModel
{
    protected const int MaxBytes = 32 * 1024 * 1024;

    [BindProperty]
    public StandardInput Input { get; set; } = new();

    [BindProperty]
    public IFormFile? Text { get; set; }

    /// <summary>A standard that exists, in place of a project.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Existing { get; set; }

    protected async Task<T> WithTextAsync<T>(Func<ProposeStandard.Document?, Task<T>> run)
    {
        if (Text is not { Length: > 0 } file)
        {
            return await run(null);
        }

        await using var content = file.OpenReadStream();
        return await run(new ProposeStandard.Document(content, file.FileName));
    }

    protected bool Refused(Outcome done)
    {
        // The text is asked for outside the record.
        var (text, others) = (done.Problems.Where(p => p.Field == nameof(Text)).ToList(), done.Problems.Where(p => p.Field != nameof(Text)).ToList());
        if (text.Count > 0)
        {
            ModelState.AddProblems(Outcome.Refused(text));
        }

        if (others.Count > 0)
        {
            ModelState.AddProblems(Outcome.Refused(others), nameof(Input));
        }

        return !done.Ok;
    }
}

/// <summary>Proposing a project, registering what exists, revising a published standard, raising an experience. Requirements 17.01, 17.04, 17.07.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
[RequestSizeLimit(MaxBytes)]
internal sealed class NewPageModel(Database db, ProposeStandard propose, KeepExperience experiences, TimeProvider clock) : WritePageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Revises { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Experience { get; set; }

    public Standard? Old { get; private set; }

    public StandardExperience? From { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Input = Old is { } old ? StandardInput.Of(old) : new StandardInput { Title = From?.Title, Domain = From?.Domain, Drafters = From?.OrganisationName };
        (Input.Year, Input.Number, Input.IssuedOn, Input.InForceOn) = (LegalDay.Today(clock).Year, null, null, null);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var act = HttpContext.Act(clock);
        var done = await db.OnceAsync<Standard>(
            act, () => WithTextAsync(text => Experience is { } id ? experiences.RaiseAsync(id, Input, text, act, ct) : propose.HandleAsync(Input, Existing, Revises, null, text, act, ct)), ct);
        db.ChangeTracker.Clear();
        if (Refused(done))
        {
            return await FindAsync(ct) ? Page() : NotFound();
        }

        return Redirect($"/office/standards/{done.Value}");
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (Revises is { } old)
        {
            Old = await db.Set<Standard>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == old && s.PublishedAt != null, ct);
        }

        if (Experience is { } from)
        {
            From = await db.Set<StandardExperience>().AsNoTracking().KeptBy(User.Actor()!).SingleOrDefaultAsync(x => x.Id == from, ct);
        }

        return (Revises is null || Old is not null) && (Experience is null || From is not null);
    }
}

/// <summary>Changing what is not yet reviewed or published, by the office that proposed it.</summary>
[Authorize(Policy = StandardAccess.Reader)]
[ResponseCache(NoStore = true)]
[RequestSizeLimit(MaxBytes)]
internal sealed class EditPageModel(Database db, ProposeStandard propose, TimeProvider clock) : WritePageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Revision { get; set; }

    public Standard Of { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (!await db.Set<Standard>().OwnedBy(User.Actor()!).AnyAsync(s => s.Id == Id, ct) || !ProposeStandard.MayChange(Of, LegalDay.Today(clock)))
        {
            return Redirect($"/office/standards/{Id}");
        }

        (Input, Revision) = (StandardInput.Of(Of), Of.Revision);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var done = await WithTextAsync(text => propose.ChangeAsync(Id, Revision, Input, text, HttpContext.Act(clock), ct));
        db.ChangeTracker.Clear();
        if (!Refused(done))
        {
            return Redirect($"/office/standards/{Id}");
        }

        return done.Problems[0].Kind == ProblemKind.NotFound || !await FindAsync(ct) ? NotFound() : Page();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        var of = await db.Set<Standard>().AsNoTracking().VisibleTo(db, User.Actor()!).SingleOrDefaultAsync(s => s.Id == Id, ct);
        if (of is not null)
        {
            (Of, Existing) = (of, of.Existing);
        }

        return of is not null;
    }
}
