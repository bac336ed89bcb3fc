using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Apply;

/// <summary>Whose drafts an act may touch, and what a form knows of a draft.</summary>
internal static class Drafts
{
    /// <summary>The policy of every page of an application: the applicant, whoever may apply for him, or the clerk who fills it in for somebody present.</summary>
    public const string Policy = "apply";

    public static void MayApply(AuthorizationPolicyBuilder policy) => policy.RequireAssertion(c =>
        (c.User.Actor() is { Kind: ActorKind.Applicant } && c.User.Party()?.Mandate?.Allows(MandateActs.Apply) != false) || c.User.Actor()?.Has(Roles.WindowClerk) == true);

    public static readonly Problem Gone = Problem.NotFound("cases.draft-gone", "没有找到这份申请草稿，可能已被删除。请从“我的办件”重新进入，或重新申请。");

    public static readonly Problem ChangedElsewhere = Problem.Conflict("cases.draft-stale", "这份申请刚刚在另一个页面或设备上被修改过，本页的内容还没有保存。");

    /// <summary>A party's own drafts; a window clerk's are those he fills in himself, in his own region.</summary>
    public static IQueryable<Draft> OwnedBy(this IQueryable<Draft> drafts, Act act)
    {
        if (act.Actor.Kind != ActorKind.Staff)
        {
            return drafts.OfParty(act.Party);
        }

        var region = act.Actor.Post?.RegionCode;
        return drafts.Where(d => d.CreatedById == act.Actor.Id && d.WindowRegion != null && d.WindowRegion == region);
    }

    /// <summary>A party's own; under a mandate those begun by it.</summary>
    public static IQueryable<Draft> OfParty(this IQueryable<Draft> drafts, Party party)
    {
        drafts = drafts.Where(d => d.PartyId == party.Id && d.WindowRegion == null);
        return party.Mandate?.Id is { } mandate ? drafts.Where(d => d.MandateId == mandate) : drafts;
    }

    public static IQueryable<Draft> Open(this IQueryable<Draft> drafts) => drafts.Where(d => d.CaseId == null && d.DiscardedAt == null);

    public static FormContext Context(Draft draft, DateOnly today) => new(
        draft.Situation.Length == 0 ? [] : [draft.Situation],
        draft.Mode switch { Mode.Commitment => FormContext.Commitment, Mode.Tolerance => FormContext.Tolerance, _ => FormContext.Normal },
        draft.PartyKind,
        today);
}
