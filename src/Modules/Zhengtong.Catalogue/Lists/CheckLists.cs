using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Once a day tells who compiles a list what does not fit (01.26, 01.27: differences are reported to the compiling unit). The same findings are told once.</summary>
internal sealed class CheckLists(Database db, ListChecks checks, IMessages messages, TimeProvider clock) : IRecurringJob
{
    private const int Most = 200;

    public string Name => "catalogue.list-checks";

    public TimeSpan Period => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var compiled in await db.Set<RegisterEntry>().AsNoTracking().Where(e => e.RemovedAt == null).Select(e => new { e.List, e.RegionCode }).Distinct().ToListAsync(ct))
        {
            if (RegisterLists.Find(compiled.List) is not { } list)
            {
                continue;
            }

            var findings = await checks.OfAsync(list, compiled.RegionCode, Most, ct);
            var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', findings.Select(f => $"{f.Kind} {f.Subject} {f.Text}")))));
            var report = await db.Set<ListReport>().SingleOrDefaultAsync(r => r.List == compiled.List && r.RegionCode == compiled.RegionCode, ct);
            if (findings.Count == 0 ? report is null or { Findings: 0 } : report?.Fingerprint == fingerprint)
            {
                continue;
            }

            await TellAsync(list, compiled.RegionCode, findings, fingerprint, report, ct);
        }
    }

    private async Task TellAsync(RegisterList list, string region, IReadOnlyList<Finding> findings, string fingerprint, ListReport? report, CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        if (report is null)
        {
            report = new ListReport { List = list.Key, RegionCode = region };
            db.Add(report);
        }

        if (findings.Count > 0)
        {
            var compiler = await db.Set<RegisterEntry>().AsNoTracking().Where(e => e.List == list.Key && e.RegionCode == region)
                .OrderByDescending(e => e.ChangedAt).Select(e => new { e.ChangedById, e.ChangedByName }).FirstAsync(ct);
            report.ToldName = compiler.ChangedByName;
            messages.Send(db, new NewMessage(
                compiler.ChangedById, $"{list.Name}有 {findings.Count}{(findings.Count == Most ? " 处以上" : " 处")}需要核对",
                $"例如：{findings[0].Subject}，{findings[0].Text}。请会同{list.Compiler}核对后改正。",
                $"list:{list.Key}:{region}:{fingerprint[..16]}:{now:yyyyMMdd}", $"/office/lists/{list.Key}/checks"));
        }

        (report.Fingerprint, report.Findings, report.ToldAt) = (fingerprint, findings.Count, now);
        await db.SaveAsync(ct);
        db.ChangeTracker.Clear();
    }
}
