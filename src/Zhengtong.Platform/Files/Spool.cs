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

    public static async Task<Outcome<Spool>> TakeAsync(Stream source, long maxBytes, CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), "zt-spool-" + Guid.CreateVersion7().ToString("N"));
        var spool = new Spool(new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536, FileOptions.Asynchronous | FileOptions.DeleteOnClose));
        var taken = false;
        try
        {
            if (!await spool.FillAsync(source, maxBytes, ct))
            {
                return FileProblems.TooLarge(maxBytes);
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

    public ValueTask DisposeAsync() => Content.DisposeAsync();

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
