using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Import;

/// <summary>
/// How far an import is, and then what it did and which rows it refused; of items and guides, the approval by a manager. For the administrators within whose reach it is, and once asked for the
/// managers who may answer.
/// </summary>
[Authorize(Readers)]
[ResponseCache(NoStore = true)]
internal sealed class ImportResultModel(Database db, RunningImports imports, ImportReach reach, AskMassChange ask, AnswerMassChange answer, TimeProvider clock) : MassChangePageModel(db, answer, clock)
{
    private const string Readers = "role:" + Roles.Administrator + "," + Roles.CatalogueManager;
    private const int Shown = 500;

    [BindProperty]
    public string? Reason { get; set; }

    public ImportRun Run { get; private set; } = null!;

    /// <summary>null on another node than the one that imports.</summary>
    public ImportStep? Step { get; private set; }

    public bool Waiting { get; private set; }

    /// <summary>Why the whole file was not imported.</summary>
    public string? Refused { get; private set; }

    public bool MayAsk => Run is { DryRun: true, EndedAt: not null } && ImportUpload.Approved.Contains(Run.Kind) && Run.Added + Run.Changed > 0 && Run.ById == Mass.Actor.Id && Mass.IsFree
        && Run.RegionCode == Mass.Actor.Post!.RegionCode && Mass.Actor.Has(Roles.Administrator);

    public IReadOnlyList<ImportRowError> Errors { get; private set; } = [];

    protected override MassChangeKind Kind => MassChangeKind.Import;

    public Task<IActionResult> OnPostAskAsync(CancellationToken ct) => DoAsync(ask.ImportAsync(Id, HttpContext.Act(Clock, (Reason ?? "").Trim()), ct), ct);

    protected override async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        await ReadMassAsync(ct);
        if (await Db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == Id && !r.Kind.StartsWith(ListSheets.Kinds), ct) is not { } run || !await SeesAsync(run, ct))
        {
            return NotFound();
        }

        (Run, Step, Waiting) = (run, imports.StepOf(Id), run.IsRunning(Clock.GetUtcNow().UtcDateTime));
        Errors = await Db.Set<ImportRowError>().AsNoTracking().Where(e => e.RunId == Id).OrderBy(e => e.Warning).ThenBy(e => e.Row).Take(Shown).ToListAsync(ct);
        Refused = run.Rows == 0 ? Errors.FirstOrDefault(e => e is { Warning: false, Row: 0 })?.Message : null;
        return Page();
    }

    private async Task<bool> SeesAsync(ImportRun run, CancellationToken ct) => Mass.Change is { Kind: MassChangeKind.Import }
        || (Mass.Actor.Has(Roles.Administrator) && run.RegionCode.StartsWith(await reach.OfAsync(Mass.Actor.Post!, ct), StringComparison.Ordinal));
}
