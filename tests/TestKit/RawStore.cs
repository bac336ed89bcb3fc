using System.Text;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.TestKit;

/// <summary>The database as somebody sees it who holds a copy of it, or writes to it behind the product's back.</summary>
public static class RawStore
{
    /// <summary>Whether the text can be read anywhere in it: in the bytes of the file and its log, or in any row of any table.</summary>
    public static async Task<bool> ShowsAsync(this TestHost host, string text) => host.Connection.StartsWith("Data Source=", StringComparison.Ordinal)
        ? await InFileAsync(host.Connection["Data Source=".Length..], Encoding.UTF8.GetBytes(text))
        : await host.InDatabaseAsync(async db =>
        {
            var tables = await db.Database.SqlQuery<string>($"select table_name::text as \"Value\" from information_schema.tables where table_schema = 'public'").ToListAsync();
            var anywhere = "select (" + string.Join(" or ", tables.Select(t => $"exists (select 1 from \"{t}\" x where strpos(x::text, {{0}}) > 0)")) + ") as \"Value\"";
            return await db.Database.SqlQueryRaw<bool>(anywhere, text).SingleAsync();
        });

    /// <summary>What a column of the only row holds.</summary>
    public static Task<string> RawAsync(this TestHost host, string table, string column)
    {
        var only = $"select \"{column}\" as \"Value\" from \"{table}\"";
        return host.InDatabaseAsync(db => db.Database.SqlQueryRaw<string>(only).SingleAsync());
    }

    /// <summary>Takes the guards of what is written once away, as the owner of the database can.</summary>
    public static Task<bool> UnguardAsync(this TestHost host, params string[] tables) => host.InDatabaseAsync(async db =>
    {
        foreach (var table in tables)
        {
            await db.Database.ExecuteSqlRawAsync(db.IsSqlite
                ? $"drop trigger \"{table}_no_update\"; drop trigger \"{table}_no_delete\""
                : $"alter table \"{table}\" disable trigger user");
        }

        return true;
    });

    private static async Task<bool> InFileAsync(string file, byte[] text)
    {
        foreach (var part in (string[])[file, file + "-wal"])
        {
            await using var stream = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            if (bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(text) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
