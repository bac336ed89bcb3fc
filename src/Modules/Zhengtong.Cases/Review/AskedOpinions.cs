using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Review;

/// <summary>Opinions that somebody was asked for and has not given. When he leaves a colleague is asked in his place, or who asked is told to ask somebody else (08.17).</summary>
internal sealed class AskedOpinions(Database db, CaseFiles files, IMessages messages) : IOpenWork
{
    private const string Gone = "本人已离岗，没有提出意见。";

    public string Key => "cases.opinions";

    public string Name => "请他提的意见";

    public string Otherwise => "不转交，请征求人另行征求";

    public async Task<OpenWork> OfAsync(Guid staffId, int most, CancellationToken ct)
    {
        var open = Open([staffId]);
        return new OpenWork(await open.CountAsync(ct), most == 0 ? [] : await open
            .Join(db.Set<Case>(), x => x.CaseId, c => c.Id, (x, c) => c.ItemName).Distinct().Order().Take(most).ToListAsync(ct));
    }

    public async Task<IReadOnlyList<Guid>> HoldersAsync(IReadOnlyCollection<Guid> staff, CancellationToken ct) => await Open(staff).Select(x => x.AskedId).Distinct().ToListAsync(ct);

    public async Task<HandedOver> HandOverAsync(Guid staffId, Colleague? to, Act act, CancellationToken ct)
    {
        var (given, released) = (0, 0);
        var by = act with { Actor = act.Actor with { Post = null } };
        foreach (var id in await Open([staffId]).OrderBy(x => x.Id).Select(x => x.Id).ToListAsync(ct))
        {
            bool? went = null;
            await db.SavePageAsync(async () => went = await StageAsync(id, to, by, ct), ct);
            given += went == true ? 1 : 0;
            released += went == false ? 1 : 0;
        }

        return new HandedOver(given, released);
    }

    private async Task<bool?> StageAsync(Guid id, Colleague? to, Act act, CancellationToken ct)
    {
        if (!(await files.ForOpinionAsync(db.Set<Consultation>().Where(x => x.Id == id), ct)).TryGet(out var at))
        {
            return null;
        }

        var (file, asked) = at;
        (asked.Answer, asked.AnsweredAt) = (Gone, act.At);
        // Nobody is asked for an opinion on his own question.
        var next = to is not null && to.StaffId != asked.AskedById ? to : null;
        if (next is not null)
        {
            db.Add(new Consultation
            {
                Id = Guid.CreateVersion7(act.At), CaseId = asked.CaseId, AskedById = asked.AskedById, AskedByName = asked.AskedByName,
                AskedId = next.StaffId, AskedName = next.Name, Question = asked.Question, AskedAt = act.At,
            });
        }

        file.Record(act, "opinion-passed-on", null, new { from = asked.AskedName, to = next?.Name });
        messages.Send(db, new NewMessage(
            asked.AskedById, "您征求的意见有变化",
            $"“{file.Case.ItemName}”：{asked.AskedName}已离岗，没有提出意见，{(next is null ? "需要的请另行征求" : $"已转请{next.Name}提意见")}。", $"opinion-gone:{id:N}", "/office"));
        return next is not null;
    }

    private IQueryable<Consultation> Open(IReadOnlyCollection<Guid> staff) => db.Set<Consultation>().Where(x => x.AnsweredAt == null && staff.Contains(x.AskedId));
}
