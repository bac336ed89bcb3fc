using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Protection;
using Zhengtong.TestKit;
using Zhengtong.Web;

namespace Zhengtong.Tests.Integration.Platform.Protection;

/// <summary>The keys in the database are worth nothing without the file beside it.</summary>
public sealed class ProtectedKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zt-key-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(_folder, "protection.key");

    [Theory, EachDatabase]
    [Requirement("18.07", "18.08")]
    public async Task What_was_hidden_is_read_after_a_restart_and_the_store_holds_no_readable_key(Engine engine)
    {
        await using var first = await TestHost.StartAsync(engine, With(KeyFile));
        var hidden = Protector(first).Protect("13800138000");
        var rows = await first.InDatabaseAsync(db => db.DataProtectionKeys.Select(k => k.Xml!).ToListAsync(Ct));
        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.DoesNotContain("masterKey", r, StringComparison.Ordinal));
        Assert.Equal(ProtectionKeyFile.Length, new FileInfo(KeyFile).Length);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(KeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        await using var second = await TestHost.StartAsync(engine, With(KeyFile, first.Connection));
        await ZhengtongHost.PrepareDatabaseAsync(second.Services, Ct);
        Assert.Equal("13800138000", Protector(second).Unprotect(hidden));
    }

    [Theory, EachDatabase]
    [Requirement("18.08")]
    public async Task A_missing_or_another_file_is_told_at_the_start_and_no_new_key_is_made(Engine engine)
    {
        await using var first = await TestHost.StartAsync(engine, With(KeyFile));
        Protector(first).Protect("x");
        var keys = await first.InDatabaseAsync(db => db.DataProtectionKeys.CountAsync(Ct));

        var gone = Path.Combine(_folder, "gone.key");
        await using var without = ZhengtongHost.Build([], With(gone, first.Connection));
        var missing = await Assert.ThrowsAsync<ProtectionKeyException>(() => ZhengtongHost.PrepareDatabaseAsync(without.Services, Ct));
        Assert.Contains(gone, missing.Message, StringComparison.Ordinal);
        Assert.Contains("请从备份恢复", missing.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(gone));

        var other = Path.Combine(_folder, "other.key");
        await File.WriteAllBytesAsync(other, new byte[ProtectionKeyFile.Length], Ct);
        await using var wrong = ZhengtongHost.Build([], With(other, first.Connection));
        Assert.Contains("与数据库不符", (await Assert.ThrowsAsync<ProtectionKeyException>(() => ZhengtongHost.PrepareDatabaseAsync(wrong.Services, Ct))).Message, StringComparison.Ordinal);
        Assert.Equal(keys, await first.InDatabaseAsync(db => db.DataProtectionKeys.CountAsync(Ct)));

        await File.WriteAllBytesAsync(other, [1, 2, 3], Ct);
        await using var damaged = ZhengtongHost.Build([], With(other, first.Connection));
        Assert.Contains("32 字节", (await Assert.ThrowsAsync<ProtectionKeyException>(() => ZhengtongHost.PrepareDatabaseAsync(damaged.Services, Ct))).Message, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("18.08")]
    public async Task Keys_that_an_earlier_program_left_readable_are_read_and_then_encrypted(Engine engine)
    {
        await using var database = await (await TestDatabase.CreateAsync(engine)).WithoutKeysAsync();
        await using var earlier = await TestHost.StartAsync(engine, b =>
        {
            With(KeyFile, database.Connection)(b);
            b.Services.PostConfigure<KeyManagementOptions>(o => o.XmlEncryptor = null);
        });
        var hidden = Protector(earlier).Protect("四川省广安市");
        Assert.Contains("masterKey", await earlier.InDatabaseAsync(db => db.DataProtectionKeys.Select(k => k.Xml!).SingleAsync(Ct)), StringComparison.Ordinal);

        await using var now = await TestHost.StartAsync(engine, With(KeyFile, database.Connection));
        Assert.Equal("四川省广安市", Protector(now).Unprotect(hidden));
        await ZhengtongHost.PrepareDatabaseAsync(now.Services, Ct);
        Assert.DoesNotContain("masterKey", await now.InDatabaseAsync(db => db.DataProtectionKeys.Select(k => k.Xml!).SingleAsync(Ct)), StringComparison.Ordinal);
        await using var later = await TestHost.StartAsync(engine, With(KeyFile, database.Connection));
        Assert.Equal("四川省广安市", Protector(later).Unprotect(hidden));
    }

    [Theory, EachDatabase]
    [Requirement("18.08")]
    public async Task The_key_file_is_exchanged_whole_and_the_former_one_opens_nothing_any_more(Engine engine)
    {
        await using var first = await TestHost.StartAsync(engine, With(KeyFile));
        var hidden = Protector(first).Protect("13800138000");
        var next = Path.Combine(_folder, "next.key");
        Assert.Equal(2, await RunAsync(first, "rekey"));
        Assert.Equal(1, await RunAsync(first, "rekey", "--to", KeyFile));
        Assert.Equal(0, await RunAsync(first, "rekey", "--to", next));

        // A key that a node with the former file makes meanwhile follows when the verb runs again; nothing is refused or lost in between.
        first.Services.GetRequiredService<IKeyManager>().CreateNewKey(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        await using var half = ZhengtongHost.Build([], With(next, first.Connection));
        await Assert.ThrowsAsync<ProtectionKeyException>(() => ZhengtongHost.PrepareDatabaseAsync(half.Services, Ct));
        var again = await first.InDatabaseAsync(db => Rekey.ExchangeAsync(db, first.Services.GetRequiredService<ProtectionKeyFile>(), new ProtectionKeyFile(next), Ct));
        Assert.Equal((1, 1), (again.Moved, again.There));

        await using var former = ZhengtongHost.Build([], With(KeyFile, first.Connection));
        Assert.Contains("rekey", (await Assert.ThrowsAsync<ProtectionKeyException>(() => ZhengtongHost.PrepareDatabaseAsync(former.Services, Ct))).Message, StringComparison.Ordinal);
        await using var second = await TestHost.StartAsync(engine, With(next, first.Connection));
        await ZhengtongHost.PrepareDatabaseAsync(second.Services, Ct);
        Assert.Equal("13800138000", Protector(second).Unprotect(hidden));

        // Neither file fits: nothing changes.
        var rows = await second.InDatabaseAsync(db => db.DataProtectionKeys.OrderBy(k => k.Id).Select(k => k.Xml).ToListAsync(Ct));
        await Assert.ThrowsAsync<ProtectionKeyException>(() =>
            second.InDatabaseAsync(db => Rekey.ExchangeAsync(db, new ProtectionKeyFile(KeyFile), new ProtectionKeyFile(Path.Combine(_folder, "third.key")), Ct)));
        Assert.Equal(rows, await second.InDatabaseAsync(db => db.DataProtectionKeys.OrderBy(k => k.Id).Select(k => k.Xml).ToListAsync(Ct)));
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static Task<int> RunAsync(TestHost host, params string[] words) => KeyVerbs.Rekey.Run(host.Services, words[1..], Ct);

    private static IDataProtector Protector(TestHost host) => host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static Action<WebApplicationBuilder> With(string keyFile, string? connection = null) => b =>
    {
        b.Configuration["Protection:KeyFile"] = keyFile;
        b.Configuration["Database:Connection"] = connection ?? b.Configuration["Database:Connection"];
    };
}
