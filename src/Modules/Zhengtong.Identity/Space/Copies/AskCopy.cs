using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Copies;

/// <summary>
/// Asks for a copy of everything, and does away with one (个人信息保护法第四十五条). The person for himself; of a company, which holds its agents' data too, its legal representative. One at a time: the
/// unique index decides.
/// </summary>
internal sealed class AskCopy(Database db, IFileStore store)
{
    public static readonly Problem Underway = Problem.Conflict("identity.copy-underway", "已经有一份副本正在制作或等您下载。要重新制作的，请先删除这一份。");
    public static readonly Problem Gone = Problem.NotFound("identity.copy-gone", "副本已经删除或过期。需要的，请重新申请。");

    public Task<Outcome<Guid>> HandleAsync(Act act, CancellationToken ct) => db.OnceAsync<SpaceCopy>(act, () => AskAsync(act, ct), ct);

    public async Task<Outcome> DiscardAsync(Act act, CancellationToken ct)
    {
        if (!await db.DisposesAsync(act, ct))
        {
            return SpaceOwner.NotRepresentative;
        }

        if (await db.CopyOf(act.Party).SingleOrDefaultAsync(ct) is not { } copy)
        {
            return Gone;
        }

        copy.Erase(act.At);
        db.Record(await db.OwnerAsync(act.Party, ct), act, "copy-discarded");
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? await db.DropFileAsync(store, copy, ct) : saved;
    }

    private async Task<Outcome<Guid>> AskAsync(Act act, CancellationToken ct)
    {
        if (!await db.DisposesAsync(act, ct))
        {
            return SpaceOwner.NotRepresentative;
        }

        if (await db.CopyOf(act.Party).SingleOrDefaultAsync(ct) is { MadeAt: not null } former && !former.Offered(act.At))
        {
            // Its time is over, and the job has not come round yet: it leaves the one place before the new one takes it.
            former.Erase(act.At);
            var left = await db.SaveAsync(ct);
            if (!left.Ok)
            {
                return Outcome<Guid>.Because(left.Problems);
            }
        }

        var copy = new SpaceCopy
        {
            Id = act.NewId(), PartyId = act.Party.Id, PartyKind = act.Party.Kind, AskedById = act.Actor.Id, AskedAt = act.At, NotBefore = act.At,
        };
        db.Add(copy);
        db.Record(await db.OwnerAsync(act.Party, ct), act, "copy-asked");
        var saved = await db.SaveAsync(ct, Underway);
        return saved.Ok ? copy.Id : Outcome<Guid>.Because(saved.Problems);
    }
}

internal static class CopyAccess
{
    /// <summary>The one that is being made or offered.</summary>
    public static IQueryable<SpaceCopy> CopyOf(this Database db, Party party)
    {
        var id = party.Mandate is null ? party.Id : Guid.Empty;
        return db.Set<SpaceCopy>().Where(c => c.PartyId == id && c.ErasedAt == null);
    }

    /// <summary>An erased copy cannot be read any more; here its file goes too. The job does it again where this did not come so far.</summary>
    public static async Task<Outcome> DropFileAsync(this Database db, IFileStore store, SpaceCopy copy, CancellationToken ct)
    {
        if (copy.FileKey.Length == 0)
        {
            return Outcome.Done();
        }

        await store.DeleteAsync(copy.FileKey, ct);
        copy.Gone();
        return await db.SaveAsync(ct);
    }
}
