using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>
/// Opinions that an organisation was asked for in a joint review and has not given (联合审核, 01.19, 01.41): the successor gives them, by the day they were due. They are asked of the
/// organisation as a whole, so they go when all of it goes.
/// </summary>
internal sealed class RehomeOpinions(Database db) : IRehomes
{
    public string Name => "待出具的联合审核意见";

    public bool ComesUpLater => false;

    public IReadOnlyList<RehomeRefusal> Refused { get; private set; } = [];

    public Task<int> CountAsync(Rehoming move, CancellationToken ct) => Of(move).CountAsync(ct);

    public async Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var opinions = await Of(move).Where(o => o.Id > after).OrderBy(o => o.Id).Take(atMost).ToListAsync(ct);
        var moved = await HandAsync(opinions, _ => (move.ToId, move.ToName), move.Reason, act, ct);
        return new RehomedPage(moved, opinions.Count < atMost ? null : opinions[^1].Id);
    }

    public async Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct)
    {
        var from = moved.ToDictionary(m => m.SubjectId);
        var ids = from.Keys.ToList();
        var untouched = (await Open().Where(o => ids.Contains(o.Id) && o.OrganisationId == move.ToId).OrderBy(o => o.Id).ToListAsync(ct)).FindAll(o => Stamp(o) == from[o.Id].Stamp);
        return (await HandAsync(untouched, o => (from[o.Id].FromId, from[o.Id].FromName), move.Reason, act, ct)).ConvertAll(m => m.SubjectId);
    }

    /// <summary>Asked for since the change was submitted last, and still waited for.</summary>
    private IQueryable<ChangeOpinion> Open() =>
        db.Set<ChangeOpinion>().Where(o => o.GivenAt == null && o.DroppedAt == null && db.Set<ChangeRound>().Any(r => r.Id == o.RoundId && r.EndedOn == null));

    private IQueryable<ChangeOpinion> Of(Rehoming move) => move.Items is null ? Open().Where(o => move.From.Contains(o.OrganisationId)) : Open().Where(_ => false);

    /// <summary>Nobody is asked twice about one change, and nobody about what he asks for himself.</summary>
    private async Task<List<Rehomed>> HandAsync(List<ChangeOpinion> opinions, Func<ChangeOpinion, (Guid Id, string Name)> to, string reason, Act act, CancellationToken ct)
    {
        var (changeIds, rounds) = (opinions.Select(o => o.ChangeId).Distinct().ToList(), opinions.Select(o => o.RoundId).Distinct().ToList());
        var changes = await db.Set<ItemChange>().Where(c => changeIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var asked = (await db.Set<ChangeOpinion>().Where(o => rounds.Contains(o.RoundId) && o.DroppedAt == null).Select(o => new { o.RoundId, o.OrganisationId }).ToListAsync(ct))
            .Select(o => (o.RoundId, o.OrganisationId)).ToHashSet();
        var (moved, refused) = (new List<Rehomed>(), new List<RehomeRefusal>());
        foreach (var opinion in opinions)
        {
            var (change, body, was) = (changes[opinion.ChangeId], to(opinion), (Id: opinion.OrganisationId, Name: opinion.OrganisationName));
            if (change.RequesterOrganisationId == body.Id || !asked.Add((opinion.RoundId, body.Id)))
            {
                var why = change.RequesterOrganisationId == body.Id ? $"{body.Name}就是这份变更单的提出单位，不能对自己的变更出具意见。" : $"{body.Name}已经被征求意见，由它一并答复。";
                refused.Add(new(opinion.Id, $"{change.Name}（征求{was.Name}意见）", why + "请审核的管理人员在变更单上撤销对原单位的征求。"));
                continue;
            }

            asked.Remove((opinion.RoundId, was.Id));
            var entry = db.Entry(opinion);
            entry.Property(o => o.OrganisationId).CurrentValue = body.Id;
            entry.Property(o => o.OrganisationName).CurrentValue = body.Name;
            entry.Property(o => o.Revision).CurrentValue = opinion.Revision + 1;
            change.InviteSuccessor(body.Id);
            db.Record(change, act, "joint-opinion-rehomed", new { from = was.Name, to = body.Name, reason });
            moved.Add(new(opinion.Id, was.Id, was.Name, Stamp(opinion)));
        }

        Refused = refused;
        return moved;
    }

    private string Stamp(ChangeOpinion opinion) => db.Entry(opinion).Property(o => o.Revision).CurrentValue.ToString(CultureInfo.InvariantCulture);
}
