using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.FirstAsked;

/// <summary>
/// What somebody answers for as first asked. A matter is never nobody's (首问负责, 03.15): when he leaves, his superior names who answers for it now, without the consent that is asked among colleagues.
/// </summary>
internal sealed class OpenDuties(Database db, CaseFiles files) : IOpenWork
{
    public string Key => "cases.duties";

    public string Name => "首问负责的事项";

    public string? Otherwise => null;

    public async Task<OpenWork> OfAsync(Guid staffId, int most, CancellationToken ct)
    {
        var open = Open([staffId]);
        return new OpenWork(await open.CountAsync(ct), most == 0 ? [] : await open.Select(d => d.ItemName).Distinct().Order().Take(most).ToListAsync(ct));
    }

    public async Task<IReadOnlyList<Guid>> HoldersAsync(IReadOnlyCollection<Guid> staff, CancellationToken ct) => await Open(staff).Select(d => d.StaffId).Distinct().ToListAsync(ct);

    public async Task<HandedOver> HandOverAsync(Guid staffId, Colleague? to, Act act, CancellationToken ct)
    {
        var by = act with { Actor = act.Actor with { Post = null } };
        await db.SavePageAsync(
            async () =>
            {
                // What he was asked to take over stays with who asked him.
                foreach (var asked in await db.Set<DutyHandOver>().Where(h => h.ToId == staffId && h.RepliedAt == null).ToListAsync(ct))
                {
                    (asked.RepliedAt, asked.Agreed, asked.Note) = (by.At, false, "已离岗");
                }
            },
            ct);
        if (to is null)
        {
            return new HandedOver(0, 0);
        }

        var given = 0;
        foreach (var id in await Open([staffId]).OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(ct))
        {
            var went = false;
            await db.SavePageAsync(async () => went = await StageAsync(id, staffId, to, by, ct), ct);
            given += went ? 1 : 0;
        }

        return new HandedOver(given, 0);
    }

    private async Task<bool> StageAsync(Guid id, Guid staffId, Colleague to, Act act, CancellationToken ct)
    {
        if (await db.Set<Duty>().SingleOrDefaultAsync(d => d.Id == id && d.StaffId == staffId, ct) is not { } duty)
        {
            return false;
        }

        foreach (var offered in await db.Set<DutyHandOver>().Where(h => h.DutyId == id && h.RepliedAt == null).ToListAsync(ct))
        {
            (offered.RepliedAt, offered.Agreed, offered.Note) = (act.At, false, "原负责人已离岗，另行移交");
        }

        var from = duty.StaffName;
        (duty.StaffId, duty.StaffName, duty.Role, duty.OrganisationName, duty.Revision) = (to.StaffId, to.Name, to.Role, to.OrganisationName, duty.Revision + 1);
        db.Record(duty, act, "duty-taken-over", new { from, note = act.Reason });
        if (duty.CaseId is { } caseId)
        {
            var file = await files.OpenAsync(await db.Set<Case>().SingleAsync(c => c.Id == caseId, ct), ct);
            file.Record(act, "duty-handed-over", null, new { from, to = to.Name, reason = act.Reason });
        }

        return true;
    }

    private IQueryable<Duty> Open(IReadOnlyCollection<Guid> staff) => db.Set<Duty>().Where(d => staff.Contains(d.StaffId)
        && (d.CaseId == null ? d.AnsweredAt == null : db.Set<Case>().Any(c => c.Id == d.CaseId && c.ClosedAt == null)));
}
