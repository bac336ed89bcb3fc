using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Platform.Protection;

/// <summary>Encrypts Data Protection keys with the key file: AES-256-GCM, the id of the key file beside it.</summary>
internal sealed class KeyFileEncryptor(ProtectionKeyFile file) : IXmlEncryptor
{
    public const int NonceLength = 12;
    public const int TagLength = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var key = file.ReadOrMake();
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceLength), plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength));
        CryptographicOperations.ZeroMemory(plain);
        var element = new XElement("keyFileSecret", new XAttribute("keyFile", ProtectionKeyFile.IdOf(key)), Convert.ToBase64String(sealedBytes));
        return new EncryptedXmlInfo(element, typeof(KeyFileDecryptor));
    }
}

/// <summary>Made by Data Protection from the name beside the secret.</summary>
internal sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var file = services.GetRequiredService<ProtectionKeyFile>();
        var key = file.Existing();
        var bytes = Convert.FromBase64String(encryptedElement.Value);
        if (encryptedElement.Attribute("keyFile")?.Value != ProtectionKeyFile.IdOf(key))
        {
            throw new ProtectionKeyException(ProtectedKeys.WrongFile(file.Path));
        }

        var plain = new byte[bytes.Length - KeyFileEncryptor.NonceLength - KeyFileEncryptor.TagLength];
        using var aes = new AesGcm(key, KeyFileEncryptor.TagLength);
        aes.Decrypt(
            bytes.AsSpan(0, KeyFileEncryptor.NonceLength), bytes.AsSpan(KeyFileEncryptor.NonceLength + KeyFileEncryptor.TagLength),
            bytes.AsSpan(KeyFileEncryptor.NonceLength, KeyFileEncryptor.TagLength), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
