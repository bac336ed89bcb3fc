using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Change;

/// <summary>Open to those who watch over the regions as well: the figures are theirs to act on.</summary>
[Authorize(Policy = CataloguePolicies.Reader)]
internal sealed class TimelinessPageModel(Timeliness timeliness, Regions regions, AnswerChange answers) : PageModel
{
    public IReadOnlyList<(string Region, Timeliness.Row Row)> Rows { get; private set; } = [];

    public int Days => answers.Days;

    /// <summary>The regions' own changes instead of what those below asked for.</summary>
    public bool Own { get; private set; }

    public async Task OnGetAsync(string? show, CancellationToken ct)
    {
        Own = show == "own";
        var rows = new List<(string, Timeliness.Row)>();
        foreach (var row in await timeliness.ReadAsync(User.Actor()!, !Own, ct))
        {
            rows.Add((row.RegionCode.Length == 0 ? "全国" : (await regions.FindAsync(row.RegionCode, ct))?.FullName ?? row.RegionCode, row));
        }

        Rows = rows;
    }
}
