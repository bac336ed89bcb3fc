using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;

namespace Zhengtong.Identity.Entering;

/// <summary>What a code is still missing for. Travels encrypted in a cookie, for ten minutes, so that nothing is stored for people who walk away.</summary>
internal sealed record PendingStep
{
    public required StepKind Kind { get; init; }

    public Guid? AccountId { get; init; }

    public string Login { get; init; } = "";

    public string Phone { get; init; } = "";

    /// <summary>Of a change of phone: the new one, while the code goes to the old one.</summary>
    public string NextPhone { get; init; } = "";

    public string? ReturnUrl { get; init; }

    /// <summary>The session that runs becomes stronger; no other is opened.</summary>
    public bool Strengthen { get; init; }

    /// <summary>What was shown before this step, one of <see cref="Sessions.MethodStrength"/>: before a new password, and before the second factor of who came by phone or another platform.</summary>
    public string? Method { get; init; }

    /// <summary>Of a registration: what was filled in; the password as its hash.</summary>
    public PendingRegistration? Registration { get; init; }

    /// <summary>Of a recovery: who says he is the holder.</summary>
    public PendingRecovery? Recovery { get; init; }

    /// <summary>Only in the demo: the code that a text message would have brought.</summary>
    public string? DemoCode { get; init; }

    /// <summary>Why no code was sent just now (one was sent a moment ago).</summary>
    public string? Note { get; init; }

    public DateTime At { get; init; }
}

/// <param name="Notice">The version of the privacy notice that was agreed to.</param>
internal sealed record PendingRegistration(string Name, string IdKind, string IdNumber, string PasswordHash, int Notice);

/// <param name="Site">Scheme and host under which the person sees us: where a notice leads to.</param>
/// <param name="KeysToo">Authenticator, passkeys and certificates are lost as well.</param>
internal sealed record PendingRecovery(string Name, string IdKind, string IdNumber, string Site, bool KeysToo = false);

internal enum StepKind
{
    /// <summary>The phone is the proof.</summary>
    SmsSignIn = 1,

    /// <summary>The password was right; a code to the phone is wanted besides.</summary>
    SmsBesides = 2,
    TotpBesides = 3,
    Register = 4,
    ChangePhone = 5,

    /// <summary>All proved; the password that an administrator set must be replaced first.</summary>
    NewPassword = 6,

    /// <summary>The password is forgotten, the phone is there.</summary>
    Recover = 7,

    /// <summary>The phone is lost: the code went to the new one.</summary>
    LostPhone = 8,

    /// <summary>Before another phone counts, the present one is shown to be in hand.</summary>
    OldPhone = 9,

    /// <summary>The phone was shown, or another platform signed in; the account has passkeys or certificates and no authenticator: one of them is wanted besides.</summary>
    KeyBesides = 10,
}

/// <summary>Writes and reads the pending step of a browser.</summary>
internal sealed class PendingSteps(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly SealedCookie<PendingStep> _cookie = new(protection, "zt-step", "/account", SameSiteMode.Lax, "Zhengtong.Identity.PendingStep");

    public void Keep(HttpContext http, PendingStep step) => _cookie.Keep(http, step with { At = clock.GetUtcNow().UtcDateTime });

    public PendingStep? Read(HttpContext http) => _cookie.Read(http) is { } step && clock.GetUtcNow().UtcDateTime - step.At <= Life ? step : null;

    public void Drop(HttpContext http) => _cookie.Drop(http);

    /// <summary>The password is forgotten, the phone was shown, and here is the key that was still wanted: a new password may be set.</summary>
    /// <returns>false when nothing waits for this key.</returns>
    public bool Recovers(HttpContext http, Proof proof)
    {
        if (Read(http) is not { Kind: StepKind.KeyBesides or StepKind.TotpBesides, Recovery: not null } step || step.AccountId != proof.AccountId)
        {
            return false;
        }

        Keep(http, step with { Kind = StepKind.NewPassword, Method = proof.Method });
        return true;
    }
}
