using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Cases.Track;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Rebase;

/// <summary>What would become of one case under the version in force.</summary>
/// <param name="Plan">null: the application keeps its own form, since nothing may be demanded any more (行政许可法 art. 32).</param>
/// <param name="To">The form it goes over to.</param>
internal sealed record RebaseSheet(Case Case, PublishedItem Before, PublishedItem Now, Problem? Refusal, RebasePlan? Plan, PublishedForm? To, PlannedMaterials Materials)
{
    /// <summary>What the applicant will be asked for, in words.</summary>
    public IReadOnlyList<string> Asked => Plan is null
        ? []
        : [.. Plan.Fates.Where(a => a.Fate == Fate.AskedAgain).Select(a => $"重新填写{a.Label}"), .. Plan.NewlyAsked.Select(a => a.Text), .. Materials.NewlyAsked.Select(m => $"材料“{m.Name}”")];

    /// <summary>Labels of what stays as it was given.</summary>
    public IReadOnlyList<string> Kept => Plan is null ? [] : [.. Plan.Fates.Where(a => a.Fate is Fate.Kept or Fate.Moved).Select(a => a.Label).Distinct()];

    public IReadOnlyList<PlannedAnswer> Leaving => Plan is null ? [] : [.. Plan.Fates.Where(a => a.Fate is Fate.AskedAgain or Fate.Dropped)];
}

/// <summary>The running cases of older versions of an item, and what would become of each. A page is four statements, however many cases it shows.</summary>
internal sealed class RebaseSheets(Database db, ICatalogue catalogue, IZoneAuthority zones, IFormCatalogue forms, TimeProvider clock)
{
    public const int PageSize = 20;

    internal sealed record Page(PublishedItem? Item, IReadOnlyList<RebaseSheet> Sheets, Guid? Next);

    internal sealed record Undoable(Guid CaseId, string Number, DateTime At, string ByName, string Reason);

    /// <summary>Managers of the catalogue, in their region and below.</summary>
    public static IQueryable<Case> Within(IQueryable<Case> cases, Actor actor) => actor.Post is { Role: Roles.CatalogueManager, RegionCode: var region }
        ? cases.Where(c => c.RegionCode.StartsWith(region))
        : cases.Where(_ => false);

    public async Task<Page> PageAsync(string code, Guid? after, Actor actor, CancellationToken ct)
    {
        if (await catalogue.FindAsync(code, ct) is not { } now)
        {
            return new(null, [], null);
        }

        var cases = Within(db.Set<Case>().AsNoTracking(), actor).Where(c => c.ItemId == now.ItemId && c.ItemVersionId != now.VersionId && c.DecidedAt == null && c.ClosedAt == null);
        cases = after is { } id ? cases.Where(c => c.Id > id) : cases;
        var read = await cases.OrderBy(c => c.Id).Take(PageSize + 1).ToListAsync(ct);
        var shown = read.Take(PageSize).ToList();
        return new(now, await SheetsAsync(shown, now, ct), read.Count > PageSize ? shown[^1].Id : null);
    }

    /// <summary>Cases that went over to a newer version of the item and on which nothing was done since: these can come back. The latest first.</summary>
    public Task<List<Undoable>> UndoableAsync(Guid itemId, Actor actor, CancellationToken ct) =>
        Within(db.Set<Case>(), actor).Where(c => c.ItemId == itemId && c.DecidedAt == null && c.ClosedAt == null)
            .Join(db.Set<CaseRebase>(), c => new { CaseId = c.Id, c.Revision }, r => new { r.CaseId, Revision = r.RevisionAfter }, (c, r) => new { Case = c, Rebase = r })
            .Where(x => x.Rebase.UndoneAt == null)
            .OrderByDescending(x => x.Rebase.Id)
            .Select(x => new Undoable(x.Case.Id, x.Case.Number, x.Rebase.At, x.Rebase.ByName, x.Rebase.Reason))
            .Take(PageSize).ToListAsync(ct);

    public async Task<RebaseSheet> OfAsync(Case @case, PublishedItem now, CancellationToken ct) => (await SheetsAsync([@case], now, ct))[0];

    private async Task<IReadOnlyList<RebaseSheet>> SheetsAsync(List<Case> cases, PublishedItem now, CancellationToken ct)
    {
        var ids = cases.ConvertAll(c => c.Id);
        var applications = await db.Set<Application>().AsNoTracking().Where(a => ids.Contains(a.CaseId)).ToDictionaryAsync(a => a.CaseId, ct);
        var materials = (await db.Set<CaseMaterial>().AsNoTracking()
            .Where(m => ids.Contains(m.CaseId) && m.ReplacedAt == null && m.State != MaterialState.Wanted)
            .ToListAsync(ct)).ToLookup(m => m.CaseId);
        var steps = (await db.Set<CaseStep>().AsNoTracking().Where(s => ids.Contains(s.CaseId) && s.CompletedAt == null).ToListAsync(ct)).ToLookup(s => s.CaseId);
        var zone = cases.Exists(c => c.InZone) ? await zones.StandingAsync(now.ItemId, ct) : null;
        List<RebaseSheet> sheets = [];
        foreach (var @case in cases)
        {
            var before = await catalogue.VersionAsync(@case.ItemVersionId, ct);
            var application = applications[@case.Id];
            var (form, answers) = (await FormOfAsync(@case, application, ct), FormAnswers.Parse(application.Answers).Value);
            var context = CaseForm.Context(@case, LegalDay.Today(clock));
            var to = RebaseLaw.MayDemand(@case.CorrectionAskedAt is not null, @case.AcceptedAt is not null) ? await NewFormAsync(@case, now, ct) : null;
            var plan = to is null ? null : RebasePlan.Of(form.Definition, answers, to.Definition, context);
            var seen = plan is null ? answers.Seen(form.Definition, context) : plan.Answers.Seen(to!.Definition, context);
            var refusal = RebaseRefusal.Of(@case, [.. steps[@case.Id]], before, now, ZoneRule.Decider(now, @case.InZone ? zone : null).Id, seen);
            sheets.Add(new(@case, before, now, refusal, plan, to, PlannedMaterials.Of(materials[@case.Id].Select(m => m.Key), now.Content, @case.Situation, seen)));
        }

        return sheets;
    }

    private async Task<PublishedForm> FormOfAsync(Case @case, Application application, CancellationToken ct) => await forms.FindAsync(application.FormKey, application.FormVersion, ct)
        ?? throw new InvalidOperationException($"Form {application.FormKey} {application.FormVersion} of case {@case.Number} is gone.");

    private async Task<PublishedForm> NewFormAsync(Case @case, PublishedItem now, CancellationToken ct)
    {
        var key = @case.ApplicantKind == PartyKind.Company ? now.Content.CompanyForm : now.Content.PersonForm;
        return (key.Length == 0 ? null : await forms.FindAsync(key, ct)) ?? forms.Default(now.Content.TypeCode, @case.ApplicantKind);
    }
}
