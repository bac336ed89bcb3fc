using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Passkeys;

/// <summary>
/// Shows the framework's WebAuthn verification (<see cref="PasskeyHandler{TUser}"/>) the accounts and their passkeys. It only ever reads through this; what it found is written by the slices,
/// with a revision that lets one of two answers through.
/// </summary>
internal sealed class PasskeyUsers(Database db) : IUserPasskeyStore<Account>
{
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? db.Set<Account>().SingleOrDefaultAsync(x => x.Id == id, cancellationToken) : Task.FromResult<Account?>(null);

    /// <summary>A key that was taken back still has its name: it is not registered a second time.</summary>
    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var owner = await db.Set<Passkey>().Where(x => x.CredentialId == credentialId).Select(x => (Guid?)x.AccountId).SingleOrDefaultAsync(cancellationToken);
        return owner is { } id ? await db.Set<Account>().SingleOrDefaultAsync(x => x.Id == id, cancellationToken) : null;
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await Live(user).OrderBy(x => x.Id).ToListAsync(cancellationToken)).Select(InfoOf)];

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        await Live(user).SingleOrDefaultAsync(x => x.CredentialId == credentialId, cancellationToken) is { } passkey ? InfoOf(passkey) : null;

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ReadOnly();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw ReadOnly();

    public void Dispose()
    {
        // The database belongs to the scope.
    }

    private IQueryable<Passkey> Live(Account user) => db.Set<Passkey>().AsNoTracking().Where(x => x.AccountId == user.Id && x.RevokedAt == null);

    private static UserPasskeyInfo InfoOf(Passkey x) => new(
        x.CredentialId, x.PublicKey, new DateTimeOffset(x.AddedAt, TimeSpan.Zero), (uint)x.SignCount, x.Transports.Split(',', StringSplitOptions.RemoveEmptyEntries),
        isUserVerified: true, x.BackupEligible, x.BackedUp, attestationObject: [], clientDataJson: []);

    private static NotSupportedException ReadOnly() => new("Accounts and passkeys are written by the slices of this module.");
}
