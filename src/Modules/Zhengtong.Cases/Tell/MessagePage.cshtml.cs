using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Tell;

/// <summary>One message; read once it is opened.</summary>
[Authorize(Policy = Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class MessagePageModel(Database db, TimeProvider clock) : PageModel
{
    public Message Message { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        var party = User.Party()!.Id;
        if (await db.Set<Message>().SingleOrDefaultAsync(m => m.Id == id && m.PartyId == party, ct) is not { } found)
        {
            return NotFound();
        }

        Message = found;
        found.Read(Act.Micro(clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(ct);
        return Page();
    }
}
