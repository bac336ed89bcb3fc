using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Assist;

/// <summary>
/// Requests for assisted handling that somebody has taken on. When he leaves a colleague of the hall helps, or the request waits for one again; who asked is told of a new helper (05.20, 08.17).
/// </summary>
internal sealed class AcceptedAssists(Database db, TellAssistance tell) : IOpenWork
{
    public string Key => "halls.assists";

    public string Name => "已接办的帮办代办";

    public string Otherwise => "退回等待接办";

    public async Task<OpenWork> OfAsync(Guid staffId, int most, CancellationToken ct)
    {
        var open = Open([staffId]);
        return new OpenWork(await open.CountAsync(ct), most == 0 ? [] : await open.Select(r => r.ItemName).Distinct().Order().Take(most).ToListAsync(ct));
    }

    public async Task<IReadOnlyList<Guid>> HoldersAsync(IReadOnlyCollection<Guid> staff, CancellationToken ct) => await Open(staff).Select(r => r.HelperId!.Value).Distinct().ToListAsync(ct);

    public async Task<HandedOver> HandOverAsync(Guid staffId, Colleague? to, Act act, CancellationToken ct)
    {
        var (given, released) = (0, 0);
        var next = to?.Role == Roles.WindowClerk ? to : null;
        foreach (var id in await Open([staffId]).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(ct))
        {
            var went = false;
            await db.SavePageAsync(async () => went = await StageAsync(id, staffId, next, act, ct), ct);
            given += went && next is not null ? 1 : 0;
            released += went && next is null ? 1 : 0;
        }

        return new HandedOver(given, released);
    }

    private async Task<bool> StageAsync(Guid id, Guid staffId, Colleague? to, Act act, CancellationToken ct)
    {
        if (await Open([staffId]).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } request)
        {
            return false;
        }

        var former = request.HelperName;
        if (to is null)
        {
            request.Release();
            db.Record(request, act, "assist-released", new { former });
            return true;
        }

        request.PassOn(to.StaffId, to.Name, act.At);
        db.Record(request, act, "assist-accepted", new { former });
        await tell.AnsweredAsync(request, "帮您办理的人员有变化", $"原来的工作人员已离岗，改由{request.HallName}的{to.Name}帮您办理，会按您留的电话联系您。", ct);
        return true;
    }

    private IQueryable<AssistRequest> Open(IReadOnlyCollection<Guid> staff) => db.Set<AssistRequest>().Where(r => r.EndedAt == null && r.HelperId != null && staff.Contains(r.HelperId.Value));
}
