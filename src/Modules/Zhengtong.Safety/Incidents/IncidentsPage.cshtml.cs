using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Rules;
using Zhengtong.Ui.Components;

namespace Zhengtong.Safety.Incidents;

/// <summary>The register of incidents of a region, the newest first. One statement.</summary>
[Authorize(Policy = Policies.Overseer)]
[ResponseCache(NoStore = true)]
internal sealed class IncidentsPageModel(Database db, TimeProvider clock) : PageModel
{
    public const string Path = "/office/safety/incidents";
    private const int PageSize = 30;
    private static readonly (IncidentView View, string Name)[] Views = [(IncidentView.Open, "未办结"), (IncidentView.Closed, "已办结"), (IncidentView.All, "全部")];

    public IncidentView View { get; private set; }

    public IncidentGrade? Grade { get; private set; }

    public IReadOnlyList<Incident> Incidents { get; private set; } = [];

    public string? Next { get; private set; }

    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    public string Query => $"view={View}" + (Grade is null ? "" : $"&grade={Grade}");

    public IReadOnlyList<Tab> Tabs =>
    [
        .. Views.Select(v => new Tab(v.Name, $"{Path}?view={v.View}" + (Grade is null ? "" : $"&grade={Grade}"), View == v.View)),
    ];

    public async Task OnGetAsync(IncidentView view, IncidentGrade? grade, Guid? after, CancellationToken ct)
    {
        (View, Grade) = (view, grade);
        var incidents = db.IncidentsOf(User.Actor()!).AsNoTracking().Seen(view, grade);
        incidents = after is { } last ? incidents.Where(i => i.Id < last) : incidents;
        var read = await incidents.OrderByDescending(i => i.Id).Take(PageSize + 1).ToListAsync(ct);
        Incidents = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"{Path}?{Query}&after={Incidents[^1].Id}" : null;
    }

    public static (string Name, Tone Tone) StateOf(Incident incident) => incident switch
    {
        { ClosedAt: not null } => ("已办结", Tone.Done),
        { Grade: null } => ("等待定级", Tone.Warning),
        _ => ("正在处置", Tone.Info),
    };

    /// <summary>The 24-hour clock, while it runs.</summary>
    public static string? ClockOf(Incident incident, DateTime now) => incident is not { ReportUpBy: { } by, ReportedUpAt: null, ClosedAt: null } ? null
        : now > by ? $"应在{LegalDay.Moment(by)}前报告主管部门，已超时" : $"须在{LegalDay.Moment(by)}前报告主管部门";
}

internal enum IncidentView
{
    Open,
    Closed,
    All,
}

internal static class IncidentViews
{
    public static IQueryable<Incident> Seen(this IQueryable<Incident> incidents, IncidentView view, IncidentGrade? grade)
    {
        var seen = view switch
        {
            IncidentView.Open => incidents.Where(i => i.ClosedAt == null),
            IncidentView.Closed => incidents.Where(i => i.ClosedAt != null),
            _ => incidents,
        };
        return grade is null ? seen : seen.Where(i => i.Grade == grade);
    }
}

/// <summary>The register as a sheet.</summary>
internal static class IncidentsExport
{
    private static readonly string[] Heads =
        ["编号", "事件", "类别", "等级", "状态", "发现时间", "报告单位", "报告人", "报告时间", "涉及人数", "报告主管部门", "报告主管部门时间", "告知个人", "原因", "整改措施", "办结人", "办结时间"];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet(IncidentsPageModel.Path + "/export", (IncidentView? view, IncidentGrade? grade, HttpContext http, Database db, CancellationToken ct) =>
            FileAsync(db.IncidentsOf(http.User.Actor()!).AsNoTracking().Seen(view ?? IncidentView.All, grade), ct))
        .RequireAuthorization(Policies.Overseer);

    private static Task<IResult> FileAsync(IQueryable<Incident> incidents, CancellationToken ct) => ExcelSheet.FileAsync(
        "数据安全事件",
        "件",
        Heads,
        incidents.OrderByDescending(i => i.Id).Take(ExcelSheet.MostRows + 1).AsAsyncEnumerable().Select(i => (IReadOnlyList<string>)
        [
            i.Number, i.Title, i.Kind.Name(), i.Grade?.Name() ?? "", IncidentsPageModel.StateOf(i).Name, LegalDay.Moment(i.FoundAt), i.OrganisationName, i.ReportedByName,
            LegalDay.Moment(i.ReportedAt), i.PersonalLeaked ? i.PeopleConcerned.ToString(CultureInfo.InvariantCulture) : "", i.ReportedUpTo,
            LegalDay.Moment(i.ReportedUpAt), i.PeopleTold, i.Cause, i.Mend,
            i.ClosedByName, LegalDay.Moment(i.ClosedAt),
        ]),
        ct);
}
