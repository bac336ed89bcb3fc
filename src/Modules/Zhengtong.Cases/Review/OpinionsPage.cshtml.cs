using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Review;

/// <summary>Who was asked for an opinion sees here by whom and on what.</summary>
[Authorize(Policy = Policies.Office)]
internal sealed class OpinionsModel(Database db) : PageModel
{
    private const int PageSize = 50;

    internal sealed record Row(Guid Id, string AskedByName, string Question, DateTime AskedAt, string Number, string ItemName);

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public Guid? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var me = User.Actor()!.Id;
        var from = after ?? Guid.Empty;
        var rows = await db.Set<Consultation>().AsNoTracking()
            .Where(x => x.AskedId == me && x.AnsweredAt == null && x.Id > from)
            .Join(db.Set<Case>().Where(c => c.ClosedAt == null), x => x.CaseId, c => c.Id, (x, c) => new { x, c.Number, c.ItemName })
            .OrderBy(r => r.x.Id).Take(PageSize + 1)
            .Select(r => new Row(r.x.Id, r.x.AskedByName, r.x.Question, r.x.AskedAt, r.Number, r.ItemName))
            .ToListAsync(ct);
        Rows = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? Rows[^1].Id : null;
    }
}
