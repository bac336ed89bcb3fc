using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// The keys of Data Protection lie in the store, encrypted with the key file. Data Protection itself would pass over keys it cannot read and make new ones; then every encrypted
/// value would be lost without a word, so the file is checked before the process starts.
/// </summary>
public static class ProtectedKeys
{
    private static readonly XNamespace Marks = "http://schemas.asp.net/2015/03/dataProtection";

    public static IServiceCollection AddProtectedKeys<TContext>(this IServiceCollection services, IConfiguration configuration)
        where TContext : Database
    {
        services.AddSingleton(new ProtectionKeyFile(configuration["Protection:KeyFile"] ?? ProtectionKeyFile.DefaultPath));
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeyFile>((o, file) => o.XmlEncryptor = new KeyFileEncryptor(file));
        services.AddDataProtection().SetApplicationName("zhengtong").PersistKeysToDbContext<TContext>()
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddSingleton<Sealing>().AddSingleton<InstallationSecrets>();
        services.AddSingleton(s => new Lookups(() => LookupKeys.Read(s.GetRequiredService<IServiceScopeFactory>(), s.GetRequiredService<InstallationSecrets>())));
        services.AddScoped<Reseal>().AddScoped<Relookup>().AddHostedService<LookupWatch>();
        return services;
    }

    /// <summary>Refuses a missing or wrong key file, and encrypts keys that an earlier program left readable.</summary>
    /// <exception cref="ProtectionKeyException">Says what to do.</exception>
    public static async Task CheckAsync(Database db, ProtectionKeyFile file, CancellationToken ct)
    {
        var encryptor = new KeyFileEncryptor(file);
        var changed = false;
        foreach (var row in await db.DataProtectionKeys.ToListAsync(ct))
        {
            if (row.Xml is null)
            {
                continue;
            }

            var key = XElement.Parse(row.Xml);
            if (key.Descendants(KeyFileXml.Element).Any(secret => !KeyFileXml.IsUnder(secret, file.Existing())))
            {
                throw new ProtectionKeyException(WrongFile(file.Path));
            }

            var readable = key.Descendants().Where(e => (string?)e.Attribute(Marks + "requiresEncryption") == "true").ToList();
            foreach (var element in readable)
            {
                var hidden = encryptor.Encrypt(element);
                element.ReplaceWith(new XElement(Marks + "encryptedSecret", new XAttribute("decryptorType", hidden.DecryptorType.AssemblyQualifiedName!), hidden.EncryptedElement));
                (row.Xml, changed) = (key.ToString(SaveOptions.DisableFormatting), true);
            }
        }

        if (changed)
        {
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>Refuses a store in the middle of an exchange of the lookup key.</summary>
    /// <exception cref="ProtectionKeyException">Says what to do.</exception>
    public static Task RefuseHalfExchangedAsync(Database db, CancellationToken ct) => LookupKeys.RefuseHalfWayAsync(db, ct);

    internal static string WrongFile(string path) =>
        $"数据保护密钥文件 {path} 与数据库不符：数据库中的密钥是用另一份文件加密的。如果刚用 rekey 换过密钥文件，请把设置 Protection:KeyFile 指向新的文件；"
        + "否则请恢复原来的文件（所有节点使用同一份），或用设置 Protection:KeyFile 指明它的位置。";
}
