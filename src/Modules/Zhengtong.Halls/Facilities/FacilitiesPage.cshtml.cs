using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Halls.Venues;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Halls.Facilities;

/// <summary>What one hall has, by kind: the list, one kind to state, and what was stated before. Three statements.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class FacilitiesPageModel(Database db, KeepFacilities keep, IOptions<HallSettings> settings, TimeProvider clock) : PageModel
{
    private const int Shown = 30;

    [BindProperty(SupportsGet = true)]
    public Guid HallId { get; set; }

    /// <summary>The kind to state; none: the list alone.</summary>
    [BindProperty(SupportsGet = true, Name = "kind")]
    public FacilityKind? Chosen { get; set; }

    public KeepFacilities.Command Input { get; set; } = new();

    public Hall Hall { get; private set; } = null!;

    public IReadOnlyDictionary<FacilityKind, Facility> Known { get; private set; } = new Dictionary<FacilityKind, Facility>();

    public IReadOnlyList<TimelineEntry> History { get; private set; } = [];

    public DateOnly Today { get; } = LegalDay.Today(clock);

    public string Self => $"/office/halls/hall/{HallId}/facilities";

    public string SeenAll => KeepFacilities.SeenOf(Known.Values);

    public int SeenOne => Chosen is { } kind && Known.TryGetValue(kind, out var facility) ? facility.Revision : 0;

    public string? Fault(FacilityKind kind) => FacilityRule.Fault(Known.GetValueOrDefault(kind), Today, settings.Value.FacilityCheckDays);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] KeepFacilities.Command input, CancellationToken ct)
    {
        input.Kind = Chosen;
        // What is no number is told by the act in words of the matter; a wrong date is told by its binder.
        var dates = ModelState.Where(e => e.Key.StartsWith("Input.Out", StringComparison.Ordinal) && e.Value!.Errors.Count > 0).ToList();
        if (dates.Count == 0)
        {
            ModelState.Clear();
        }

        return await EndAsync(dates.Count == 0 ? await keep.StateAsync(HallId, input, HttpContext.Act(clock, "登记无障碍设施"), ct) : null, input, ct);
    }

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return await EndAsync(await keep.CheckAllAsync(HallId, HttpContext.Act(clock, "巡查无障碍设施"), ct), null, ct);
    }

    private async Task<IActionResult> EndAsync(Outcome? done, KeepFacilities.Command? input, CancellationToken ct)
    {
        if (done is { Ok: true })
        {
            return Redirect(Self);
        }

        db.ChangeTracker.Clear();
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        Input = input ?? Input;
        if (done is not null)
        {
            ModelState.AddProblems(done, nameof(Input));
        }

        return Page();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        if (await db.HallsOf(User.Actor()!.Post!).AsNoTracking().SingleOrDefaultAsync(h => h.Id == HallId, ct) is not { } hall)
        {
            return false;
        }

        Hall = hall;
        Known = await db.Set<Facility>().AsNoTracking().Where(f => f.HallId == HallId).ToDictionaryAsync(f => f.Kind, ct);
        if (Chosen is { } kind && Known.TryGetValue(kind, out var now))
        {
            Input = new KeepFacilities.Command
            {
                Kind = kind, Number = now.Number.ToString(CultureInfo.InvariantCulture), Place = now.Place, Out = now.OutSince is not null, OutSince = now.OutSince, OutUntil = now.OutUntil,
            };
        }

        var entries = await db.Set<TraceEntry>().AsNoTracking().Where(t => t.SubjectId == HallId && (t.What == KeepFacilities.Stated || t.What == KeepFacilities.AllSeen))
            .OrderByDescending(t => t.Sequence).Take(Shown).ToListAsync(ct);
        History = [.. entries.Select(t => new TimelineEntry(Said(t), LegalDay.Moment(t.At), t.ActorName))];
        return true;
    }

    private static string Said(TraceEntry entry)
    {
        if (entry.What == KeepFacilities.AllSeen)
        {
            return "巡查了全部设施，与登记一致";
        }

        var facts = JsonSerializer.Deserialize<FacilityFacts>(entry.Data)!;
        return facts.Number == 0 ? $"{facts.Kind.Name()}：没有"
            : $"{facts.Kind.Name()}：{facts.Number} 处（件），{facts.Place}" + (facts.OutSince is { } since ? $"，{LegalDay.Date(since)}起不能使用" : "，可以使用");
    }
}
