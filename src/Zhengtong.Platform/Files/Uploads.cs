using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Files;

/// <summary>Takes files from people: checks what they really are, scans them and keeps them.</summary>
public sealed class Uploads(Database db, IFileStore store, IVirusScanner scanner, TimeProvider clock)
{
    /// <summary>
    /// Keeps the content and adds its row, which is saved with the caller's next save, together with what the file belongs to.
    /// A file found infected is refused and not kept; one that could not be scanned is kept and scanned again by itself.
    /// </summary>
    /// <param name="stream">Read once, never held in memory.</param>
    /// <param name="claimedName">As the browser gave it; trusted in nothing.</param>
    public async Task<Outcome<StoredFile>> AcceptAsync(Stream stream, string claimedName, Guid ownerPartyId, UploadRules rules, Act act, CancellationToken ct)
    {
        var taken = await Spool.TakeAsync(stream, rules.MaxBytes, ct);
        if (!taken.TryGet(out var spool))
        {
            return Outcome<StoredFile>.Because(taken.Problems);
        }

        await using (spool)
        {
            return await AcceptAsync(spool, claimedName, ownerPartyId, rules, act, ct);
        }
    }

    private async Task<Outcome<StoredFile>> AcceptAsync(Spool spool, string claimedName, Guid ownerPartyId, UploadRules rules, Act act, CancellationToken ct)
    {
        if (spool.Length == 0)
        {
            return FileProblems.Empty;
        }

        var sniffed = await FileSniffing.KindOfAsync(spool.Content, rules, ct);
        if (!sniffed.TryGet(out var kind))
        {
            return Outcome<StoredFile>.Because(sniffed.Problems);
        }

        if (CleanFileName.Extension(claimedName, kind) is null)
        {
            return FileProblems.Mismatch;
        }

        spool.Content.Position = 0;
        var verdict = await scanner.ScanAsync(spool.Content, ct);
        if (verdict.State == ScanState.Infected)
        {
            return FileProblems.Infected;
        }

        spool.Content.Position = 0;
        var kept = await store.PutAsync(spool.Content, ct);
        if (!kept.TryGet(out var key))
        {
            return Outcome<StoredFile>.Because(kept.Problems);
        }

        var file = StoredFile.Of(key, CleanFileName.Of(claimedName, kind), kind, spool.Length, spool.Sha256, ownerPartyId, act);
        file.Scanned(verdict, clock.GetUtcNow().UtcDateTime);
        db.Add(file);
        return file;
    }
}
