using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.WorkList;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Dispatch;

/// <summary>What the dispatcher looks for; bound from the address.</summary>
internal sealed record DispatchFilter
{
    public const string Untaken = "untaken";
    public const string Late = "late";
    public const string Unstaffed = "unstaffed";
    public const string All = "all";

    /// <summary>untaken, late, unstaffed or all; else whatever needs a hand: late or unstaffed.</summary>
    public string? Show { get; set; }

    public Guid? Organisation { get; set; }

    /// <summary>Words of the item, or the case's number.</summary>
    public string? Words { get; set; }

    /// <summary>Due by that day.</summary>
    public DateOnly? Due { get; set; }

    public string Href(string path, string? after = null, string? show = "")
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in ((string, string?)[])
            [("show", show == "" ? Show : show), ("organisation", Organisation?.ToString()), ("words", Words),
                ("due", Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("after", after)])
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                query.Add(name, value);
            }
        }

        return path + query;
    }
}

/// <summary>The open steps within a dispatcher's reach, due first; by key. A page is one statement on cases and one on who holds which post.</summary>
internal sealed class DispatchList(Database db, IOrganisations organisations, WorkingCalendars calendars, TimeProvider clock)
{
    public const int PageSize = 30;

    internal sealed record Row(CaseStep Step, bool Late, bool Unstaffed, string DueText);

    internal sealed record Page(IReadOnlyList<Row> Rows, string? Next);

    public async Task<Page> PageAsync(DispatchScope.Reach reach, DispatchFilter filter, string? after, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var calendar = await calendars.CurrentAsync(ct);
        var unstaffed = Unstaffed(await organisations.StaffedAsync(reach.Post.RegionCode, ct));
        var steps = reach.Of(db.Set<CaseStep>().AsNoTracking().Where(s => s.CompletedAt == null));
        steps = filter.Show switch
        {
            DispatchFilter.Untaken => steps.Where(s => s.TakenById == null),
            DispatchFilter.Late => steps.Where(s => s.DueOn < today),
            DispatchFilter.Unstaffed => steps.Where(unstaffed),
            DispatchFilter.All => steps,
            _ => steps.Where(Either(s => s.DueOn < today, unstaffed)),
        };
        steps = filter.Organisation is { } organisation ? steps.Where(s => s.OrganisationId == organisation) : steps;
        steps = filter.Due is { } due ? steps.Where(s => s.DueOn <= due) : steps;
        steps = new WorkListFilter { Words = filter.Words }.Apply(steps, today);
        if (DayCursor.Parse(after) is var (day, id))
        {
            steps = steps.Where(s => s.DueOn > day || (s.DueOn == day && s.Id > id));
        }

        var read = await steps.OrderBy(s => s.DueOn).ThenBy(s => s.Id).Take(PageSize + 1).ToListAsync(ct);
        var nobody = unstaffed.Compile();
        var rows = read.Take(PageSize).Select(s => new Row(s, s.DueOn < today, nobody(s), LegalDay.DueText(s.DueOn, today, calendar))).ToList();
        return new Page(rows, read.Count > PageSize ? DayCursor.Of(rows[^1].Step.DueOn, rows[^1].Step.Id) : null);
    }

    /// <summary>Chosen steps that are open and within reach, in the order of the list.</summary>
    public async Task<IReadOnlyList<CaseStep>> ChosenAsync(DispatchScope.Reach reach, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        await reach.Of(db.Set<CaseStep>().AsNoTracking().Where(s => s.CompletedAt == null && ids.Contains(s.Id))).OrderBy(s => s.DueOn).ThenBy(s => s.Id).Take(PageSize).ToListAsync(ct);

    /// <summary>Steps whose role nobody holds today where they wait: in the organisation, or in the region for regional roles.</summary>
    private static Expression<Func<CaseStep, bool>> Unstaffed(IReadOnlyList<StaffedPost> staffed)
    {
        List<Guid> Organisations(string role) => [.. staffed.Where(p => p.Role == role).Select(p => p.OrganisationId).Distinct()];
        List<string> Regions(string role) => [.. staffed.Where(p => p.Role == role).Select(p => p.RegionCode).Distinct()];
        var (reviewers, approvers, leads) = (Organisations(Roles.Reviewer), Organisations(Roles.Approver), Organisations(Roles.AcceptanceLead));
        var (windows, issuers) = (Regions(Roles.WindowClerk), Regions(Roles.IssueClerk));
        return s => (s.Role == Roles.Reviewer && !reviewers.Contains(s.OrganisationId))
            || (s.Role == Roles.Approver && !approvers.Contains(s.OrganisationId))
            || (s.Role == Roles.AcceptanceLead && !leads.Contains(s.OrganisationId))
            || (s.Role == Roles.WindowClerk && !windows.Contains(s.RegionCode))
            || (s.Role == Roles.IssueClerk && !issuers.Contains(s.RegionCode));
    }

    private static Expression<Func<CaseStep, bool>> Either(Expression<Func<CaseStep, bool>> one, Expression<Func<CaseStep, bool>> other)
    {
        var step = one.Parameters[0];
        return Expression.Lambda<Func<CaseStep, bool>>(Expression.OrElse(one.Body, new Swap(other.Parameters[0], step).Visit(other.Body)), step);
    }

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
