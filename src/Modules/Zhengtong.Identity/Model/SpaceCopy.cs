using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Model;

/// <summary>
/// A copy of everything that the platform holds of a person or company (个人信息副本, 个人信息保护法第四十五条): asked for, made off the request path, offered for some days, erased. The file lies sealed
/// under a key of its own; with the key gone nobody reads it any more. Its state follows from its time stamps.
/// </summary>
internal sealed class SpaceCopy
{
    public required Guid Id { get; init; }

    public required Guid PartyId { get; init; }

    public required PartyKind PartyKind { get; init; }

    /// <summary>Who is told when it is there.</summary>
    public required Guid AskedById { get; init; }

    public required DateTime AskedAt { get; init; }

    /// <summary>When it is to be tried; put off when something went wrong.</summary>
    public required DateTime NotBefore { get; set; }

    public int Failures { get; set; }

    /// <summary>How many of <see cref="Parts"/> are done, while it is being made.</summary>
    public int PartsDone { get; set; }

    public int Parts { get; set; }

    public DateTime? MadeAt { get; private set; }

    public DateTime? ExpiresAt { get; private set; }

    /// <summary>In the store of files; stays until the file is gone from there.</summary>
    public string FileKey { get; private set; } = "";

    /// <summary>Of the file.</summary>
    public string SecretHidden { get; private set; } = "";

    /// <summary>Of the archive, opened.</summary>
    public long Size { get; private set; }

    public int Downloads { get; set; }

    public DateTime? DownloadedAt { get; set; }

    /// <summary>Its time was over, its owner did away with it, or the account was closed.</summary>
    public DateTime? ErasedAt { get; private set; }

    public int Revision { get; private set; }

    public bool Offered(DateTime now) => MadeAt is not null && ErasedAt is null && now < ExpiresAt;

    public void Made(string fileKey, string secretHidden, long size, DateTime expiresAt, DateTime at) =>
        (FileKey, SecretHidden, Size, ExpiresAt, MadeAt, PartsDone, Revision) = (fileKey, secretHidden, size, expiresAt, at, Parts, Revision + 1);

    public void Erase(DateTime at) => (SecretHidden, ErasedAt, Revision) = ("", at, Revision + 1);

    /// <summary>The file is gone from the store.</summary>
    public void Gone() => (FileKey, Revision) = ("", Revision + 1);
}
