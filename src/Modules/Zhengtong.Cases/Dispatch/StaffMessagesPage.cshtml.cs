using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Dispatch;

/// <summary>The inbox of a member of staff: what was dispatched to him or away from him, and what he is asked to take over. The newest first, one statement a page.</summary>
[Authorize(Policy = Readers)]
[ResponseCache(NoStore = true)]
internal sealed class StaffMessagesPageModel(Database db, TimeProvider clock) : PageModel
{
    public const string Path = "/office/messages";
    private const string Readers = Policies.Handler + "," + Roles.CatalogueManager + "," + Roles.ItemEditor + "," + Roles.Supervisor + "," + Roles.StandardExpert + "," + Roles.Administrator;
    private const int PageSize = 20;

    public IReadOnlyList<Message> Messages { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var me = User.Actor()!.Id;
        var inbox = db.Set<Message>().AsNoTracking().Where(m => m.PartyId == me);
        inbox = after is { } last ? inbox.Where(m => m.Id < last) : inbox;
        var read = await inbox.OrderByDescending(m => m.Id).Take(PageSize + 1).ToListAsync(ct);
        Messages = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"{Path}?after={Messages[^1].Id}" : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var (me, now) = (User.Actor()!.Id, Act.Micro(clock.GetUtcNow().UtcDateTime));
        await db.UpdateAsync(db.Set<Message>().Where(m => m.PartyId == me && m.ReadAt == null), s => s.SetProperty(m => m.ReadAt, now), ct);
        return Redirect(Path);
    }
}
