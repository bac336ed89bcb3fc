using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Passkeys;

/// <summary>
/// Signing in with a passkey (W3C Web Authentication): a challenge for this browser, its answer taken once, the holder verified by his device, a counter that does not go back. No account need be
/// typed: the key names it. Requirements 08.01, 08.02.
/// </summary>
internal sealed class AnswerPasskey(Database db, IPasskeyHandler<Account> handler, Challenges challenges, FailedSignIns failed, TimeProvider clock)
{
    public static readonly Problem Wrong = Problem.Invalid("identity.passkey-wrong", "没有验证成功：通行密钥不属于本站的账号、已被移除，或等待时间过长。请再试一次，或改用其他方式登录。");
    private const string Purpose = "passkey";

    /// <param name="accountId">Whose passkey is wanted; null for anybody's.</param>
    /// <returns>The options for the browser, as JSON.</returns>
    public async Task<string> AskAsync(HttpContext http, Guid? accountId, CancellationToken ct)
    {
        var account = accountId is { } id ? await db.Set<Account>().AsNoTracking().SingleAsync(x => x.Id == id, ct) : null;
        var asked = await handler.MakeRequestOptionsAsync(account, http);
        challenges.Ask(http, Purpose, asked.AssertionState!);
        return asked.RequestOptionsJson;
    }

    public async Task<Outcome<Proof>> HandleAsync(HttpContext http, string credential, CancellationToken ct)
    {
        if (await challenges.TakeAsync(http, Purpose, ct) is not { } state)
        {
            return Wrong;
        }

        var (holder, shown) = await JudgeAsync(http, credential, state, ct);
        if (!shown.Ok)
        {
            await failed.WriteAsync(holder, MethodStrength.Passkey, FailedOutcome.Wrong, http.Address(), ct);
        }

        return shown;
    }

    private async Task<(Guid? Holder, Outcome<Proof> Shown)> JudgeAsync(HttpContext http, string credential, string state, CancellationToken ct)
    {
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = state });
        if (!result.Succeeded)
        {
            return (null, Wrong);
        }

        var (account, credentialId) = (result.User.Id, result.Passkey.CredentialId);
        var passkey = await db.Set<Passkey>().SingleOrDefaultAsync(x => x.CredentialId == credentialId && x.AccountId == account && x.RevokedAt == null, ct);
        if (passkey is null || (passkey.SignCount >= result.Passkey.SignCount && result.Passkey.SignCount != 0))
        {
            return (account, Wrong);
        }

        passkey.Counted(result.Passkey.SignCount, result.Passkey.IsBackedUp);
        passkey.Used(Act.Micro(clock.GetUtcNow().UtcDateTime));
        var saved = await db.SaveAsync(ct);
        return (account, saved.Ok ? new Proof(account, MethodStrength.Passkey) : Wrong);
    }
}
