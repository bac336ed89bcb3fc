using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Messaging;

/// <summary>Sends what waits for its channel. Each result is booked at once, so a crash repeats only the messages then on the wire.</summary>
internal sealed class SendDueMessages(
    IServiceScopeFactory scopes, IEmailSender email, ISmsGateway sms, TimeProvider clock, ILogger<SendDueMessages> log) : IRecurringJob
{
    public const string JobName = "platform.send-messages";
    private const int Portion = 20;
    private const int AtOnce = 4;

    /// <summary>Longer than a portion takes when every attempt runs into its time limit.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromSeconds(5);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task RunAsync(CancellationToken ct)
    {
        IReadOnlyList<MessageDispatch> due;
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            due = await scope.ServiceProvider.GetRequiredService<Database>().ClaimDueAsync<MessageDispatch>(Portion, Now, Lease, ct);
            await Parallel.ForEachAsync(
                due,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (dispatch, stop) => await AttemptAsync(dispatch, stop));
        }
        while (due.Count == Portion);
    }

    private async Task AttemptAsync(MessageDispatch dispatch, CancellationToken ct)
    {
        var delivery = dispatch.Expired(Now) ? Delivery.Refused("已过期，未发送") : await SendAsync(dispatch, ct);
        if (delivery.Kind is DeliveryKind.Later or DeliveryKind.Refused)
        {
            log.LogWarning("{Channel} {Id} to {Address}: {Note}", dispatch.Channel, dispatch.Id, Masked.Address(dispatch.Address), delivery.Note);
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        db.Attach(dispatch);
        dispatch.Attempted(delivery, Now);
        // What was sent is booked even when the node is told to stop.
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private Task<Delivery> SendAsync(MessageDispatch d, CancellationToken ct) => d.Channel switch
    {
        Channel.Email => email.SendAsync(new Email(d.Id, d.Address, d.Title, d.Body), ct),
        _ => sms.SendAsync(new Sms(d.Id, d.Address, d.Body), ct),
    };
}
