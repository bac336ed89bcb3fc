using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Model;

/// <summary>
/// A window's look at a draft on the applicant's wish (网上预审), answered before anything is handed in. It decides nothing: no act on a case reads it.
/// 国办函〔2016〕108号 allows it online; made compulsory it would be a violation. 03.22.
/// </summary>
internal sealed class PreReviewRequest : ITraced
{
    public static readonly Problem Over = Problem.Conflict("cases.pre-review-over", "这次预审已经结束（已答复、已撤回，或申请已经提交），请返回列表查看。");

    public required Guid Id { get; init; }

    /// <summary>预审编号: YS and a number with a check character.</summary>
    public required string Number { get; init; }

    public required Guid DraftId { get; init; }

    public required Guid ItemVersionId { get; init; }

    public required string ItemName { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string RegionCode { get; init; }

    public required Guid PartyId { get; init; }

    public required PartyKind PartyKind { get; init; }

    public required string PartyName { get; init; }

    /// <summary>The party itself, or who acts for it.</summary>
    public required Guid RequestedById { get; init; }

    public required DateTime RequestedAt { get; init; }

    /// <summary>The day by which the window promises its answer.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>JSON: the draft as it was when asked.</summary>
    public required string Snapshot { get; init; }

    public DateTime? AnsweredAt { get; private set; }

    public Guid? AnsweredById { get; private set; }

    public string AnsweredByName { get; private set; } = "";

    public PreReviewAnswer? Answer { get; private set; }

    /// <summary>JSON list of <see cref="PreReviewRemark"/>.</summary>
    public string Remarks { get; private set; } = "[]";

    public string Text { get; private set; } = "";

    public DateTime? EndedAt { get; private set; }

    public PreReviewEnding? Ending { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public bool Open => EndedAt is null;

    public Outcome Reply(PreReviewAnswer answer, string remarks, string text, Act act)
    {
        if (!Open)
        {
            return Over;
        }

        (Answer, Remarks, Text) = (answer, remarks, text);
        (AnsweredAt, AnsweredById, AnsweredByName) = (act.At, act.Actor.Id, act.Actor.Name);
        End(PreReviewEnding.Answered, act.At);
        return Outcome.Done();
    }

    /// <summary>Ends what nobody has answered; what has ended stays as it is.</summary>
    public bool End(PreReviewEnding ending, DateTime at)
    {
        if (!Open)
        {
            return false;
        }

        (Ending, EndedAt) = (ending, at);
        Revision++;
        return true;
    }
}

/// <param name="Key"><c>material-</c> or <c>section-</c> and the key of what is meant.</param>
/// <param name="Name">As the applicant knows it.</param>
internal sealed record PreReviewRemark(string Key, string Name, string What);

internal enum PreReviewAnswer
{
    /// <summary>可以提交.</summary>
    Ready = 1,

    /// <summary>建议修改.</summary>
    Change = 2,
}

internal enum PreReviewEnding
{
    Answered = 1,
    Withdrawn = 2,

    /// <summary>The application was handed in meanwhile.</summary>
    Submitted = 3,

    /// <summary>The draft was given up.</summary>
    Discarded = 4,
}

internal static class PreReviewNames
{
    public static string Name(this PreReviewAnswer answer) => answer == PreReviewAnswer.Ready ? "可以提交" : "建议修改";

    public static string Name(this PreReviewEnding ending) => ending switch
    {
        PreReviewEnding.Answered => "已答复",
        PreReviewEnding.Withdrawn => "申请人撤回",
        PreReviewEnding.Submitted => "申请已提交，预审终止",
        _ => "草稿已删除，预审终止",
    };
}
