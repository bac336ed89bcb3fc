using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Tell;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Lists;

/// <summary>
/// Once a day tells the managers of a region what does not fit in its lists, empty ones and those that follow from items too (01.26, 01.27: differences are reported to the
/// compiling unit). The same findings are told once.
/// </summary>
internal sealed class CheckLists(Database db, ListChecks checks, IMessages messages, IOrganisations organisations, NearestManagers managers, Regions regions, TimeProvider clock) : IRecurringJob
{
    private const int Most = 200;

    public string Name => "catalogue.list-checks";

    public TimeSpan Period => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var staffed = (await organisations.StaffedAsync("", ct)).Where(p => p.Role == Roles.CatalogueManager).Select(p => p.RegionCode);
        var compiled = await db.Set<RegisterEntry>().AsNoTracking().Where(e => e.RemovedAt == null).Select(e => e.RegionCode).Distinct().ToListAsync(ct);
        foreach (var region in staffed.Concat(compiled).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            foreach (var list in RegisterLists.All.Where(l => ListChecks.KindsOf(l).Count > 0))
            {
                await ReportAsync(list.Key, list.Name, $"请会同{list.Compiler}核对后改正。", region, await checks.OfAsync(list, region, Most, ct), ct);
            }

            foreach (var list in DerivedLists.All.Where(l => ListChecks.KindsOf(l).Count > 0))
            {
                await ReportAsync(list.Key, list.Name, "请改正事项，或列入相应的清单。", region, await checks.OfAsync(list, region, Most, ct), ct);
            }
        }
    }

    private async Task ReportAsync(string list, string name, string remedy, string region, IReadOnlyList<Finding> findings, CancellationToken ct)
    {
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', findings.Select(f => $"{f.Kind} {f.Subject} {f.Text}")))));
        var report = await db.Set<ListReport>().SingleOrDefaultAsync(r => r.List == list && r.RegionCode == region, ct);
        if (findings.Count == 0 ? report is null or { Findings: 0 } : report?.Fingerprint == fingerprint)
        {
            return;
        }

        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        if (report is null)
        {
            report = new ListReport { List = list, RegionCode = region };
            db.Add(report);
        }

        report.ToldName = "";
        if (findings.Count > 0)
        {
            var (at, told) = await managers.FindAsync(region, [], ct);
            var where = at == region ? "" : $"{(await regions.FindAsync(region, ct))?.Name ?? region}没有事项管理人员，请代为处理。";
            foreach (var staff in told)
            {
                messages.Send(db, new NewMessage(
                    staff.StaffId, $"{name}有 {findings.Count}{(findings.Count >= Most ? " 处以上" : " 处")}需要核对", $"例如：{findings[0].Subject}，{findings[0].Text}。{remedy}{where}",
                    $"list:{list}:{region}:{fingerprint[..16]}:{now:yyyyMMdd}:{staff.StaffId:N}", $"/office/lists/{list}/checks"));
            }

            var names = string.Join('、', told.Select(c => c.Name));
            report.ToldName = names.Length > 200 ? names[..200] : names;
        }

        (report.Fingerprint, report.Findings, report.ToldAt) = (fingerprint, findings.Count, now);
        await db.SaveAsync(ct);
        db.ChangeTracker.Clear();
    }
}
