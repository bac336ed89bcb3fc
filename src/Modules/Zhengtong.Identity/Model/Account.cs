using System.Security.Cryptography;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Model;

/// <summary>What a person or a member of staff signs in with.</summary>
internal sealed class Account
{
    private Account()
    {
    }

    public Guid Id { get; private set; }

    public ActorKind Kind { get; private set; }

    public Guid? PersonId { get; private set; }

    public Guid? StaffId { get; private set; }

    /// <summary>Lower case; unique.</summary>
    public string Login { get; private set; } = "";

    public string PhoneHidden { get; private set; } = "";

    /// <summary>Unique among the accounts of a kind: a member of staff is a citizen too, with the same phone.</summary>
    public string? PhoneLookup { get; private set; }

    public string PasswordHash { get; private set; } = "";

    public bool MustChangePassword { get; private set; }

    public string TotpSecretHidden { get; private set; } = "";

    /// <summary>The time step of the last accepted code: a code read over the shoulder is worth nothing a second time.</summary>
    public long TotpLastStep { get; private set; }

    /// <summary>Locked by an administrator.</summary>
    public DateTime? LockedAt { get; private set; }

    /// <summary>Changes whenever sessions opened before must end.</summary>
    public string SecurityStamp { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime PasswordChangedAt { get; private set; }

    /// <summary>Of the demo, with a password that everybody knows: opens nothing where the demo is switched off.</summary>
    public bool Demo { get; private set; }

    public int Revision { get; private set; }

    public bool HasTotp => TotpSecretHidden.Length > 0;

    /// <summary>Whoever chose no name signs in by his phone; the account still needs one of its own.</summary>
    public static Account ForPerson(Guid personId, Sealed phone, DateTime at) => ForPerson(personId, "u" + Guid.CreateVersion7().ToString("N")[^12..], phone, at);

    public static Account ForPerson(Guid personId, string login, Sealed phone, DateTime at) => New(ActorKind.Applicant, personId, null, login, phone, at);

    public static Account ForStaff(Guid staffId, string login, Sealed phone, DateTime at) => New(ActorKind.Staff, null, staffId, login, phone, at);

    public void SetPassword(string hash, bool mustChange, DateTime at)
    {
        (PasswordHash, MustChangePassword, PasswordChangedAt) = (hash, mustChange, at);
        EndSessions();
    }

    /// <summary>The same password under newer parameters: sessions stay.</summary>
    public void Rehash(string hash)
    {
        PasswordHash = hash;
        Revision++;
    }

    public void ChangePhone(Sealed phone)
    {
        (PhoneHidden, PhoneLookup) = (phone.Hidden, phone.Lookup);
        Revision++;
    }

    /// <summary>The former phone is lost: whoever holds it is signed in no longer.</summary>
    public void ReplaceLostPhone(Sealed phone)
    {
        ChangePhone(phone);
        EndSessions();
    }

    public void UseTotp(string secretHidden, long step)
    {
        (TotpSecretHidden, TotpLastStep) = (secretHidden, step);
        EndSessions();
    }

    public void DropTotp() => UseTotp("", 0);

    public void TotpUsed(long step)
    {
        TotpLastStep = step;
        Revision++;
    }

    public void BelongToDemo() => Demo = true;

    public void Lock(DateTime at)
    {
        LockedAt = at;
        EndSessions();
    }

    /// <summary>Closed for good: nothing opens it any more.</summary>
    public void Erase(DateTime at)
    {
        (Login, PhoneHidden, PhoneLookup, PasswordHash, TotpSecretHidden, LockedAt) = ("closed-" + Id.ToString("N"), "", null, "", "", at);
        EndSessions();
    }

    public void Unlock()
    {
        LockedAt = null;
        Revision++;
    }

    /// <summary>A new stamp: sessions with the old one are no longer found.</summary>
    public void EndSessions()
    {
        SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        Revision++;
    }

    private static Account New(ActorKind kind, Guid? personId, Guid? staffId, string login, Sealed phone, DateTime at)
    {
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            Kind = kind,
            PersonId = personId,
            StaffId = staffId,
            Login = login,
            PhoneHidden = phone.Hidden,
            PhoneLookup = phone.Lookup.Length == 0 ? null : phone.Lookup,
            CreatedAt = at,
            PasswordChangedAt = at,
        };
        account.EndSessions();
        return account;
    }
}
