using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>
/// Writes failed sign-ins one by one, of accounts that there are and of those that there are not, in a context of its own: it stands even when the caller's act fails. What is turned away unjudged,
/// because somebody has to wait, is counted (<see cref="Attempts"/>) and not written: nobody fills the store by guessing. Kept as long as sessions (<see cref="Sessions.PurgeSessions"/>).
/// Requirement 18.07.
/// </summary>
internal sealed class FailedSignIns(IServiceScopeFactory scopes, PersonalData personal, TimeProvider clock)
{
    public string PlaceOf(string address) => personal.LookupOf("sign-in-place", address);

    /// <param name="way">One of <see cref="Sessions.MethodStrength"/>.</param>
    public async Task WriteAsync(Guid? accountId, string way, FailedOutcome outcome, string address, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        db.Add(new FailedSignIn
        {
            Id = Guid.CreateVersion7(now), AccountId = accountId, Way = way, Outcome = outcome, PlaceHash = PlaceOf(address), At = now, Day = LegalDay.Of(now),
        });
        await db.SaveChangesAsync(ct);
    }
}
