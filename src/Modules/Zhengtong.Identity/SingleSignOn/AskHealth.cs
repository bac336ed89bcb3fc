using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>Asks the enabled systems' health addresses whether they are there, and keeps since when one is not.</summary>
internal sealed class AskHealth(Database db, IHttpClientFactory clients, SystemHosts hosts, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "identity.system-health";
    private const int AtOnce = 4;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var systems = (await db.Set<SsoSystem>().AsNoTracking().Where(s => s.State == SystemState.Enabled).OrderBy(s => s.Id).ToListAsync(ct))
            .Select(s => (s.Id, Address: hosts.Of(s.Facts.HealthUri))).Where(s => s.Address is not null).ToList();
        var there = new bool[systems.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        await Parallel.ForAsync(0, systems.Count, limits, async (i, stop) => there[i] = await IsThereAsync(systems[i].Address!, stop));
        foreach (var (system, well) in systems.Zip(there))
        {
            // Past the revision: health is no change of what was agreed.
            await db.UpdateAsync(
                db.Set<SsoSystem>().Where(s => s.Id == system.Id), s => s.SetProperty(x => x.AskedAt, now).SetProperty(x => x.AwaySince, x => well ? null : x.AwaySince ?? now), ct);
        }
    }

    private async Task<bool> IsThereAsync(Uri address, CancellationToken ct)
    {
        try
        {
            using var client = clients.CreateClient(SystemHosts.Client);
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
