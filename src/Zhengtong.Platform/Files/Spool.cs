using System.Buffers;
using System.Security.Cryptography;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Files;

/// <summary>A content on its way in: in a temporary file that vanishes with it, measured and hashed, never whole in memory.</summary>
internal sealed class Spool : IAsyncDisposable
{
    private Spool(FileStream content) => Content = content;

    /// <summary>Can be read as often as needed.</summary>
    public FileStream Content { get; }

    public string Sha256 { get; private set; } = "";

    public long Length => Content.Length;

    public static Task<Outcome<Spool>> TakeAsync(Stream source, long maxBytes, CancellationToken ct) =>
        FillAsync(async spool => await spool.FillAsync(source, maxBytes, ct) ? null : FileProblems.TooLarge(maxBytes));

    /// <summary>Of what is written here rather than sent.</summary>
    public static Task<Outcome<Spool>> MakeAsync(Func<Stream, Task> write, CancellationToken ct) => FillAsync(async spool =>
    {
        await write(spool.Content);
        await spool.Content.FlushAsync(ct);
        spool.Content.Position = 0;
        spool.Sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(spool.Content, ct));
        return null;
    });

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private static async Task<Outcome<Spool>> FillAsync(Func<Spool, Task<Problem?>> fill)
    {
        var path = Path.Combine(Path.GetTempPath(), "zt-spool-" + Guid.CreateVersion7().ToString("N"));
        var spool = new Spool(new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536, FileOptions.Asynchronous | FileOptions.DeleteOnClose));
        var taken = false;
        try
        {
            if (await fill(spool) is { } problem)
            {
                return problem;
            }

            taken = true;
            return spool;
        }
        catch (IOException e) when (FileProblems.IsNoRoom(e))
        {
            return FileProblems.StoreFull;
        }
        finally
        {
            if (!taken)
            {
                await spool.DisposeAsync();
            }
        }
    }

    private async Task<bool> FillAsync(Stream source, long maxBytes, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            var total = 0L;
            int read;
            while ((read = await source.ReadAsync(buffer, ct)) > 0)
            {
                total += read;
                if (total > maxBytes)
                {
                    return false;
                }

                hash.AppendData(buffer, 0, read);
                await Content.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await Content.FlushAsync(ct);
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return true;
    }
}
