using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// The keys of <see cref="Lookups"/> in the store, each a <see cref="Secret"/>: the first, those that exchanges added, and the coming one. While that is there an exchange is under way and hashes of
/// both kinds lie in the store: nothing is looked up then.
/// </summary>
internal sealed record LookupKeys(IReadOnlyList<byte[]> Keys, byte[]? Coming)
{
    public const string First = "lookup";
    public const string ComingName = Later + "next";
    private const string Later = First + ".";
    private const string HalfWay = "查找密钥的更换（relookup）还没有完成，数据库中新旧两种查找值并存，因此不能启动。请用本站的设置再执行一次 relookup，完成后再启动各节点。";

    /// <summary>Those that <see cref="Lookups"/> hashes with; the first is made when there is none.</summary>
    /// <exception cref="ProtectionKeyException">An exchange is under way.</exception>
    public static IReadOnlyList<byte[]> Read(IServiceScopeFactory scopes, InstallationSecrets secrets)
    {
        using var scope = scopes.CreateScope();
        var found = Of(Rows(scope.ServiceProvider.GetRequiredService<Database>()).ToList());
        return found.Coming is not null ? throw new ProtectionKeyException(HalfWay) : found.Keys.Count > 0 ? found.Keys : [secrets.Of(First)];
    }

    public static async Task<LookupKeys> ReadAsync(Database db, CancellationToken ct) => Of(await Rows(db).ToListAsync(ct));

    /// <exception cref="ProtectionKeyException">An exchange is under way.</exception>
    public static async Task RefuseHalfWayAsync(Database db, CancellationToken ct)
    {
        if (await db.Set<Secret>().AnyAsync(s => s.Name == ComingName, ct))
        {
            throw new ProtectionKeyException(HalfWay);
        }
    }

    /// <summary>How many keys there are, and whether an exchange is under way.</summary>
    public static async Task<(int Count, bool HalfWay)> CountAsync(Database db, CancellationToken ct)
    {
        var names = await Rows(db).Select(s => s.Name).ToListAsync(ct);
        return names.Remove(ComingName) ? (names.Count, true) : (names.Count, false);
    }

    /// <summary>Does not save.</summary>
    public static void AddComing(Database db) => db.Add(new Secret { Name = ComingName, Value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });

    /// <summary>The coming key is the newest from now on. Does not save.</summary>
    public void Promote(Database db)
    {
        db.Remove(new Secret { Name = ComingName, Value = "" });
        db.Add(new Secret { Name = NameOf(Keys.Count + 1), Value = Convert.ToBase64String(Coming!) });
    }

    private static IQueryable<Secret> Rows(Database db) => db.Set<Secret>().AsNoTracking().Where(s => s.Name == First || s.Name.StartsWith(Later));

    private static LookupKeys Of(List<Secret> rows)
    {
        var values = rows.ToDictionary(r => r.Name, r => Convert.FromBase64String(r.Value), StringComparer.Ordinal);
        return new LookupKeys([.. Enumerable.Range(1, values.Count).Select(NameOf).TakeWhile(values.ContainsKey).Select(n => values[n])], values.GetValueOrDefault(ComingName));
    }

    private static string NameOf(int number) => number == 1 ? First : $"{Later}{number}";
}
