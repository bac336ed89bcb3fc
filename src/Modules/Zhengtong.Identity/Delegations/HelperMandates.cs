using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Delegations;

/// <summary>What people let a helper do in their names. It was given to him and goes to no colleague: when he leaves it ends, and they are told that they may sign again (08.17).</summary>
internal sealed class HelperMandates(Database db, IMessages messages) : IOpenWork
{
    public string Key => "identity.helper-mandates";

    public string Name => "帮办代办委托";

    public string Otherwise => "结束（委托人收到通知，可以重新委托）";

    public async Task<OpenWork> OfAsync(Guid staffId, int most, CancellationToken ct) => new(await Open([staffId]).CountAsync(ct), []);

    public async Task<IReadOnlyList<Guid>> HoldersAsync(IReadOnlyCollection<Guid> staff, CancellationToken ct) => await Open(staff).Select(d => d.HelperId!.Value).Distinct().ToListAsync(ct);

    public async Task<HandedOver> HandOverAsync(Guid staffId, Colleague? to, Act act, CancellationToken ct)
    {
        var released = 0;
        foreach (var id in await Open([staffId]).OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(ct))
        {
            var ended = false;
            await db.SavePageAsync(async () => ended = await EndAsync(id, staffId, act, ct), ct);
            released += ended ? 1 : 0;
        }

        return new HandedOver(0, released);
    }

    private async Task<bool> EndAsync(Guid id, Guid staffId, Act act, CancellationToken ct)
    {
        if (await Open([staffId]).SingleOrDefaultAsync(d => d.Id == id, ct) is not { } delegation)
        {
            return false;
        }

        (delegation.RevokedAt, delegation.RevokedById, delegation.Revision) = (act.At, act.Actor.Id, delegation.Revision + 1);
        db.Record(delegation, act, "helper-left");
        messages.Send(db, new NewMessage(
            delegation.SignedById, "帮办代办委托已结束", $"帮您办理的{delegation.DelegateName}已离岗，委托随之结束，已经提交的办件照常办理。还需要帮办的，请重新申请或到窗口办理。",
            $"{delegation.Id}:ended-by", $"/my/delegations/{delegation.Id}"));
        return true;
    }

    private IQueryable<Delegation> Open(IReadOnlyCollection<Guid> staff) =>
        db.Set<Delegation>().Where(d => d.HelperId != null && staff.Contains(d.HelperId.Value) && d.RevokedAt == null && d.EndedAt == null);
}
