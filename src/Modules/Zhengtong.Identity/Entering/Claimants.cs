using Zhengtong.Identity.Model;
using Zhengtong.Identity.Privacy;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>Who comes to sign in.</summary>
/// <param name="LastHere">When he signed in last from this browser; null: never, or too long ago.</param>
/// <param name="GuessedAt">So many guessed at the account, from wherever it is not at home, that a password proves little there.</param>
/// <param name="GuessedAtHere">The same from this browser.</param>
/// <param name="Agreed">To the privacy notice, as far as people are asked to.</param>
internal sealed record Claimant(Account Account, DateTime? LastHere, bool GuessedAt, bool GuessedAtHere, bool Agreed)
{
    public bool NeedsCode => LastHere is null ? GuessedAt : GuessedAtHere;
}

/// <summary>Reads by one statement all that signing in by a password asks of an account, since in the morning a whole province comes at once.</summary>
internal sealed class Claimants(SignInQueries queries, PrivacyNotices notices, Attempts attempts, Database db, TimeProvider clock)
{
    /// <summary>Of this unit of work: the session that is opened next need not ask again.</summary>
    private Claimant? _read;

    private int Wanted => NoticeRule.Wanted(notices.All, LegalDay.Today(clock));

    /// <param name="login">As it is kept, of an account of this kind.</param>
    /// <param name="device">The hash of the browser's cookie; empty: it has none.</param>
    public async Task<Claimant?> ReadAsync(ActorKind kind, string login, string phoneLookup, string device, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (overall, here) = attempts.OverallOf(kind, login, device);
        return _read = await queries.ClaimantOf(db, kind, login, phoneLookup, device, now - Devices.Remembered, overall, here, now - Attempts.ForgottenOverall, Wanted, ct);
    }

    public async Task<bool> HasAgreedAsync(Guid person, CancellationToken ct) => _read?.Account.PersonId == person ? _read.Agreed : await queries.HasAgreed(db, person, Wanted, ct);
}
