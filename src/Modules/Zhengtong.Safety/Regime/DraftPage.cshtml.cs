using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Rules;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Safety.Regime;

/// <summary>The draft of the next version: its text, its measures one by one, and publishing it by somebody else. One statement.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class DraftPageModel(Database db, KeepRules keep, TimeProvider clock) : PageModel
{
    public const string Path = RulesPageModel.Path + "/draft";

    /// <summary>The measure that is being changed.</summary>
    [BindProperty(SupportsGet = true, Name = "measure")]
    public string? Chosen { get; set; }

    public SafetyRules? Draft { get; private set; }

    public IReadOnlyList<Measure> Measures { get; private set; } = [];

    public IReadOnlyList<MeasureGap> Gaps => MeasureRule.Gaps(Measures);

    public KeepRules.Command Input { get; set; } = new();

    public KeepRules.MeasureInput Line { get; set; } = new();

    public int Seen => Draft?.Revision ?? 0;

    public bool MayPublish => Draft is { Waits: true } draft && !draft.WasDraftedBy(User.Actor()!.Id);

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostAsync([Bind(Prefix = nameof(Input))] KeepRules.Command input, CancellationToken ct) =>
        DoAsync(nameof(Input), act => keep.WriteAsync(input, act, ct), () => Input = input, ct);

    public Task<IActionResult> OnPostMeasureAsync([Bind(Prefix = nameof(Line))] KeepRules.MeasureInput input, CancellationToken ct) =>
        DoAsync(nameof(Line), act => keep.SetMeasureAsync(input, act, ct), () => Line = input, ct);

    public Task<IActionResult> OnPostRemoveAsync([FromForm] string? key, CancellationToken ct) => DoAsync("", act => keep.RemoveMeasureAsync(key, act, ct), () => { }, ct);

    public async Task<IActionResult> OnPostPublishAsync(CancellationToken ct)
    {
        var published = await keep.PublishAsync(HttpContext.Act(clock, "公布数据安全管理办法"), ct);
        if (!ModelState.AddProblems(published))
        {
            return Redirect(RulesPageModel.Path);
        }

        db.ChangeTracker.Clear();
        await ShowAsync(ct);
        return Page();
    }

    private async Task<IActionResult> DoAsync(string prefix, Func<Act, Task<Outcome>> run, Action keepInput, CancellationToken ct)
    {
        if (ModelState.IsValid && !ModelState.AddProblems(await run(HttpContext.Act(clock, "起草数据安全管理办法")), prefix))
        {
            return Redirect(Path);
        }

        db.ChangeTracker.Clear();
        await ShowAsync(ct);
        keepInput();
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var region = User.Actor()!.Post!.RegionCode;
        Draft = await db.Set<SafetyRules>().AsNoTracking().SingleOrDefaultAsync(r => r.RegionCode == region, ct);
        Measures = Draft is null ? [] : Measure.Read(Draft.Measures);
        Input = new KeepRules.Command { Title = Draft?.Title, Text = Draft?.Text, EffectiveFrom = Draft?.EffectiveFrom };
        if (Measures.FirstOrDefault(m => m.Key == Chosen) is { } chosen)
        {
            Line = new KeepRules.MeasureInput
            {
                Key = chosen.Key, Stage = chosen.Stage, Objects = [.. chosen.Objects], Safeguard = chosen.Safeguard, Organisation = chosen.Organisation, Person = chosen.Person,
                Requirement = chosen.Requirement,
            };
        }
    }
}
