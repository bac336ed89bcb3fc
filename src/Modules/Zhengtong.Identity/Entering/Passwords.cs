using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Model;

namespace Zhengtong.Identity.Entering;

/// <summary>PBKDF2 with HMAC-SHA512 and a salt each (OWASP's count of 2025). A hash of older parameters is renewed at the next sign-in.</summary>
internal sealed class Passwords
{
    private const int Rounds = 220_000;
    private readonly PasswordHasher<Account> _hasher;
    private readonly Lazy<string> _nobodys;

    public Passwords(int rounds = Rounds)
    {
        _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));
        _nobodys = new(() => Hash(Guid.CreateVersion7().ToString()));
    }

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>An account that does not exist costs as much as one that does.</summary>
    public bool Verify(Account? account, string password)
    {
        var verdict = _hasher.VerifyHashedPassword(null!, account?.PasswordHash is { Length: > 0 } hash ? hash : _nobodys.Value, password);
        if (account is null || verdict == PasswordVerificationResult.Failed)
        {
            return false;
        }

        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            account.Rehash(Hash(password));
        }

        return true;
    }
}
