using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Tell;

/// <summary>The inbox of a party (站内信): unread first, then the newest. One statement a page.</summary>
[Authorize(Policy = Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class MessagesPageModel(Database db, TimeProvider clock) : PageModel
{
    private const int PageSize = 20;

    public IReadOnlyList<Message> Messages { get; private set; } = [];

    public string? Next { get; private set; }

    /// <param name="after">Id of the last message shown.</param>
    /// <param name="read">That one had been read: the unread ones are behind us.</param>
    public async Task OnGetAsync(Guid? after, bool read, CancellationToken ct)
    {
        var party = User.Party()!.Id;
        var inbox = db.Set<Message>().AsNoTracking().Where(m => m.PartyId == party);
        if (after is { } last)
        {
            inbox = read ? inbox.Where(m => m.ReadAt != null && m.Id < last) : inbox.Where(m => m.ReadAt != null || m.Id < last);
        }

        var found = await inbox.OrderBy(m => m.ReadAt != null).ThenByDescending(m => m.Id).Take(PageSize + 1).ToListAsync(ct);
        Messages = [.. found.Take(PageSize)];
        Next = found.Count > PageSize ? $"/my/messages?after={Messages[^1].Id}&read={(Messages[^1].ReadAt is null ? "false" : "true")}" : null;
    }

    public async Task<IActionResult> OnPostReadAllAsync(CancellationToken ct)
    {
        var (party, now) = (User.Party()!.Id, Act.Micro(clock.GetUtcNow().UtcDateTime));
        await db.UpdateAsync(db.Set<Message>().Where(m => m.PartyId == party && m.ReadAt == null), s => s.SetProperty(m => m.ReadAt, now), ct);
        return Redirect("/my/messages");
    }
}
