using System.Security.Cryptography;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Platform.Files;

/// <summary>
/// Seals contents on their way into the store and opens them on their way out: who holds the disk or the bucket alone reads nothing. What an earlier program left plain is still read, if it is what
/// its address says, and sealed by the verb <c>reseal</c>.
/// </summary>
internal sealed class SealedFileStore(IContentStore contents, Sealing sealing) : IFileStore
{
    public Task<Outcome<string>> PutAsync(Stream content, CancellationToken ct) => PutAsync(content, again: false, ct);

    /// <exception cref="InvalidDataException">Also while the stream is read: the content is not what was kept.</exception>
    public async Task<Stream?> OpenAsync(string key, CancellationToken ct)
    {
        if (await contents.OpenAsync(key, ct) is not { } kept)
        {
            return null;
        }

        try
        {
            if (await SealedContent.ReadHeadAsync(kept, ct) is { } head)
            {
                return new SealedContentStream(kept, sealing.Open(SealedContent.Purpose, head), key, SealedContent.HeadLength(head));
            }
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }

        await kept.DisposeAsync();
        return await OpenPlainAsync(key, ct);
    }

    public Task<bool> ExistsAsync(string key, CancellationToken ct) => contents.ExistsAsync(key, ct);

    public Task DeleteAsync(string key, CancellationToken ct) => contents.DeleteAsync(key, ct);

    /// <summary>Brings a content under the newest key of the installation: its own key stays, so that only the head is new. A plain one is sealed.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> RenewAsync(string key, CancellationToken ct)
    {
        if (await contents.OpenAsync(key, ct) is not { } kept)
        {
            return false;
        }

        await using (kept)
        {
            if (await SealedContent.ReadHeadAsync(kept, ct) is { } head)
            {
                return sealing.Renew(SealedContent.Purpose, head) is { } renewed && Kept(await contents.PutAsync(
                    async to =>
                    {
                        await SealedContent.WriteHeadAsync(to, renewed, ct);
                        await kept.CopyToAsync(to, ct);
                        return key;
                    },
                    again: true,
                    ct));
            }
        }

        await using var plain = await OpenPlainAsync(key, ct);
        return plain is not null && Kept(await PutAsync(plain, again: true, ct));
    }

    private static bool Kept(Outcome<string> put) => put.Ok ? true : throw new IOException(put.Problems[0].Message);

    private Task<Outcome<string>> PutAsync(Stream content, bool again, CancellationToken ct) =>
        contents.PutAsync(to => SealedContent.WriteAsync(content, to, sealing, ct), again, ct);

    /// <summary>Whole before the first byte is given: plain bytes are proved by nothing but their address.</summary>
    private async Task<Stream?> OpenPlainAsync(string key, CancellationToken ct)
    {
        if (await contents.OpenAsync(key, ct) is not { } kept)
        {
            return null;
        }

        await using (kept)
        {
            var taken = await Spool.TakeAsync(kept, long.MaxValue, ct);
            if (!taken.TryGet(out var spool))
            {
                throw new IOException(taken.Problems[0].Message);
            }

            if (!CryptographicOperations.FixedTimeEquals(Convert.FromHexString(spool.Sha256), Convert.FromHexString(key)))
            {
                await spool.DisposeAsync();
                throw new InvalidDataException($"The content {key} in the file store was altered or cut off.");
            }

            spool.Content.Position = 0;
            return spool.Content;
        }
    }
}
