using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>One batch: the work list by stage, and what was delegated and entrusted to whom (01.34).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class BatchModel(Database db, TimeProvider clock) : PageModel
{
    private const int PageSize = 30;
    private const int MostReceivers = 300;

    internal sealed record Count(string Receiver, ZoneKind Zone, int Delegated, int Entrusted, int Recalled);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public AdjustmentBatch Batch { get; private set; } = null!;

    public bool Open { get; private set; }

    public IReadOnlyList<Model.PermissionAdjustment> Rows { get; private set; } = [];

    public IReadOnlyList<Tab> Stages { get; private set; } = [];

    public IReadOnlyList<Count> Counts { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(AdjustmentStage? stage, Guid? after, CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await db.Set<AdjustmentBatch>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(b => b.Id == Id, ct) is not { } batch)
        {
            return NotFound();
        }

        (Batch, Open) = (batch, batch.Admits(LegalDay.Today(clock)));
        Stages = [new Tab("全部", $"/office/permissions/{Id}", stage is null), .. Enum.GetValues<AdjustmentStage>().Select(s => new Tab(s.Name(), $"/office/permissions/{Id}?stage={s}", s == stage))];
        var rows = db.Set<Model.PermissionAdjustment>().AsNoTracking().VisibleTo(db, actor).Where(a => a.BatchId == Id);
        if (stage is { } at)
        {
            rows = rows.Where(a => a.Stage == at);
        }

        if (after is { } last)
        {
            rows = rows.Where(a => a.Id > last);
        }

        var read = await rows.OrderBy(a => a.Id).Take(PageSize + 1).ToListAsync(ct);
        Rows = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"/office/permissions/{Id}?stage={stage}&after={Rows[^1].Id}" : null;
        Counts = [.. (await db.Set<ItemGrant>().VisibleTo(actor).Where(g => g.BatchId == Id)
            .GroupBy(g => new { g.ReceiverId, g.ReceiverName, g.Zone })
            .Select(g => new
            {
                g.Key.ReceiverName,
                g.Key.Zone,
                Delegated = g.Count(x => x.Kind == AdjustmentKind.Delegate),
                Entrusted = g.Count(x => x.Kind == AdjustmentKind.Entrust),
                Recalled = g.Count(x => x.RecalledAt != null),
            })
            .OrderBy(g => g.ReceiverName).Take(MostReceivers).ToListAsync(ct)).Select(g => new Count(g.ReceiverName, g.Zone, g.Delegated, g.Entrusted, g.Recalled))];
        return Page();
    }
}
