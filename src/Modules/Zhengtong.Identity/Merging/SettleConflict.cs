using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Merging;

/// <summary>
/// Somebody looks at what contradicts and says whether the former account is that person's: then its name opens his account. A registered name changes only at the counter, by the document.
/// </summary>
internal sealed class SettleConflict(Database db)
{
    public static readonly Problem Gone = Problem.NotFound("identity.conflict-gone", "没有找到这条冲突，或已经处理。");

    public static IQueryable<MergeConflict> OpenTo(Database db, Actor actor)
    {
        var region = actor.Post!.RegionCode;
        return db.Set<MergeConflict>().Where(x => x.SettledAt == null && x.RegionCode.StartsWith(region));
    }

    public async Task<Outcome> HandleAsync(Guid id, bool same, Act act, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > 200)
        {
            return Problem.Invalid("identity.reason-missing", "请写明处理依据（200 字以内），它会留在记录中。", "Reason");
        }

        if (await OpenTo(db, act.Actor).SingleOrDefaultAsync(x => x.Id == id, ct) is not { } conflict)
        {
            return Gone;
        }

        conflict.Settle(same, act.Actor.Name, act.Reason, act.At);
        if (same)
        {
            var person = await db.Set<Person>().SingleAsync(x => x.Id == conflict.PersonId, ct);
            db.Add(new LoginAlias { Id = Guid.CreateVersion7(act.At), PersonId = person.Id, System = conflict.System, Login = conflict.Login, At = act.At });
            db.Record(person, act, "login-merged", new { conflict.System });
        }

        return await db.SaveAsync(ct, Gone);
    }
}
