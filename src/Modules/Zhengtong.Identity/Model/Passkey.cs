namespace Zhengtong.Identity.Model;

/// <summary>通行密钥 (WebAuthn): the public half of a key that never leaves its device and that the holder unlocks there with finger, face or PIN.</summary>
internal sealed class Passkey
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The authenticator's own name for the key; unique.</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>COSE, as the authenticator gave it.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>What the authenticator has counted; one that counts and goes back was copied.</summary>
    public long SignCount { get; private set; }

    /// <summary>How a browser reaches the authenticator (usb, internal, hybrid ...), by commas.</summary>
    public string Transports { get; init; } = "";

    /// <summary>May be synchronised among the holder's devices.</summary>
    public bool BackupEligible { get; init; }

    public bool BackedUp { get; private set; }

    /// <summary>As the holder calls the device.</summary>
    public string Name { get; private set; } = "";

    public required DateTime AddedAt { get; init; }

    public DateTime? LastUsedAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    public int Revision { get; private set; }

    public static Passkey Of(Guid id, Guid accountId, byte[] credentialId, byte[] publicKey, string transports, bool backupEligible, string name, DateTime at) => new()
    {
        Id = id, AccountId = accountId, CredentialId = credentialId, PublicKey = publicKey, Transports = transports, BackupEligible = backupEligible, Name = name, AddedAt = at,
    };

    /// <summary>The revision lets one of two answers with the same count through.</summary>
    public void Counted(long signCount, bool backedUp)
    {
        (SignCount, BackedUp) = (signCount, backedUp);
        Revision++;
    }

    public void Used(DateTime at) => LastUsedAt = at;

    public void Rename(string name)
    {
        Name = name;
        Revision++;
    }

    public void Revoke(DateTime at)
    {
        RevokedAt = at;
        Revision++;
    }
}
