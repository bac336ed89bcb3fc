using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Apply;

/// <summary>
/// What a window clerk is filling in for somebody who came: only he sees it. When he leaves another clerk goes on with it, or it is discarded, since nothing was handed in yet (08.17).
/// </summary>
internal sealed class WindowDrafts(Database db) : IOpenWork
{
    public string Key => "cases.window-drafts";

    public string Name => "窗口代填的申请草稿";

    public string Otherwise => "作废（尚未提交，可以重新代办）";

    public async Task<OpenWork> OfAsync(Guid staffId, int most, CancellationToken ct)
    {
        var open = Open([staffId]);
        return new OpenWork(await open.CountAsync(ct), most == 0 ? [] : await open.Select(d => d.ItemName).Distinct().Order().Take(most).ToListAsync(ct));
    }

    public async Task<IReadOnlyList<Guid>> HoldersAsync(IReadOnlyCollection<Guid> staff, CancellationToken ct) => await Open(staff).Select(d => d.CreatedById).Distinct().ToListAsync(ct);

    public async Task<HandedOver> HandOverAsync(Guid staffId, Colleague? to, Act act, CancellationToken ct)
    {
        var next = to?.Role == Roles.WindowClerk ? to : null;
        var (given, released) = (0, 0);
        await db.SavePageAsync(
            async () =>
            {
                (given, released) = (0, 0);
                foreach (var draft in await Open([staffId]).ToListAsync(ct))
                {
                    // A clerk fills in one application of a person for an item: where the colleague has begun one, that one goes on.
                    var goesOn = next is not null && !await Open([next.StaffId]).AnyAsync(d => d.PartyId == draft.PartyId && d.ItemVersionId == draft.ItemVersionId, ct);
                    draft.Revision++;
                    (draft.CreatedById, draft.DiscardedAt) = goesOn ? (next!.StaffId, draft.DiscardedAt) : (draft.CreatedById, act.At);
                    (given, released) = goesOn ? (given + 1, released) : (given, released + 1);
                }
            },
            ct);
        return new HandedOver(given, released);
    }

    private IQueryable<Draft> Open(IReadOnlyCollection<Guid> staff) => db.Set<Draft>().Where(d => d.WindowRegion != null && staff.Contains(d.CreatedById)).Open();
}
