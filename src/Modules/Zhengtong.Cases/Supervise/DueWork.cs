using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Supervise;

/// <summary>What is due up to a day, by the indexes of due days: cases until their decision, and every open step.</summary>
internal static class DueWork
{
    public static IQueryable<Due> Cases(Database db, (DateOnly Day, Guid Id) after, DateOnly until) => db.Set<Case>().AsNoTracking()
        .Where(x => x.ClosedAt == null && x.DueOn != null && x.DecidedAt == null && x.DueOn <= until && (x.DueOn > after.Day || (x.DueOn == after.Day && x.Id > after.Id)))
        .OrderBy(x => x.DueOn).ThenBy(x => x.Id)
        .Select(x => new Due(x.DueOn!.Value, x.Id, x.Id));

    public static IQueryable<Due> Steps(Database db, (DateOnly Day, Guid Id) after, DateOnly until) => db.Set<CaseStep>().AsNoTracking()
        .Where(x => x.CompletedAt == null && x.DueOn <= until && (x.DueOn > after.Day || (x.DueOn == after.Day && x.Id > after.Id)))
        .OrderBy(x => x.DueOn).ThenBy(x => x.Id)
        .Select(x => new Due(x.DueOn, x.Id, x.CaseId));
}

/// <summary>A thing that is due, and where a walk over them stands.</summary>
internal sealed record Due(DateOnly Day, Guid Id, Guid CaseId);
