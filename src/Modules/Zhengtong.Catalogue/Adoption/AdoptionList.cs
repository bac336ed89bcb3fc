using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Adoption;

/// <summary>Whose tasks an actor sees and does: a manager those of the region and below, an editor the implementation items of the own organisation. Inside the SQL.</summary>
internal static class AdoptionAccess
{
    public static IQueryable<AdoptionTask> KeptBy(this IQueryable<AdoptionTask> tasks, Actor actor) => actor switch
    {
        { Kind: ActorKind.System } => tasks,
        { Post: { Role: Roles.CatalogueManager, RegionCode: var region } } => tasks.Where(t => t.RegionCode.StartsWith(region)),
        { Post: { Role: Roles.ItemEditor, OrganisationId: var organisation } } => tasks.Where(t => t.OrganisationId == organisation && t.ItemKind == ItemKind.Implementation),
        _ => tasks.Where(_ => false),
    };
}

/// <summary>Which items may stay although the entry above them was paused or cancelled, since an objection was upheld (01.17).</summary>
internal static class KeptItems
{
    /// <summary>The tasks that an upheld objection let the item off, until what it was kept from is over. Inside the SQL.</summary>
    public static IQueryable<AdoptionTask> Kept(this IQueryable<AdoptionTask> tasks) => tasks.Where(t => t.KeptAt != null && t.KeepEndedAt == null);

    /// <summary>Of these items; no statement where there is none to ask about.</summary>
    public static async Task<HashSet<Guid>> OfAsync(Database db, IReadOnlyCollection<Guid> items, CancellationToken ct) => items.Count == 0 ? []
        : [.. await db.Set<AdoptionTask>().AsNoTracking().Kept().Where(t => items.Contains(t.ItemId))
            .Where(t => db.Set<Item>().Any(i => i.Id == t.ItemId && i.ParentId == t.UpperId)).Select(t => t.ItemId).ToListAsync(ct)];
}

/// <summary>What is looked for; bound from the address.</summary>
internal sealed record AdoptionFilter
{
    public const string Overdue = "overdue";
    public const string Contested = "contested";
    public const string Upheld = "upheld";
    public const string Closed = "closed";

    /// <summary>overdue, contested, upheld or closed; else all that is open.</summary>
    public string? Show { get; set; }

    /// <summary>The region and those below.</summary>
    public string? Region { get; set; }

    public string? Words { get; set; }

    public string Href(string path, string? after = null, string? show = "")
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in ((string, string?)[])[("show", show == "" ? Show : show), ("region", Region), ("words", Words), ("after", after)])
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                query.Add(name, value);
            }
        }

        return path + query;
    }
}

/// <summary>The work list of changes from above, due first; by key, one statement a page.</summary>
internal sealed class AdoptionList(Database db, WorkingCalendars calendars, TimeProvider clock)
{
    public const int PageSize = 30;

    internal sealed record Row(AdoptionTask Task, AdoptionState State, string DueText, int ItemVersion);

    internal sealed record Page(IReadOnlyList<Row> Rows, string? Next);

    public async Task<Page> PageAsync(Actor actor, AdoptionFilter filter, string? after, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var calendar = await calendars.CurrentAsync(ct);
        var tasks = Matching(actor, filter);
        if (DayCursor.Parse(after) is var (day, id))
        {
            tasks = tasks.Where(t => t.DueOn > day || (t.DueOn == day && t.Id > id));
        }

        var read = await tasks.OrderBy(t => t.DueOn).ThenBy(t => t.Id).Take(PageSize + 1)
            .Join(db.Set<Item>(), t => t.ItemId, i => i.Id, (t, i) => new { Task = t, i.CurrentVersion }).OrderBy(x => x.Task.DueOn).ThenBy(x => x.Task.Id).ToListAsync(ct);
        var rows = read.Take(PageSize).Select(x => new Row(x.Task, x.Task.StateOn(today), LegalDay.DueText(x.Task.DueOn, today, calendar), x.CurrentVersion)).ToList();
        return new Page(rows, read.Count > PageSize ? DayCursor.Of(rows[^1].Task.DueOn, rows[^1].Task.Id) : null);
    }

    /// <summary>The task is about an entry of a basic catalogue.</summary>
    public Task<bool> IsEntryAsync(Guid taskId, CancellationToken ct) => db.Set<AdoptionTask>().AnyAsync(t => t.Id == taskId && t.ItemKind == ItemKind.Basic, ct);

    public async Task<string> NameAsync(Guid taskId, Actor actor, CancellationToken ct) =>
        await db.Set<AdoptionTask>().KeptBy(actor).Where(t => t.Id == taskId).Select(t => t.ItemName).SingleOrDefaultAsync(ct) ?? "任务";

    public IAsyncEnumerable<AdoptionTask> All(Actor actor, AdoptionFilter filter) => Matching(actor, filter).OrderBy(t => t.DueOn).ThenBy(t => t.Id).AsAsyncEnumerable();

    /// <summary>What changed above, in a few words.</summary>
    public static string ChangeOf(AdoptionTask task) => task.UpperStatus is { } status ? Of(status) : $"第 {task.FromVersion} 版 → 第 {task.ToVersion} 版";

    public static string Of(ItemStatus status) => status switch
    {
        ItemStatus.Paused => "暂停",
        ItemStatus.Cancelled => "取消",
        _ => "恢复",
    };

    public static string EffectOf(ItemStatus status) => status switch
    {
        ItemStatus.Paused => "随上级暂停后，本事项不能再提出新的申请，在办的办件照常办完。",
        ItemStatus.Cancelled => "随上级取消后，本事项不能再提出新的申请，在办的办件照常办完，历史版本保留。",
        _ => "随上级恢复后，本事项恢复办理。",
    };

    public static string NameOf(AdoptionState state) => state switch
    {
        AdoptionState.Opened => "办理中",
        AdoptionState.Overdue => "已超期",
        AdoptionState.Contested => "有异议，待上级答复",
        AdoptionState.Answered => "异议已答复，待承接",
        AdoptionState.Excepted => "已批准例外",
        AdoptionState.Kept => "异议已采纳，保持不变",
        AdoptionState.Adopted => "已承接",
        AdoptionState.Superseded => "不用再办",
        _ => "待承接",
    };

    private IQueryable<AdoptionTask> Matching(Actor actor, AdoptionFilter filter)
    {
        var today = LegalDay.Today(clock);
        var tasks = db.Set<AdoptionTask>().AsNoTracking().KeptBy(actor);
        tasks = filter.Show switch
        {
            AdoptionFilter.Overdue => tasks.Where(t => t.ClosedAt == null && (t.ContestedAt == null || t.AnsweredAt != null) && t.DueOn < today),
            AdoptionFilter.Contested => tasks.Where(t => t.ClosedAt == null && t.ContestedAt != null && t.AnsweredAt == null),
            AdoptionFilter.Upheld => tasks.Where(t => t.AnsweredAt != null && (t.KeptAt != null || t.ExceptedElements != "")),
            AdoptionFilter.Closed => tasks.Where(t => t.ClosedAt != null),
            _ => tasks.Where(t => t.ClosedAt == null),
        };
        tasks = filter.Region is { Length: > 0 } region ? tasks.Where(t => t.RegionCode.StartsWith(region)) : tasks;
        return filter.Words?.Trim() is { Length: > 0 } words ? tasks.Where(t => t.ItemName.Contains(words) || t.ItemCode == words) : tasks;
    }
}
