namespace Zhengtong.Identity.Model;

/// <summary>
/// A digital certificate (数字证书) of a company, whose subject shows its unified social credit code: whoever acts for the company and has it in hand enters as the company with it (08.02, 08.04).
/// </summary>
internal sealed class CompanyCertificate
{
    public required Guid Id { get; init; }

    public required Guid CompanyId { get; init; }

    /// <summary>SHA-256 of the certificate.</summary>
    public required string Thumbprint { get; init; }

    public required string Subject { get; init; }

    public required string Issuer { get; init; }

    public required string SerialNumber { get; init; }

    public required string Algorithm { get; init; }

    public required DateTime ValidUntil { get; init; }

    public required Guid BoundById { get; init; }

    public required DateTime BoundAt { get; init; }

    public DateTime? LastUsedAt { get; private set; }

    public DateTime? RemovedAt { get; private set; }

    public int Revision { get; private set; }

    public void Use(DateTime at) => LastUsedAt = at;

    public void Remove(DateTime at) => (RemovedAt, Revision) = (at, Revision + 1);
}
