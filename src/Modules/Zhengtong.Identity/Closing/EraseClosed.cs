using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Proving;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Closing;

/// <summary>
/// Carries out what was asked 15 days ago: personal data are deleted (个人信息保护法 art 47); where records must be kept longer, they keep a person without name, number or address. Cases, their
/// documents and traces stay as they were handled. First the row of the person, which decides; then, as often as it takes, what the modules hold.
/// </summary>
internal sealed class EraseClosed(IServiceScopeFactory scopes, TimeProvider clock) : IRecurringJob
{
    private const int AtOnce = 100;

    public string Name => "identity.erase-closed";

    public TimeSpan Period => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        await using var scope = scopes.CreateAsyncScope();
        var due = await scope.ServiceProvider.GetRequiredService<Database>().Set<AccountClosing>().Where(x => x.ForgottenAt == null && x.DueAt <= now)
            .OrderBy(x => x.DueAt).Select(x => x.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var id in due)
        {
            await CloseAsync(id, now, ct);
        }
    }

    private async Task CloseAsync(Guid id, DateTime now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<Database>();
        var closing = await db.Set<AccountClosing>().SingleAsync(x => x.Id == id, ct);
        if (closing.EndedAt is null && !await EndAsync(services, db, closing, now, ct))
        {
            return;
        }

        if (closing.Ending == ClosingEnding.Erased)
        {
            foreach (var holder in services.GetServices<IHoldsPeople>())
            {
                await holder.ForgetAsync(closing.PersonId, ct);
            }

            await db.DeleteAsync(db.Set<Message>().Where(x => x.PartyId == closing.PersonId), ct);
        }

        await db.UpdateAsync(db.Set<AccountClosing>().Where(x => x.Id == id), s => s.SetProperty(x => x.ForgottenAt, now), ct);
    }

    /// <returns>false when somebody changed something in this moment: the next run sees to it.</returns>
    private static async Task<bool> EndAsync(IServiceProvider services, Database db, AccountClosing closing, DateTime now, CancellationToken ct)
    {
        var act = Act.BySystem("注销账号", now);
        var person = await db.Set<Person>().SingleAsync(x => x.Id == closing.PersonId, ct);
        if ((await services.GetRequiredService<CloseAccount>().ObstaclesAsync(person.Id, LegalDay.Of(now), ct)).Count > 0)
        {
            closing.End(ClosingEnding.Hindered, now);
            db.Record(person, act, "closing-hindered");
            services.GetRequiredService<IMessages>().Send(db, new NewMessage(
                person.Id, "账号没有注销", "申请注销后又有了没办完的事，账号没有注销。办完后可以重新申请。", $"{closing.Id}:hindered", ClosePageModel.Path));
            return (await db.SaveAsync(ct)).Ok;
        }

        var account = await db.Set<Account>().SingleAsync(x => x.PersonId == person.Id, ct);
        var phone = services.GetRequiredService<PersonalData>().Open(person.PhoneHidden);
        closing.End(ClosingEnding.Erased, now);
        person.Erase(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        account.Erase(now);
        await foreach (var proof in db.ProofsOf(person.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            proof.End("账号已注销", now);
        }

        foreach (var agency in await db.AgenciesOn(LegalDay.Of(now)).Where(g => g.PersonId == person.Id).ToListAsync(ct))
        {
            agency.RevokedAt = now;
            agency.Revision++;
        }

        db.RemoveRange(await db.Set<PhoneRecovery>().Where(x => x.PersonId == person.Id).ToListAsync(ct));
        db.Record(person, act, "account-closed");
        if (!(await db.SaveAsync(ct)).Ok)
        {
            return false;
        }

        services.GetRequiredService<SessionStore>().ForgetAccount(account.Id);
        // What was sent to the phone; nothing waits there any more for a person who is gone.
        var to = MessageDispatch.LookupOf(services.GetRequiredService<Lookups>(), phone);
        await db.DeleteAsync(db.Set<MessageDispatch>().Where(x => x.AddressLookup == to && phone != "" && x.State != DispatchState.Waiting), ct);
        return true;
    }
}
