using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Zhengtong.TestKit;

/// <summary>The kinds of keys that certificates come with.</summary>
public enum KeyKind
{
    Sm2,
    Rsa,
    Ecdsa,
}

/// <summary>A certificate authority (电子认证服务机构) and the signing tool of its customers: makes certificates of each kind, lists of revoked ones, and signs challenges.</summary>
public sealed class CertificateSigner
{
    private static readonly SecureRandom Random = new();
    private readonly AsymmetricCipherKeyPair _keys;
    private readonly X509Name _name;
    private readonly DateTime _now;
    private readonly KeyKind _kind;
    private long _serial = 1;

    public CertificateSigner(KeyKind kind, string name, DateTime now)
    {
        (_kind, _now, _name, _keys) = (kind, now, new X509Name($"C=CN,O={name},CN={name}"), Pair(kind));
        Root = Certificate(_name, _keys.Public, now.AddYears(-5), now.AddYears(5), g =>
        {
            g.AddExtension(X509Extensions.BasicConstraints, true, new BasicConstraints(true));
            g.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(KeyUsage.KeyCertSign | KeyUsage.CrlSign));
        });
    }

    public X509Certificate Root { get; }

    /// <summary>A holder's certificate with its key: what lies on his token.</summary>
    public sealed record Token(X509Certificate Certificate, AsymmetricKeyParameter Key, KeyKind Kind)
    {
        public string Pem => PemOf("CERTIFICATE", Certificate.GetEncoded());

        /// <summary>The signature over the challenge, as the signing tool returns it.</summary>
        public string Sign(string challenge, bool pss = false)
        {
            var signer = SignerUtilities.GetSigner(Kind switch { KeyKind.Sm2 => "SM3WITHSM2", KeyKind.Ecdsa => "SHA-256WITHECDSA", _ => pss ? "SHA-256WITHRSAANDMGF1" : "SHA-256WITHRSA" });
            signer.Init(true, Key);
            var text = Encoding.UTF8.GetBytes(challenge);
            signer.BlockUpdate(text, 0, text.Length);
            return Convert.ToBase64String(signer.GenerateSignature());
        }
    }

    /// <param name="number">Written into the subject as its serial number (2.5.4.5); null for none.</param>
    public Token Issue(KeyKind kind, string holder, string? number, DateTime? from = null, DateTime? until = null, int usage = KeyUsage.DigitalSignature)
    {
        var pair = Pair(kind);
        var subject = new X509Name($"C=CN,CN={holder}{(number is null ? "" : ",SERIALNUMBER=" + number)}");
        var made = Certificate(subject, pair.Public, from ?? _now.AddDays(-30), until ?? _now.AddYears(1), g => g.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(usage)));
        return new Token(made, pair.Private, kind);
    }

    /// <summary>Lays root and list of revoked certificates where the product looks for them.</summary>
    public void Publish(string roots, string crls, DateTime? nextUpdate = null, params Token[] revoked)
    {
        Directory.CreateDirectory(roots);
        Directory.CreateDirectory(crls);
        File.WriteAllText(Path.Combine(roots, FileName + ".pem"), PemOf("CERTIFICATE", Root.GetEncoded()));
        var list = new X509V2CrlGenerator();
        list.SetIssuerDN(_name);
        list.SetThisUpdate(_now.AddDays(-1));
        list.SetNextUpdate(nextUpdate ?? _now.AddDays(7));
        foreach (var token in revoked)
        {
            list.AddCrlEntry(token.Certificate.SerialNumber, _now.AddDays(-1), CrlReason.KeyCompromise);
        }

        File.WriteAllBytes(Path.Combine(crls, FileName + ".crl"), list.Generate(Signature()).GetEncoded());
    }

    private string FileName => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Root.GetEncoded()))[..16];

    private X509Certificate Certificate(X509Name subject, AsymmetricKeyParameter key, DateTime from, DateTime until, Action<X509V3CertificateGenerator> extend)
    {
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(BigInteger.ValueOf(_serial++));
        generator.SetIssuerDN(_name);
        generator.SetSubjectDN(subject);
        generator.SetNotBefore(from);
        generator.SetNotAfter(until);
        generator.SetPublicKey(key);
        extend(generator);
        return generator.Generate(Signature());
    }

    private Asn1SignatureFactory Signature() => new(_kind switch { KeyKind.Sm2 => "SM3WITHSM2", KeyKind.Ecdsa => "SHA256WITHECDSA", _ => "SHA256WITHRSA" }, _keys.Private, Random);

    private static AsymmetricCipherKeyPair Pair(KeyKind kind)
    {
        if (kind == KeyKind.Rsa)
        {
            var rsa = new RsaKeyPairGenerator();
            rsa.Init(new KeyGenerationParameters(Random, 2048));
            return rsa.GenerateKeyPair();
        }

        var ec = new ECKeyPairGenerator();
        ec.Init(new ECKeyGenerationParameters(kind == KeyKind.Sm2 ? GMObjectIdentifiers.sm2p256v1 : SecObjectIdentifiers.SecP256r1, Random));
        return ec.GenerateKeyPair();
    }

    private static string PemOf(string what, byte[] bytes) => $"-----BEGIN {what}-----\n{Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)}\n-----END {what}-----\n";
}
