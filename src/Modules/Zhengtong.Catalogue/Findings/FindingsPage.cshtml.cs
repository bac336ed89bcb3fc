using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.GuideFeedback;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.ManualChecks;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>问题清单: what an organisation or a region has to mend, due first; paged by key, one statement for the page and one for the names of the rules. A supervisor reads (02.08, 02.09).</summary>
[Authorize(Policy = FindingAccess.Readers)]
[ResponseCache(NoStore = true)]
internal sealed class FindingsPageModel(Database db, InspectionStandard standard, InspectionData data, TimeProvider clock) : PageModel
{
    private const int PageSize = 30;

    public FindingFilter Filter { get; private set; } = new();

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public string? Next { get; private set; }

    /// <summary>Every rule by its name: those of the standard, the questions of the manual check, what the public says.</summary>
    public IReadOnlyList<(string Key, string Title)> Rules { get; private set; } = [];

    public DateOnly Today { get; } = LegalDay.Today(clock);

    public async Task OnGetAsync([FromQuery] FindingFilter filter, string? after, CancellationToken ct)
    {
        Filter = filter;
        Rules =
        [
            .. (await standard.RulesAsync(ct)).Select(r => (r.Key, r.Title)),
            .. data.Questions.Select(q => (AnswerCheck.RuleOf(q), "人工校验：" + q.Question)),
            (RemarkOnGuide.RuleKey, "群众反映指南有误"),
        ];
        var (day, id) = DayCursor.Parse(after) ?? DayCursor.Start;
        var findings = Filter.Of(db, User.Actor()!, Today);
        findings = day == DateOnly.MinValue ? findings : findings.Where(f => f.DueOn > day || (f.DueOn == day && f.Id > id));
        var read = await findings.OrderBy(f => f.DueOn).ThenBy(f => f.Id).Take(PageSize + 1).ToListAsync(ct);
        Findings = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? Filter.Href(TellEditors.List, Filter.Show, DayCursor.Of(Findings[^1].DueOn, Findings[^1].Id)) : null;
    }
}
