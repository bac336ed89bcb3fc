using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.PreReview;

/// <summary>The window's answer to a pre-review: may be handed in, or better changed, with remarks at what is meant. It binds no later intake. 03.22.</summary>
internal sealed class AnswerPreReview(Database db, PreReviewSheets sheets)
{
    public const int MostRemark = 500;
    public const int MostText = 2000;

    /// <param name="Remarks">What is said, by the key of the material or section.</param>
    internal sealed record Command(Guid Id, PreReviewAnswer? Answer, IReadOnlyDictionary<string, string> Remarks, string Text);

    public async Task<Outcome> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { } post || await db.Set<PreReviewRequest>().ForPost(post).SingleOrDefaultAsync(p => p.Id == command.Id, ct) is not { } request)
        {
            return PreReviewSheets.Gone;
        }

        if (!request.Open)
        {
            return PreReviewRequest.Over;
        }

        var subjects = await sheets.SubjectsAsync(request, ct);
        PreReviewRemark[] remarks = [.. subjects.Where(s => command.Remarks.GetValueOrDefault(s.Key, "").Length > 0).Select(s => new PreReviewRemark(s.Key, s.Name, command.Remarks[s.Key]))];
        var paper = remarks.Select(r => ElectronicMaterial.Refusal(subjects.First(s => s.Key == r.Key).Material, true, r.What, r.Key)).OfType<Problem>();
        if (Faults(command, remarks).Concat(paper).ToList() is { Count: > 0 } faults)
        {
            return Outcome.Refused(faults);
        }

        var replied = request.Reply(command.Answer!.Value, OpenDraft.ToJson(remarks), command.Text, act);
        if (!replied.Ok)
        {
            return replied;
        }

        db.Record(request, act, "answered", new { answer = command.Answer.Value.Name(), remarks, command.Text });
        db.Publish(new PreReviewAnswered(request.Id, request.DraftId, request.Number, request.ItemName, request.PartyId, request.RequestedById, command.Answer == PreReviewAnswer.Ready), act.At);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? saved : PreReviewRequest.Over;
    }

    private static List<Problem> Faults(Command command, PreReviewRemark[] remarks)
    {
        List<Problem> faults = [];
        if (command.Answer is not { } answer || !Enum.IsDefined(answer))
        {
            faults.Add(Problem.Invalid("cases.pre-review-answer-missing", "请选择答复：可以提交，或建议修改。", "answer"));
        }
        else if (answer == PreReviewAnswer.Change && remarks.Length == 0 && command.Text.Length == 0)
        {
            faults.Add(Problem.Invalid("cases.pre-review-nothing-said", "建议修改的，请至少写明一处要改什么、怎样改。", "text"));
        }

        faults.AddRange(remarks.Where(r => r.What.Length > MostRemark).Select(r => Problem.Invalid("cases.remark-too-long", $"每条意见最多 {MostRemark} 个字，请精简。", r.Key)));
        if (command.Text.Length > MostText)
        {
            faults.Add(Problem.Invalid("cases.remark-too-long", $"总的意见最多 {MostText} 个字，请精简。", "text"));
        }

        return faults;
    }
}
