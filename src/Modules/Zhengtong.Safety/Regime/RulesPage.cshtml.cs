using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Rules;

namespace Zhengtong.Safety.Regime;

/// <summary>The data-security rules of one's region: the version in force or another one, its measures by stage and object, and where none holds. Two statements.</summary>
[Authorize(Policy = Policies.Overseer)]
[ResponseCache(NoStore = true)]
internal sealed class RulesPageModel(Database db, TimeProvider clock) : PageModel
{
    public const string Path = "/office/safety/rules";

    /// <summary>None: what is in force.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    public IReadOnlyList<SafetyRulesVersion> Versions { get; private set; } = [];

    public SafetyRulesVersion? Shown { get; private set; }

    public SafetyRulesVersion? InForce { get; private set; }

    public IReadOnlyList<Measure> Measures { get; private set; } = [];

    public IReadOnlyList<MeasureGap> Gaps => MeasureRule.Gaps(Measures);

    /// <summary>Somebody drafted what nobody has published yet.</summary>
    public bool Waits { get; private set; }

    public bool MayDraft => User.Actor()!.Has(Roles.Administrator);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var region = User.Actor()!.Post!.RegionCode;
        Versions = await db.Set<SafetyRulesVersion>().AsNoTracking().Where(v => v.RegionCode == region).OrderByDescending(v => v.Number).ToListAsync(ct);
        Waits = MayDraft && await db.Set<SafetyRules>().AnyAsync(r => r.RegionCode == region && r.Drafters != "", ct);
        InForce = MeasureRule.InForce(Versions, LegalDay.Today(clock));
        Shown = Version is { } number ? Versions.FirstOrDefault(v => v.Number == number) : InForce ?? (Versions.Count > 0 ? Versions[0] : null);
        if (Version is not null && Shown is null)
        {
            return NotFound();
        }

        Measures = Shown is null ? [] : Measure.Read(Shown.Measures);
        return Page();
    }
}
