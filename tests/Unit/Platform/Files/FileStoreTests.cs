using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Files;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Unit.Platform.Files;

public sealed class FileStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("zt-store-").FullName;

    public void Dispose() => Directory.Delete(_root, true);

    [Fact]
    public Task Disk_keeps_opens_and_deletes() => KeepsOpensAndDeletes(new DiskFileStore(_root));

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
        var store = new DiskFileStore(_root);

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.PutAsync(new MemoryStream(new byte[100_000]), CancellationToken.None)));

        Assert.Single(keys.Select(k => k.Value).Distinct());
        Assert.Single(Files());
    }

    [Fact]
    public async Task A_stream_that_breaks_midway_leaves_nothing_and_its_fault_shows()
    {
        var store = new DiskFileStore(_root);

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.PutAsync(new BreakingStream(300_000), CancellationToken.None));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_full_disk_is_a_problem_and_leaves_nothing()
    {
        // The kernel's own full device under a file that was really made.
        var store = new DiskFileStore(_root, path =>
        {
            File.WriteAllBytes(path, [1]);
            return new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        });

        var put = await store.PutAsync(new MemoryStream(new byte[10]), CancellationToken.None);

        Assert.Equal("files.store-full", Assert.Single(put.Problems).Code);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_cancelled_upload_leaves_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var source = new BreakingStream(300_000, cancel.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DiskFileStore(_root).PutAsync(source, cancel.Token));

        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF")]
    public async Task A_key_that_is_no_hash_is_refused(string key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => new DiskFileStore(_root).OpenAsync(key, CancellationToken.None));

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

        using var back = new MemoryStream();
        await using (var opened = await store.OpenAsync(put.Value, CancellationToken.None))
        {
            await opened!.CopyToAsync(back);
        }

        Assert.Equal(content, back.ToArray());
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
        return new ServiceCollection().AddSingleton(TimeProvider.System).AddLogging()
            .AddFiles(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
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
