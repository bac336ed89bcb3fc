using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// Exchanges the key file: every key in the database is opened with the present file and sealed with another, all in one save or none. Done again it leaves alone what is under the new file already,
/// so that a key which a node with the present file made meanwhile follows.
/// </summary>
internal static class Rekey
{
    /// <param name="Moved">Keys that are under the new file now.</param>
    /// <param name="There">Keys that were already.</param>
    public sealed record Report(int Moved, int There);

    /// <exception cref="ProtectionKeyException">Says what to do; nothing was changed.</exception>
    public static async Task<Report> ExchangeAsync(Database db, ProtectionKeyFile from, ProtectionKeyFile to, CancellationToken ct)
    {
        var old = from.Existing();
        if (from.Path == to.Path)
        {
            throw new ProtectionKeyException($"{to.Path} 就是现在使用的密钥文件。请用 --to 指明另一个文件。");
        }

        var next = to.ReadOrMake();
        if (CryptographicOperations.FixedTimeEquals(old, next))
        {
            throw new ProtectionKeyException($"{to.Path} 是现用密钥文件的副本，换了等于没换。请指明一个不存在的文件，由程序生成新的密钥。");
        }

        var (moved, there) = (0, 0);
        foreach (var row in await db.DataProtectionKeys.Where(k => k.Xml != null).ToListAsync(ct))
        {
            var key = XElement.Parse(row.Xml!);
            foreach (var secret in key.Descendants(KeyFileXml.Element).ToList())
            {
                if (KeyFileXml.IsUnder(secret, next))
                {
                    there++;
                    continue;
                }

                if (!KeyFileXml.IsUnder(secret, old))
                {
                    throw new ProtectionKeyException(ProtectedKeys.WrongFile(from.Path));
                }

                secret.ReplaceWith(KeyFileXml.Seal(KeyFileXml.Open(secret, old), next));
                row.Xml = key.ToString(SaveOptions.DisableFormatting);
                moved++;
            }
        }

        await db.SaveChangesAsync(ct);
        return new Report(moved, there);
    }

    public static async Task<int> RunAsync(IServiceProvider services, string[] words, CancellationToken ct)
    {
        if (words is not ["--to", { Length: > 0 } file])
        {
            await Console.Error.WriteLineAsync("rekey --to FILE");
            return 2;
        }

        try
        {
            await using var scope = services.CreateAsyncScope();
            var to = new ProtectionKeyFile(file);
            var done = await ExchangeAsync(scope.ServiceProvider.GetRequiredService<Database>(), services.GetRequiredService<ProtectionKeyFile>(), to, ct);
            Console.WriteLine($"rekey: {done.Moved} 把密钥已改用 {to.Path} 加密，{done.There} 把早已如此。请在所有节点上把设置 Protection:KeyFile 指向它并重新启动；旧文件留到用它加密的备份都过期为止。");
            return 0;
        }
        catch (ProtectionKeyException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (CryptographicException)
        {
            await Console.Error.WriteLineAsync("数据库中的一把密钥解不开，可能被改动过。没有改变任何内容：请先从备份恢复数据库。");
            return 1;
        }
    }
}
