using Zhengtong.Cases.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Apply;

/// <summary>Whose drafts an act may touch, and what a form knows of a draft.</summary>
internal static class Drafts
{
    public static readonly Problem Gone = Problem.NotFound("cases.draft-gone", "没有找到这份申请草稿，可能已被删除。请从“我的办件”重新进入，或重新申请。");

    /// <summary>A party's own drafts; a window clerk's are those he fills in himself.</summary>
    public static IQueryable<Draft> OwnedBy(this IQueryable<Draft> drafts, Act act) => act.Actor.Kind == ActorKind.Staff
        ? drafts.Where(d => d.CreatedById == act.Actor.Id && d.WindowRegion != null)
        : drafts.Where(d => d.PartyId == act.Party.Id);

    public static FormContext Context(Draft draft, DateOnly today) => new(
        draft.Situation.Length == 0 ? [] : [draft.Situation],
        draft.Mode switch { Mode.Commitment => FormContext.Commitment, Mode.Tolerance => FormContext.Tolerance, _ => FormContext.Normal },
        draft.PartyKind,
        today);
}
