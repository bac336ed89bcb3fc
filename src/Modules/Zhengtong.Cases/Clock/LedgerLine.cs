using Zhengtong.Cases.CasePage;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Clock;

/// <summary>A line of the time ledger (计时台账) in words: which clock, what happened, on what ground, told by which document, by whom.</summary>
/// <param name="Who">The name of who did it; of the applicant's side, that it was the applicant.</param>
internal sealed record LedgerLine(Guid CaseId, DateTime At, string Clock, string What, string Ground, string Reason, Notice? Notice, string Who)
{
    public static IReadOnlyList<LedgerLine> Of(Dossier d)
    {
        var names = d.Trace.GroupBy(t => t.ActorId).ToDictionary(g => g.Key, g => g.First().ActorName);
        var notices = d.Notices.ToDictionary(n => n.Id);
        return
        [
            .. d.Ledger.Select(l => new LedgerLine(
                l.CaseId, l.At, l.Clock.Name(), Words(l), l.Ground, l.Reason,
                l.NoticeId is { } id ? notices.GetValueOrDefault(id) : null,
                l.ById == Actor.System.Id ? "系统" : l.ById == d.Case.ApplicantId || l.ById == d.Case.AgentId ? "申请人" : names.GetValueOrDefault(l.ById, "工作人员"))),
        ];
    }

    /// <summary>The title of the document in the line.</summary>
    public string NoticeTitle => Notice is null ? "" : NoticeKinds.All[Notice.Kind].Title;

    private static string Words(ClockEntry line) => line.Move switch
    {
        ClockMoveKind.Start => "开始计时",
        ClockMoveKind.Pause => $"暂停计时（预计 {line.Days} 个工作日）",
        ClockMoveKind.Resume => "恢复计时",
        ClockMoveKind.Extend => $"延长 {line.Days} 日",
        ClockMoveKind.Stop => "停止计时",
        _ => throw new ArgumentOutOfRangeException(nameof(line), line.Move, null),
    };
}

internal static class ClockWords
{
    public static string Name(this ClockKind clock) => clock switch
    {
        ClockKind.Acceptance => "受理答复",
        ClockKind.Statutory => "法定办结",
        ClockKind.Promised => "承诺办结",
        ClockKind.Delivery => "送达",
        ClockKind.Step => "环节",
        _ => throw new ArgumentOutOfRangeException(nameof(clock), clock, null),
    };
}
