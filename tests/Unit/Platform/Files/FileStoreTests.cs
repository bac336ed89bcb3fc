using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Protection;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Unit.Platform.Files;

public sealed class FileStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("zt-store-").FullName;
    private readonly Sealing _sealing = new(new EphemeralDataProtectionProvider());

    private SealedFileStore Disk => new(new DiskFileStore(_root), _sealing);

    public void Dispose() => Directory.Delete(_root, true);

    [Fact]
    public Task Disk_keeps_opens_and_deletes() => KeepsOpensAndDeletes(Disk);

    [Fact]
    public async Task S3_keeps_opens_and_deletes()
    {
        await using var s3 = await S3StandIn.StartAsync();
        await using var services = S3Services(s3);

        await KeepsOpensAndDeletes(services.GetRequiredService<IFileStore>());
    }

    [Fact]
    public async Task Equal_contents_lie_once()
    {
        var store = Disk;

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.PutAsync(new MemoryStream(new byte[100_000]), CancellationToken.None)));

        Assert.Single(keys.Select(k => k.Value).Distinct());
        Assert.Single(Files());
    }

    [Fact]
    public async Task A_stream_that_breaks_midway_leaves_nothing_and_its_fault_shows()
    {
        var store = Disk;

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.PutAsync(new BreakingStream(300_000), CancellationToken.None));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_full_disk_is_a_problem_and_leaves_nothing()
    {
        // The kernel's own full device under a file that was really made.
        var full = new DiskFileStore(_root, path =>
        {
            File.WriteAllBytes(path, [1]);
            return new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        });
        var store = new SealedFileStore(full, _sealing);

        var put = await store.PutAsync(new MemoryStream(new byte[10]), CancellationToken.None);

        Assert.Equal("files.store-full", Assert.Single(put.Problems).Code);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_cancelled_upload_leaves_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var source = new BreakingStream(300_000, cancel.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Disk.PutAsync(source, cancel.Token));

        Assert.Empty(Files());
    }

    /// <summary>At every edge of a portion: whole, from any place, forwards and backwards.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SealedContent.Portion - 1)]
    [InlineData(SealedContent.Portion)]
    [InlineData(SealedContent.Portion + 1)]
    [InlineData(3 * SealedContent.Portion)]
    public async Task What_lies_on_the_disk_is_sealed_and_opens_the_same_from_any_place(int length)
    {
        var content = Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray();
        var key = (await Disk.PutAsync(new MemoryStream(content), CancellationToken.None)).Value;
        var raw = await File.ReadAllBytesAsync(Assert.Single(Files()));
        Assert.True(length < 16 || raw.AsSpan().IndexOf(content.AsSpan(0, 16)) < 0);

        await using var opened = (await Disk.OpenAsync(key, CancellationToken.None))!;
        Assert.Equal(length, opened.Length);
        foreach (var from in new[] { length, length - 1, length / 2, SealedContent.Portion, 0 }.Where(f => f >= 0 && f <= length))
        {
            opened.Position = from;
            using var rest = new MemoryStream();
            // Some readers know no other way.
            opened.CopyTo(rest);
            Assert.Equal(content[from..], rest.ToArray());
            Assert.Equal(length, opened.Position);
        }
    }

    [Fact]
    public async Task A_content_that_was_altered_exchanged_or_cut_off_is_refused()
    {
        var key = (await Disk.PutAsync(new MemoryStream(new byte[(2 * SealedContent.Portion) + 7]), CancellationToken.None)).Value;
        var path = Assert.Single(Files());
        var whole = await File.ReadAllBytesAsync(path);
        byte[] changed = [.. whole[..^1], (byte)(whole[^1] ^ 1)], shortened = [.. whole[..^(SealedContent.Portion + 200)], .. whole[^200..]];
        foreach (var altered in (byte[][])[changed, whole[..^(SealedContent.TagLength + 7)], whole[..^3], shortened])
        {
            await File.WriteAllBytesAsync(path, altered);
            await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Disk, key));
        }

        // Another content's bytes under this address.
        var other = (await Disk.PutAsync(new MemoryStream([1, 2, 3]), CancellationToken.None)).Value;
        File.Copy(Files().Single(f => f.EndsWith(other, StringComparison.Ordinal)), path, overwrite: true);
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Disk, key));

        // Nor plain bytes that are not what the address says.
        await File.WriteAllBytesAsync(path, [1, 2, 3]);
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Disk, key));
        await File.WriteAllBytesAsync(path, whole);
        Assert.Equal((2 * SealedContent.Portion) + 7, (await ReadAsync(Disk, key)).Length);
    }

    [Fact]
    public async Task What_an_earlier_program_left_plain_is_read_and_then_sealed()
    {
        var content = RandomNumberGenerator.GetBytes(100_000);
        var key = Convert.ToHexStringLower(SHA256.HashData(content));
        var path = Path.Combine(_root, key[..2], key[2..4], key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, content);

        Assert.Equal(content, await ReadAsync(Disk, key));
        Assert.True(await Disk.RenewAsync(key, CancellationToken.None));
        Assert.False(await Disk.RenewAsync(key, CancellationToken.None));
        Assert.True((await File.ReadAllBytesAsync(path)).AsSpan().IndexOf(content.AsSpan(0, 16)) < 0);
        Assert.Equal(content, await ReadAsync(Disk, key));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF")]
    public async Task A_key_that_is_no_hash_is_refused(string key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Disk.OpenAsync(key, CancellationToken.None));

    [Theory]
    [InlineData(503, "files.store-unavailable")]
    [InlineData(403, "files.store-unavailable")]
    public async Task An_object_store_that_is_away_is_a_problem(int status, string code)
    {
        await using var s3 = await S3StandIn.StartAsync();
        s3.Broken = status;
        await using var services = S3Services(s3);

        var put = await services.GetRequiredService<IFileStore>().PutAsync(new MemoryStream([1]), CancellationToken.None);

        Assert.Equal(code, Assert.Single(put.Problems).Code);
        Assert.Empty(s3.Keys);
    }

    private static async Task KeepsOpensAndDeletes(IFileStore store)
    {
        var content = RandomNumberGenerator.GetBytes(200_001);
        var put = await store.PutAsync(new MemoryStream(content), CancellationToken.None);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), put.Value);
        Assert.True((await store.PutAsync(new MemoryStream(content), CancellationToken.None)).Ok);
        Assert.True(await store.ExistsAsync(put.Value, CancellationToken.None));

        Assert.Equal(content, await ReadAsync(store, put.Value));
        await store.DeleteAsync(put.Value, CancellationToken.None);
        await store.DeleteAsync(put.Value, CancellationToken.None);
        Assert.False(await store.ExistsAsync(put.Value, CancellationToken.None));
        Assert.Null(await store.OpenAsync(put.Value, CancellationToken.None));
    }

    private static ServiceProvider S3Services(S3StandIn s3)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Files:Store"] = "s3",
            ["Files:S3:Endpoint"] = s3.Endpoint.ToString(),
            ["Files:S3:Bucket"] = S3StandIn.Bucket,
            ["Files:S3:Region"] = S3StandIn.Region,
            ["Files:S3:AccessKey"] = S3StandIn.AccessKey,
            ["Files:S3:SecretKey"] = S3StandIn.SecretKey,
        };
        return new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(new Sealing(new EphemeralDataProtectionProvider())).AddLogging()
            .AddFiles(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
    }

    private static async Task<byte[]> ReadAsync(IFileStore store, string key)
    {
        using var back = new MemoryStream();
        await using var opened = await store.OpenAsync(key, CancellationToken.None);
        await opened!.CopyToAsync(back);
        return back.ToArray();
    }

    private string[] Files() => Directory.GetFiles(_root, "*", SearchOption.AllDirectories);

    private sealed class BreakingStream(int after, Action? instead = null) : MemoryStream
    {
        private int _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given >= after)
            {
                (instead ?? (() => throw new InvalidOperationException("the sender went away")))();
                cancellationToken.ThrowIfCancellationRequested();
            }

            _given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
