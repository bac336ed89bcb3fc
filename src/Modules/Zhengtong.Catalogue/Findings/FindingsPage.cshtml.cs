using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>问题清单: what an organisation or a region has to mend, due first; paged by key, one statement a page (02.08, 02.09).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class FindingsPageModel(Database db, TimeProvider clock) : PageModel
{
    private const int PageSize = 30;

    public FindingFilter Filter { get; private set; } = new();

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public string? Next { get; private set; }

    public DateOnly Today { get; } = LegalDay.Today(clock);

    public async Task OnGetAsync([FromQuery] FindingFilter filter, string? after, CancellationToken ct)
    {
        Filter = filter;
        var (day, id) = DayCursor.Parse(after) ?? DayCursor.Start;
        var findings = Filter.Of(db, User.Actor()!, Today);
        findings = day == DateOnly.MinValue ? findings : findings.Where(f => f.DueOn > day || (f.DueOn == day && f.Id > id));
        var read = await findings.OrderBy(f => f.DueOn).ThenBy(f => f.Id).Take(PageSize + 1).ToListAsync(ct);
        Findings = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? Filter.Href(TellEditors.List, Filter.Show, DayCursor.Of(Findings[^1].DueOn, Findings[^1].Id)) : null;
    }
}
