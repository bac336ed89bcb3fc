using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>Findings that somebody answers for. When he leaves they go to a colleague who can, or are nobody's until one takes them (02.08, 08.17).</summary>
internal sealed class EntrustedFindings(Database db, ResponsibleStaff persons) : IOpenWork
{
    private const int AtOnce = 200;

    public string Key => "catalogue.findings";

    public string Name => "负责整改的问题";

    public string Otherwise => "退回待领取，由同事领取";

    public async Task<OpenWork> OfAsync(Guid staffId, int most, CancellationToken ct)
    {
        var open = Open([staffId]);
        return new OpenWork(await open.CountAsync(ct), most == 0 ? [] : await open.Select(f => f.ItemName).Distinct().Order().Take(most).ToListAsync(ct));
    }

    public async Task<IReadOnlyList<Guid>> HoldersAsync(IReadOnlyCollection<Guid> staff, CancellationToken ct) =>
        await Open(staff).Select(f => f.ResponsibleId!.Value).Distinct().ToListAsync(ct);

    public async Task<HandedOver> HandOverAsync(Guid staffId, Colleague? to, Act act, CancellationToken ct)
    {
        var (given, released) = (0, 0);
        for (var more = true; more;)
        {
            var (gave, freed, read) = (0, 0, 0);
            await db.SavePageAsync(
                async () =>
                {
                    (gave, freed) = (0, 0);
                    var page = await Open([staffId]).OrderBy(f => f.Id).Take(AtOnce).ToListAsync(ct);
                    read = page.Count;
                    foreach (var place in page.GroupBy(f => (f.OrganisationId, f.RegionCode)))
                    {
                        var next = to is not null && (await persons.CandidatesAsync(place.Key.OrganisationId, place.Key.RegionCode, ct)).Any(c => c.StaffId == to.StaffId) ? to : null;
                        foreach (var finding in place)
                        {
                            var was = finding.ResponsibleName;
                            finding.Entrust(next?.StaffId, next?.Name ?? "");
                            db.Record(finding, act, next is null ? "finding-freed" : "finding-entrusted", new { was, to = next?.Name });
                        }

                        (gave, freed) = next is null ? (gave, freed + place.Count()) : (gave + place.Count(), freed);
                    }
                },
                ct);
            (given, released, more) = (given + gave, released + freed, read == AtOnce);
        }

        return new HandedOver(given, released);
    }

    private IQueryable<Finding> Open(IReadOnlyCollection<Guid> staff) => db.Set<Finding>().Where(f => f.ClosedAt == null && f.ResponsibleId != null && staff.Contains(f.ResponsibleId.Value));
}
