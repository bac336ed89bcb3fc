using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkix;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;
using Org.BouncyCastle.X509.Extension;
using Org.BouncyCastle.X509.Store;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Certificates;

/// <summary>A certificate that its holder has just signed with, and for which a trusted authority answers.</summary>
/// <param name="Number">The number of the document, or of the company, that the subject shows; null when it shows none.</param>
internal sealed record CheckedCertificate(string Thumbprint, string Name, string Subject, string Issuer, string SerialNumber, string Algorithm, DateTime ValidUntil, string? Number);

/// <summary>
/// Whether an answer to a challenge is right: the signature over the text (SM2 with SM3, RSA or ECDSA P-256 with SHA-256), the chain to a trusted root, validity, key usage, and that nobody in
/// the chain is revoked. Where an authority's list of revoked certificates is missing or too old nothing is taken. Pure.
/// </summary>
internal static class CertificateCheck
{
    public static readonly Problem Unreadable = Problem.Invalid("identity.certificate-unreadable", "没有读到证书。请粘贴签名工具返回的完整证书（PEM 或 Base64）。", "Certificate");
    public static readonly Problem WrongSignature = Problem.Invalid("identity.certificate-signature", "签名不正确：签名的不是本页的挑战码，或证书与签名用的不是同一个介质。请用签名工具重新签名。", "Signature");
    public static readonly Problem NotInForce = Problem.Invalid("identity.certificate-expired", "证书不在有效期内，请到发证机构更新证书后再用。", "Certificate");
    public static readonly Problem Revoked = Problem.Invalid("identity.certificate-revoked", "证书已被发证机构吊销，不能使用。请到发证机构更换证书。", "Certificate");
    public static readonly Problem Untrusted = Problem.Invalid("identity.certificate-untrusted", "不能确认这张证书：发证机构不在本站认可的范围内，或暂时查不到吊销情况。请换一张证书，或改用其他方式。", "Certificate");
    public static readonly Problem WrongUse = Problem.Invalid("identity.certificate-use", "这张证书不能用于签名登录。请选用介质中的签名证书，不要选加密证书。", "Certificate");
    private const string Sm2Curve = "1.2.156.10197.1.301";
    private const string P256Curve = "1.2.840.10045.3.1.7";
    private const int DigitalSignature = 0;

    /// <param name="numberOids">Attributes of the subject, or extensions, that hold the holder's number; the first that is there counts.</param>
    public static Outcome<CheckedCertificate> Check(byte[] certificate, byte[] signature, string challenge, Authorities authorities, IReadOnlyList<string> numberOids, DateTime now)
    {
        if (Read(certificate) is not [var own, .. var others])
        {
            return Unreadable;
        }

        if (AlgorithmOf(own) is not { } algorithm || own.GetBasicConstraints() >= 0 || own.GetKeyUsage() is not { } usage || !usage[DigitalSignature])
        {
            return WrongUse;
        }

        if (!SignersOf(algorithm).Any(s => Verifies(SignerUtilities.GetSigner(s), own, challenge, signature)))
        {
            return WrongSignature;
        }

        if (!own.IsValid(now))
        {
            return NotInForce;
        }

        if (authorities.Crls.Any(c => c.IssuerDN.Equivalent(own.IssuerDN) && c.IsRevoked(own)))
        {
            return Revoked;
        }

        return LeadsToRoot(own, others, authorities, now) ? Shown(own, algorithm, numberOids) : Untrusted;
    }

    private static List<X509Certificate> Read(byte[] given)
    {
        try
        {
            return [.. new X509CertificateParser().ReadCertificates(given)];
        }
        catch (Exception e) when (e is Org.BouncyCastle.Security.Certificates.CertificateException or IOException or ArgumentException or InvalidCastException or FormatException)
        {
            return [];
        }
    }

    private static string? AlgorithmOf(X509Certificate certificate)
    {
        try
        {
            return certificate.GetPublicKey() switch
            {
                RsaKeyParameters { Modulus.BitLength: >= 2048 } => "RSA",
                ECPublicKeyParameters key => key.PublicKeyParamSet?.Id switch { Sm2Curve => "SM2", P256Curve => "ECDSA", _ => null },
                _ => null,
            };
        }
        catch (Exception e) when (e is SecurityUtilityException or ArgumentException or IOException or InvalidCastException)
        {
            return null;
        }
    }

    private static string[] SignersOf(string algorithm) => algorithm switch
    {
        "SM2" => ["SM3WITHSM2"],
        "ECDSA" => ["SHA-256WITHECDSA"],
        _ => ["SHA-256WITHRSA", "SHA-256WITHRSAANDMGF1"],
    };

    private static bool Verifies(ISigner signer, X509Certificate certificate, string challenge, byte[] signature)
    {
        var text = Encoding.UTF8.GetBytes(challenge);
        signer.Init(false, certificate.GetPublicKey());
        signer.BlockUpdate(text, 0, text.Length);
        try
        {
            return signer.VerifySignature(signature);
        }
        catch (Exception e) when (e is CryptoException or IOException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool LeadsToRoot(X509Certificate own, IEnumerable<X509Certificate> others, Authorities authorities, DateTime now)
    {
        if (authorities.Roots.Count == 0)
        {
            return false;
        }

        var path = new PkixBuilderParameters(authorities.Roots, new X509CertStoreSelector { Certificate = own }) { IsRevocationEnabled = true, Date = now };
        path.AddStoreCert(CollectionUtilities.CreateStore<X509Certificate>([own, .. others, .. authorities.Between]));
        path.AddStoreCrl(CollectionUtilities.CreateStore(authorities.Crls));
        try
        {
            new PkixCertPathBuilder().Build(path);
            return true;
        }
        catch (PkixCertPathBuilderException)
        {
            return false;
        }
    }

    private static CheckedCertificate Shown(X509Certificate own, string algorithm, IReadOnlyList<string> numberOids)
    {
        var name = own.SubjectDN.GetValueList(X509Name.CN) is [var cn, ..] ? cn : "";
        return new CheckedCertificate(
            Convert.ToHexString(SHA256.HashData(own.GetEncoded())), name, Cut(own.SubjectDN.ToString()), Cut(own.IssuerDN.ToString()), own.SerialNumber.ToString(16), algorithm,
            DateTime.SpecifyKind(own.NotAfter, DateTimeKind.Utc), numberOids.Select(o => NumberOf(own, o)).FirstOrDefault(n => n is not null));
    }

    private static string? NumberOf(X509Certificate own, string oid)
    {
        var id = new DerObjectIdentifier(oid);
        var shown = own.SubjectDN.GetValueList(id) is [var value, ..] ? value
            : own.GetExtensionValue(id) is { } octets && X509ExtensionUtilities.FromExtensionValue(octets) is IAsn1String text ? text.GetString() : null;
        return shown?.Trim().ToUpperInvariant() is { Length: > 0 } number ? number : null;
    }

    private static string Cut(string text) => text.Length > 200 ? text[..200] : text;
}
