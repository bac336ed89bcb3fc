using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.ManualChecks;

/// <summary>
/// Items that somebody was to read. When he leaves a colleague reads them, except those of the colleague's own organisation; what nobody reads is taken back, and who gave it out is told
/// (02.10, 08.17).
/// </summary>
internal sealed class OpenChecks(Database db, IMessages messages) : IOpenWork
{
    public string Key => "catalogue.checks";

    public string Name => "人工校验";

    public string Otherwise => "收回，请分配人另行分配";

    public async Task<OpenWork> OfAsync(Guid staffId, int most, CancellationToken ct)
    {
        var open = Open([staffId]);
        return new OpenWork(await open.CountAsync(ct), most == 0 ? [] : await open.Select(c => c.ItemName).Distinct().Order().Take(most).ToListAsync(ct));
    }

    public async Task<IReadOnlyList<Guid>> HoldersAsync(IReadOnlyCollection<Guid> staff, CancellationToken ct) => await Open(staff).Select(c => c.ReviewerId).Distinct().ToListAsync(ct);

    public async Task<HandedOver> HandOverAsync(Guid staffId, Colleague? to, Act act, CancellationToken ct)
    {
        var (given, released) = (0, 0);
        foreach (var id in await Open([staffId]).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct))
        {
            bool? went = null;
            await db.SavePageAsync(async () => went = await StageAsync(id, staffId, to, act, ct), ct);
            given += went == true ? 1 : 0;
            released += went == false ? 1 : 0;
        }

        return new HandedOver(given, released);
    }

    private async Task<bool?> StageAsync(Guid id, Guid staffId, Colleague? to, Act act, CancellationToken ct)
    {
        if (await Open([staffId]).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } check)
        {
            return null;
        }

        // One item is read by one person once: who has it already gets it no second time.
        var next = to is not null && AssignChecks.OwnOf(to) != check.OrganisationId && !await Open([to.StaffId]).AnyAsync(c => c.ItemId == check.ItemId, ct) ? to : null;
        var was = check.ReviewerName;
        if (next is not null)
        {
            check.PassOn(next.StaffId, next.Name, check.AssignedById, check.AssignedByName, check.DueOn);
            db.Record(check, act, "check-passed-on", new { from = was, to = next.Name, reason = act.Reason, due = check.DueOn });
        }
        else
        {
            check.Withdraw(act.At);
            db.Record(check, act, "check-withdrawn", new { reason = act.Reason });
        }

        messages.Send(db, new NewMessage(
            check.AssignedById, "您分配的人工校验有变化", $"{was}已离岗，“{check.ItemName}”的人工校验{(next is null ? "已收回，需要的请另行分配" : $"已改由{next.Name}完成")}。",
            $"check-gone:{id:N}:{check.Revision}", ChecksPageModel.Path));
        return next is not null;
    }

    private IQueryable<ManualCheck> Open(IReadOnlyCollection<Guid> staff) => db.Set<ManualCheck>().Where(c => c.DoneAt == null && c.WithdrawnAt == null && staff.Contains(c.ReviewerId));
}
