using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Change;

[Authorize(Policy = Policies.ItemKeeper)]
internal sealed class TimelinessPageModel(Timeliness timeliness, Regions regions, AnswerChange answers) : PageModel
{
    public IReadOnlyList<(string Region, Timeliness.Row Row)> Rows { get; private set; } = [];

    public int Days => answers.Days;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rows = new List<(string, Timeliness.Row)>();
        foreach (var row in await timeliness.ReadAsync(User.Actor()!, ct))
        {
            rows.Add((row.RegionCode.Length == 0 ? "全国" : (await regions.FindAsync(row.RegionCode, ct))?.FullName ?? row.RegionCode, row));
        }

        Rows = rows;
    }
}
