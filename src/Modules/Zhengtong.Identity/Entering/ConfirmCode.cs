using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Recovering;
using Zhengtong.Identity.Registering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>The second step: the code from a phone or an authenticator. Requirement 08.02.</summary>
internal sealed class ConfirmCode(
    Database db, PersonalData personal, PhoneCodes phones, TotpCodes totp, Attempts attempts, FailedSignIns failed, RegisterPerson register, RecoverAccount recover)
{
    public static readonly Problem WrongCode = Problem.Invalid("identity.code-wrong", "验证码不正确，或已经用过。请核对后重新输入。", "Code");

    /// <param name="Proof">To open a session with.</param>
    /// <param name="NewPassword">The password must be replaced before a session is opened.</param>
    /// <param name="First">What the holder sees first, before where he wanted to go.</param>
    /// <param name="Besides">The second factor that is still wanted before a session is opened or a password set.</param>
    internal sealed record Confirmed(Proof Proof, bool NewPassword, string? First = null, StepKind? Besides = null);

    public async Task<Outcome<Confirmed>> HandleAsync(PendingStep step, string code, Place place, End end, CancellationToken ct)
    {
        if (await attempts.TakeAsync("code", step.Login + step.Phone, place, ct) is { } wait)
        {
            return CheckPassword.Wait(wait);
        }

        var result = step.Kind switch
        {
            StepKind.TotpBesides => await TotpAsync(step, code, ct),
            StepKind.SmsBesides => await SmsAsync(step, code, step.AccountId!.Value, MethodStrength.PasswordAndSms, ct),
            StepKind.SmsSignIn => await SmsSignInAsync(step, code, ct),
            StepKind.Register => await RegisterAsync(step, code, place.Address, end, ct),
            StepKind.Recover => await RecoverAsync(step, code, end, ct),
            _ => WrongCode,
        };
        if (result.Ok)
        {
            await attempts.SucceededAsync("code", step.Login + step.Phone, place, ct);
            if (step.Kind is StepKind.SmsSignIn or StepKind.Register)
            {
                await attempts.SucceededAsync("send", "", place, ct);
            }
        }
        else if (WayOf(step) is { } way)
        {
            await failed.WriteAsync(step.AccountId ?? await HolderOfAsync(step.Phone, ct), way, FailedOutcome.Wrong, place.Address, ct);
        }

        return result;
    }

    /// <summary>What a session would have been opened by; null where none would.</summary>
    private static string? WayOf(PendingStep step) => step.Kind switch
    {
        StepKind.TotpBesides => step.Method switch
        {
            MethodStrength.Sms => MethodStrength.SmsAndTotp,
            MethodStrength.Federated => MethodStrength.FederatedAndTotp,
            _ => MethodStrength.PasswordAndTotp,
        },
        StepKind.SmsBesides => MethodStrength.PasswordAndSms,
        StepKind.SmsSignIn or StepKind.Recover => MethodStrength.Sms,
        _ => null,
    };

    private Task<Guid?> HolderOfAsync(string phone, CancellationToken ct)
    {
        var lookup = personal.PhoneLookup(phone);
        return db.Set<Account>().Where(x => x.Kind == ActorKind.Applicant && x.PhoneLookup == lookup).Select(x => (Guid?)x.Id).SingleOrDefaultAsync(ct);
    }

    private async Task<Outcome<Confirmed>> TotpAsync(PendingStep step, string code, CancellationToken ct)
    {
        var account = await db.Set<Account>().SingleAsync(x => x.Id == step.AccountId, ct);
        if (!account.HasTotp || !totp.TryUse(account, code))
        {
            return WrongCode;
        }

        // Two at once with the same code: the revision lets one through.
        var saved = await db.SaveAsync(ct, WrongCode);
        // Who comes by another platform needs no password here.
        var newPassword = account.MustChangePassword || (account.PasswordHash.Length == 0 && step.Method != MethodStrength.Federated) || step.Recovery is not null;
        return saved.Ok ? new Confirmed(new Proof(account.Id, WayOf(step)!), newPassword) : WrongCode;
    }

    private async Task<Outcome<Confirmed>> SmsAsync(PendingStep step, string code, Guid accountId, string method, CancellationToken ct)
    {
        var verified = await phones.VerifyAsync(step, code, ct);
        if (!verified.Ok)
        {
            return Outcome<Confirmed>.Because(verified.Problems);
        }

        var mustChange = await db.Set<Account>().Where(x => x.Id == accountId).Select(x => x.MustChangePassword).SingleAsync(ct);
        return new Confirmed(new Proof(accountId, method), mustChange);
    }

    /// <summary>Only who has the phone in hand, proved by the code, learns that it is not registered.</summary>
    private async Task<Outcome<Confirmed>> SmsSignInAsync(PendingStep step, string code, CancellationToken ct)
    {
        var lookup = personal.PhoneLookup(step.Phone);
        var account = await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(x => x.Kind == ActorKind.Applicant && x.PhoneLookup == lookup, ct);
        var verified = await phones.VerifyAsync(step, code, ct);
        return !verified.Ok ? Outcome<Confirmed>.Because(verified.Problems)
            : account is null ? Problem.Invalid("identity.code-no-account", "该手机号尚未注册。请先注册账号。", "Code")
            : await BesidesAsync(new Confirmed(new Proof(account.Id, MethodStrength.Sms), account.PasswordHash.Length == 0), ct);
    }

    /// <summary>A phone alone opens no account whose holder has set up more than a phone.</summary>
    private async Task<Confirmed> BesidesAsync(Confirmed shown, CancellationToken ct) =>
        shown with { Besides = (await OwnKeys.OfAsync(db, shown.Proof.AccountId, ct)).Besides(shown.Proof.MayCarry) };

    private async Task<Outcome<Confirmed>> RegisterAsync(PendingStep step, string code, string address, End end, CancellationToken ct)
    {
        var verified = await phones.VerifyAsync(step, code, ct);
        if (!verified.Ok)
        {
            return Outcome<Confirmed>.Because(verified.Problems);
        }

        var registered = await register.CompleteAsync(step.Registration!, step.Phone, address, end, ct);
        return registered.TryGet(out var made)
            ? new Confirmed(new Proof(made.AccountId, MethodStrength.Sms), false, made.RealName ? null : Proving.RealNamePageModel.AfterRegistering(step.ReturnUrl))
            : Outcome<Confirmed>.Because(registered.Problems);
    }

    private async Task<Outcome<Confirmed>> RecoverAsync(PendingStep step, string code, End end, CancellationToken ct)
    {
        var verified = await phones.VerifyAsync(step, code, ct);
        var recovered = verified.Ok ? await recover.HandleAsync(step.Recovery!, step.Phone, end, ct) : Outcome<Guid>.Because(verified.Problems);
        return recovered.TryGet(out var accountId)
            ? await BesidesAsync(new Confirmed(new Proof(accountId, MethodStrength.Sms), true), ct)
            : Outcome<Confirmed>.Because(recovered.Problems);
    }
}
