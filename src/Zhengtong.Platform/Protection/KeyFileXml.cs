using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Platform.Protection;

/// <summary>A Data Protection key under a key file: AES-256-GCM, the id of the key file beside it.</summary>
internal static class KeyFileXml
{
    public const string Element = "keyFileSecret";
    private const string KeyFile = "keyFile";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static XElement Seal(XElement plain, byte[] key)
    {
        var bytes = Encoding.UTF8.GetBytes(plain.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = new byte[NonceLength + TagLength + bytes.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceLength), bytes, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength));
        CryptographicOperations.ZeroMemory(bytes);
        return new XElement(Element, new XAttribute(KeyFile, ProtectionKeyFile.IdOf(key)), Convert.ToBase64String(sealedBytes));
    }

    public static XElement Open(XElement secret, byte[] key)
    {
        var bytes = Convert.FromBase64String(secret.Value);
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    public static bool IsUnder(XElement secret, byte[] key) => secret.Attribute(KeyFile)?.Value == ProtectionKeyFile.IdOf(key);
}

/// <summary>Encrypts Data Protection keys with the key file.</summary>
internal sealed class KeyFileEncryptor(ProtectionKeyFile file) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(KeyFileXml.Seal(plaintextElement, file.ReadOrMake()), typeof(KeyFileDecryptor));
}

/// <summary>Made by Data Protection from the name beside the secret.</summary>
internal sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var file = services.GetRequiredService<ProtectionKeyFile>();
        var key = file.Existing();
        return KeyFileXml.IsUnder(encryptedElement, key) ? KeyFileXml.Open(encryptedElement, key) : throw new ProtectionKeyException(ProtectedKeys.WrongFile(file.Path));
    }
}
