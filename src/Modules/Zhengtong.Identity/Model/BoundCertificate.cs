namespace Zhengtong.Identity.Model;

/// <summary>A digital certificate (数字证书) that opens an account: bound when its subject first showed the holder's number, or by the holder himself.</summary>
internal sealed class BoundCertificate
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the certificate; one certificate opens one account.</summary>
    public required string Thumbprint { get; init; }

    public required string Subject { get; init; }

    public required string Issuer { get; init; }

    public required string SerialNumber { get; init; }

    public required string Algorithm { get; init; }

    public required DateTime ValidUntil { get; init; }

    public required DateTime BoundAt { get; init; }

    public DateTime? LastUsedAt { get; set; }

    public DateTime? RemovedAt { get; private set; }

    public int Revision { get; private set; }

    public void Remove(DateTime at) => (RemovedAt, Revision) = (at, Revision + 1);
}
