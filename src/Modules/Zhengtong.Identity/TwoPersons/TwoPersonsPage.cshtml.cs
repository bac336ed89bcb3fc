using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.TwoPersons;

/// <summary>What administrators of the region asked a second one for; the newest first.</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class TwoPersonsPageModel(AskTwo two, Database db, TimeProvider clock) : PageModel
{
    private const int PageSize = 30;

    public IReadOnlyList<DangerousAct> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    public Task OnGetAsync(Guid? after, CancellationToken ct) => LoadAsync(after, ct);

    public async Task<IActionResult> OnPostAsync([FromForm] string? reason, CancellationToken ct)
    {
        var (act, actor) = (HttpContext.Act(clock, reason?.Trim() ?? ""), User.Actor()!);
        var region = actor.Post!.RegionCode;
        var asked = await two.AskAsync(DangerousKind.ExportStaff, actor.Id, actor.Name, region, $"导出区划 {region} 及其下级的人员名册", new { }, act, ct);
        if (asked.TryGet(out var id))
        {
            return Redirect($"{AskTwo.List}/{id}");
        }

        ModelState.AddProblems(asked);
        await LoadAsync(null, ct);
        return Page();
    }

    public static string NameOf(DangerousStatus status) => status switch
    {
        DangerousStatus.Done => "已批准",
        DangerousStatus.Refused => "已退回",
        DangerousStatus.Lapsed => "超过 7 天未答复，已失效",
        _ => "等待复核",
    };

    public static Tone ToneOf(DangerousStatus status) => status switch
    {
        DangerousStatus.Done => Tone.Done,
        DangerousStatus.Waiting => Tone.Info,
        _ => Tone.Neutral,
    };

    private async Task LoadAsync(Guid? after, CancellationToken ct)
    {
        var region = User.Actor()!.Post!.RegionCode;
        var acts = db.Set<DangerousAct>().AsNoTracking().Where(a => a.RegionCode.StartsWith(region));
        acts = after is { } last ? acts.Where(a => a.Id < last) : acts;
        var read = await acts.OrderByDescending(a => a.Id).Take(PageSize + 1).ToListAsync(ct);
        Rows = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"{AskTwo.List}?after={Rows[^1].Id}" : null;
    }
}
