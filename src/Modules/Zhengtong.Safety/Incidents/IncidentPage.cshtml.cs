using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Rules;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Safety.Incidents;

/// <summary>One incident: its facts, its clock, what was done, and the next act. Two statements. Its report is printed from the same.</summary>
[Authorize(Policy = Policies.Overseer)]
[ResponseCache(NoStore = true)]
internal class IncidentPageModel(Database db, HandleIncident handle, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Incident Incident { get; private set; } = null!;

    public IReadOnlyList<IncidentStep> Steps { get; private set; } = [];

    public HandleIncident.Grading Grading { get; set; } = new();

    public HandleIncident.Closing Closing { get; set; } = new();

    /// <summary>What was typed into the form with one text.</summary>
    public (string Handler, string? Text) Typed { get; private set; } = ("", null);

    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    public bool MayHandle => Incident.ClosedAt is null && User.Actor()!.Has(Roles.Administrator);

    public bool Handled => User.Actor()!.Id is var self && Steps.Any(s => s.ById == self);

    public IReadOnlyList<string> Missing => [.. IncidentRule.Missing(Incident, Steps.Count)];

    public string Self => $"{IncidentsPageModel.Path}/{Id}";

    public IReadOnlyList<TimelineEntry> Timeline =>
    [
        new("报告", LegalDay.Moment(Incident.ReportedAt), $"{Incident.OrganisationName} {Incident.ReportedByName}"),
        .. Steps.Select(s => new TimelineEntry(s.What, LegalDay.Moment(s.At), s.ByName)),
        .. Incident.ClosedAt is { } closed ? (TimelineEntry[])[new("办结", LegalDay.Moment(closed), Incident.ClosedByName)] : [],
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostGradeAsync([Bind(Prefix = nameof(Grading))] HandleIncident.Grading input, CancellationToken ct) =>
        DoAsync(nameof(Grading), act => handle.GradeAsync(Id, input, act, ct), () => Grading = input, ct);

    public Task<IActionResult> OnPostStepAsync([FromForm] string? step, CancellationToken ct) => DoAsync("", act => handle.StepAsync(Id, step, act, ct), () => Typed = ("Step", step), ct);

    public Task<IActionResult> OnPostUpAsync([FromForm] string? up, CancellationToken ct) => DoAsync("", act => handle.ReportUpAsync(Id, up, act, ct), () => Typed = ("Up", up), ct);

    public Task<IActionResult> OnPostPeopleAsync([FromForm] string? people, CancellationToken ct) =>
        DoAsync("", act => handle.TellPeopleAsync(Id, people, act, ct), () => Typed = ("People", people), ct);

    public Task<IActionResult> OnPostCloseAsync([Bind(Prefix = nameof(Closing))] HandleIncident.Closing input, CancellationToken ct) =>
        DoAsync(nameof(Closing), act => handle.CloseAsync(Id, input, act, ct), () => Closing = input, ct);

    private async Task<IActionResult> DoAsync(string prefix, Func<Act, Task<Outcome>> run, Action keep, CancellationToken ct)
    {
        // A tick or a number that is none is told by the act in words of the matter.
        ModelState.Clear();
        if (!ModelState.AddProblems(await run(HttpContext.Act(clock, "处置数据安全事件")), prefix))
        {
            return Redirect(Self);
        }

        db.ChangeTracker.Clear();
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        keep();
        return Page();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        if (await db.IncidentsOf(User.Actor()!).AsNoTracking().SingleOrDefaultAsync(i => i.Id == Id, ct) is not { } incident)
        {
            return false;
        }

        Incident = incident;
        Steps = await db.Set<IncidentStep>().AsNoTracking().Where(s => s.IncidentId == Id).OrderBy(s => s.At).ThenBy(s => s.Id).ToListAsync(ct);
        Grading = new HandleIncident.Grading
        {
            Grade = incident.Grade, HarmsPublic = incident.HarmsPublic, PersonalLeaked = incident.PersonalLeaked,
            People = incident.PersonalLeaked ? incident.PeopleConcerned.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        };
        return true;
    }
}

/// <summary>数据安全事件报告, on paper.</summary>
[Authorize(Policy = Policies.Overseer)]
[ResponseCache(NoStore = true)]
internal sealed class IncidentPrintModel(Database db, HandleIncident handle, TimeProvider clock) : IncidentPageModel(db, handle, clock);
