using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Performance;

/// <summary>All that is to be mended after evaluations, due first (01.43); paged by key.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class TodosModel(Database db, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    public IReadOnlyList<ItemEvaluation> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public DateOnly Today => LegalDay.Today(clock);

    /// <summary>What one sees that is not done yet, due first.</summary>
    public static IQueryable<ItemEvaluation> Open(Database db, Actor actor)
    {
        var visible = db.Set<Item>().VisibleTo(actor);
        return db.Set<ItemEvaluation>().AsNoTracking().Where(e => e.DoneAt == null && e.DueOn != null && visible.Any(i => i.Id == e.ItemId)).OrderBy(e => e.DueOn).ThenBy(e => e.Id);
    }

    public async Task OnGetAsync(DateOnly? due, Guid? after, CancellationToken ct)
    {
        IQueryable<ItemEvaluation> rows = Open(db, User.Actor()!);
        if (due is { } day && after is { } last)
        {
            rows = rows.Where(e => e.DueOn > day || (e.DueOn == day && e.Id > last));
        }

        var read = await rows.Take(PageSize + 1).ToListAsync(ct);
        Rows = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"/office/performance/todos?due={Rows[^1].DueOn:yyyy-MM-dd}&after={Rows[^1].Id}" : null;
    }
}
