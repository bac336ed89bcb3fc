using Zhengtong.Identity.Protecting;

namespace Zhengtong.Identity.Model;

/// <summary>
/// Somebody who knows name and number of a person, and whom the real-name system confirmed, asks for another phone because the old one is lost. It waits, so that whoever still has the old phone can
/// stop it; a fact that ends once.
/// </summary>
internal sealed class PhoneRecovery
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required string PhoneHidden { get; init; }

    public required string PhoneLookup { get; init; }

    /// <summary>Shown in notices.</summary>
    public required string PhoneMasked { get; init; }

    /// <summary>Authenticator, passkeys and certificates are lost as well and go with the old phone.</summary>
    public bool KeysToo { get; init; }

    public required DateTime AskedAt { get; init; }

    public required DateTime RipeAt { get; init; }

    /// <summary>Hash of what the notice to the old phone lets one stop it with.</summary>
    public required string StopHash { get; init; }

    public DateTime? EndedAt { get; private set; }

    public RecoveryEnding? Ending { get; private set; }

    public int Revision { get; private set; }

    public Sealed Phone => new(PhoneHidden, PhoneLookup);

    public void End(RecoveryEnding ending, DateTime at) => (Ending, EndedAt, Revision) = (ending, at, Revision + 1);
}

internal enum RecoveryEnding
{
    /// <summary>The phone was changed.</summary>
    Changed = 1,

    /// <summary>Whoever has the old phone, or the account, said that it was not he.</summary>
    Stopped = 2,

    /// <summary>Another account has that phone by now.</summary>
    Taken = 3,

    /// <summary>The account was locked in the meantime.</summary>
    Locked = 4,

    /// <summary>A key that was said to be lost was used in the meantime.</summary>
    KeysInUse = 5,
}
