using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>
/// Looks after money: payments that nobody came back from, returns that are owed, amounts that are not known to be sent. Each by itself; a channel that is away ends the turn, and the next goes on.
/// </summary>
internal sealed class FollowPayments(IServiceScopeFactory scopes, IPaymentChannel channel, IOptions<PaymentProofSettings> options, TimeProvider clock, ILogger<FollowPayments> log) : IRecurringJob
{
    /// <summary>What the channel would not give back is asked for again a day later.</summary>
    private static readonly TimeSpan RefusedRests = TimeSpan.FromDays(1);

    public string Name => "identity.follow-payments";

    public TimeSpan Period => TimeSpan.FromMinutes(3);

    public async Task RunAsync(CancellationToken ct)
    {
        if (!channel.Configured)
        {
            return;
        }

        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var (since, rested, sentSince) = (now.AddDays(-options.Value.AskForDays), now - RefusedRests, now.AddDays(-options.Value.TransferDays));
        var act = Act.BySystem("定时查询支付渠道", now);
        await EachAsync(
            db => db.Set<PaymentProof>().Where(x => x.PaidAt == null && x.AskedAt > since).OrderBy(x => x.AskedAt).Select(x => x.Id),
            async (services, id) => await services.GetRequiredService<ProveByPayment>().SettleAsync(id, act, ct), ct);
        await EachAsync(
            db => db.Set<PaymentProof>().Where(x => x.PaidAt != null && x.ReturnedAt == null && x.SettledAt == null && (x.ReturnRefusedAt == null || x.ReturnRefusedAt < rested))
                .OrderBy(x => x.PaidAt).Select(x => x.Id),
            (services, id) => services.GetRequiredService<ProveByPayment>().ReturnAsync(id, ct), ct);
        await EachAsync(
            db => db.Set<CompanyTransfer>().Where(x => x.SentAt == null && x.EndedAt == null && x.AskedAt > sentSince).OrderBy(x => x.AskedAt).Select(x => x.Id),
            (services, id) => services.GetRequiredService<ProveByTransfer>().FollowAsync(id, act, ct), ct);
    }

    private async Task EachAsync(Func<Database, IQueryable<Guid>> which, Func<IServiceProvider, Guid, Task<Outcome>> follow, CancellationToken ct)
    {
        List<Guid> ids;
        await using (var scope = scopes.CreateAsyncScope())
        {
            ids = await which(scope.ServiceProvider.GetRequiredService<Database>()).ToListAsync(ct);
        }

        foreach (var id in ids)
        {
            await using var scope = scopes.CreateAsyncScope();
            var followed = await follow(scope.ServiceProvider, id);
            if (!followed.Ok && followed.Problems[0] == HttpPaymentChannel.Away)
            {
                log.LogWarning("The payment channel did not answer for {Id}", id);
                return;
            }
        }
    }
}
