using System.Security.Cryptography;
using OtpNet;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;

namespace Zhengtong.Identity.Entering;

/// <summary>动态口令 (RFC 6238): six digits every 30 seconds from an authenticator. Requirement 08.02. One step of clock drift is allowed, each code once.</summary>
internal sealed class TotpCodes(PersonalData personal, TimeProvider clock)
{
    private const int StepSeconds = 30;
    private static readonly VerificationWindow Drift = new(previous: 1, future: 1);

    public static string NewSecret() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(20));

    public static string Address(string issuer, string login, string secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(login)}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}";

    /// <summary>Marks the code's time step as used when it is right.</summary>
    public bool TryUse(Account account, string code)
    {
        if (StepOf(personal.Open(account.TotpSecretHidden), code) is not { } step || step <= account.TotpLastStep)
        {
            return false;
        }

        account.TotpUsed(step);
        return true;
    }

    public long? StepOf(string secret, string code) =>
        Of(secret).VerifyTotp(clock.GetUtcNow().UtcDateTime, code.Trim(), out var step, Drift) ? step : null;

    /// <summary>When the codes of a time step begin to count.</summary>
    public static DateTime TimeOf(long step) => DateTime.UnixEpoch.AddSeconds(step * StepSeconds);

    /// <summary>The code an authenticator would show now: for the demo only.</summary>
    public string Now(Account account) => Of(personal.Open(account.TotpSecretHidden)).ComputeTotp(clock.GetUtcNow().UtcDateTime);

    private static Totp Of(string secret) => new(Base32Encoding.ToBytes(secret));
}
