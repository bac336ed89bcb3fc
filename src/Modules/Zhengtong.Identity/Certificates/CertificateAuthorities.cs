using Microsoft.Extensions.Configuration;
using Org.BouncyCastle.Pkix;
using Org.BouncyCastle.X509;

namespace Zhengtong.Identity.Certificates;

/// <param name="Roots">Whom the site trusts.</param>
/// <param name="Between">Certificates of authorities under them.</param>
internal sealed record Authorities(ISet<TrustAnchor> Roots, IReadOnlyList<X509Certificate> Between, IReadOnlyList<X509Crl> Crls);

/// <summary>
/// The certificate authorities (电子认证服务机构) whose certificates are taken, and what they have revoked: files of two folders (<c>Certificates:Roots</c>, <c>Certificates:Crls</c>), read again
/// when a file has changed, since lists of revoked certificates are fetched by a job of the operator.
/// </summary>
internal sealed class CertificateAuthorities(IConfiguration configuration)
{
    private readonly Lock _reading = new();
    private string _stamp = "";
    private Authorities _current = new(new HashSet<TrustAnchor>(), [], []);

    public bool Configured => Files("Roots").Length > 0;

    public Authorities Current()
    {
        FileInfo[] files = [.. Files("Roots"), .. Files("Crls")];
        var stamp = string.Join('|', files.Select(f => $"{f.FullName}:{f.LastWriteTimeUtc.Ticks}:{f.Length}"));
        lock (_reading)
        {
            if (stamp != _stamp)
            {
                (_current, _stamp) = (Read(), stamp);
            }

            return _current;
        }
    }

    private Authorities Read()
    {
        var certificates = Files("Roots").SelectMany(f => new X509CertificateParser().ReadCertificates(File.ReadAllBytes(f.FullName))).ToList();
        var roots = certificates.Where(c => c.IssuerDN.Equivalent(c.SubjectDN)).ToList();
        return new Authorities(
            roots.Select(r => new TrustAnchor(r, null)).ToHashSet(),
            [.. certificates.Except(roots)],
            [.. Files("Crls").SelectMany(f => new X509CrlParser().ReadCrls(File.ReadAllBytes(f.FullName)))]);
    }

    private FileInfo[] Files(string which) => configuration["Certificates:" + which] is { Length: > 0 } folder && Directory.Exists(folder)
        ? [.. new DirectoryInfo(folder).GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal)]
        : [];
}
