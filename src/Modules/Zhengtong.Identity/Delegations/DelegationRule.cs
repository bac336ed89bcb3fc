using System.Linq.Expressions;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Identity.Delegations;

/// <summary>When a delegation holds. The one place that says it: <see cref="AliveOn"/> stands in the queries as it stands here. Pure.</summary>
internal static class DelegationRule
{
    public const int LongestYears = 5;

    public const int MostUses = 100;

    /// <summary>Accepted, in its term, neither taken back nor done. A delegation whose uses are spent holds on for the cases that it was used for, and makes no new one.</summary>
    public static Expression<Func<Delegation, bool>> AliveOn(DateOnly day) =>
        d => d.AcceptedAt != null && d.RevokedAt == null && d.EndedAt == null && d.From <= day && d.Until >= day;

    /// <summary>Waits for the answer of whoever it is addressed to.</summary>
    public static Expression<Func<Delegation, bool>> OfferedAt(DateTime now)
    {
        var (since, today) = (now - Agencies.OfferLasts, LegalDay.Of(now));
        return d => d.AcceptedAt == null && d.RefusedAt == null && d.RevokedAt == null && d.OfferedAt > since && d.Until >= today;
    }

    public static int? Left(int? most, int uses) => most is { } m ? Math.Max(0, m - uses) : null;

    /// <summary>Whether an application for an item may be made by it.</summary>
    public static bool Admits(Delegation delegation, Guid itemId, Guid organisationId) =>
        (delegation.Acts & MandateActs.Apply) != 0 && Left(delegation.MostUses, delegation.Uses) != 0 && Mandate.Covers(Mandate.ScopeOf(delegation.Scope), itemId, organisationId);

    /// <summary>The task is done: nothing is open that it was used for, and it ends with its task or has no use left.</summary>
    public static bool Done(Delegation delegation, int openCases) =>
        openCases == 0 && delegation.Uses > 0 && (delegation.EndsWithCase || Left(delegation.MostUses, delegation.Uses) == 0);

    public static DelegationState StateOf(Delegation d, DateTime now)
    {
        var today = LegalDay.Of(now);
        return d switch
        {
            { RefusedAt: not null } => DelegationState.Refused,
            { AcceptedAt: null, RevokedAt: not null } => DelegationState.Withdrawn,
            { RevokedAt: not null } => DelegationState.Revoked,
            { EndedAt: not null } => DelegationState.Ended,
            { AcceptedAt: null } when d.OfferedAt <= now - Agencies.OfferLasts || d.Until < today => DelegationState.Lapsed,
            { AcceptedAt: null } => DelegationState.Offered,
            _ when d.Until < today => DelegationState.Expired,
            _ when d.From > today => DelegationState.NotYet,
            _ when Left(d.MostUses, d.Uses) == 0 => DelegationState.UsedUp,
            _ => DelegationState.Live,
        };
    }
}

internal enum DelegationState
{
    Offered,
    Lapsed,
    Refused,
    Withdrawn,
    NotYet,
    Live,
    UsedUp,
    Expired,
    Revoked,
    Ended,
}

internal static class DelegationWords
{
    public static string Name(this DelegationKind kind) => kind switch
    {
        DelegationKind.Family => "亲友代办",
        DelegationKind.Clerk => "经办人（限定范围）",
        DelegationKind.Helper => "帮办代办",
        _ => "授权代理",
    };

    public static string Name(this DelegationState state) => state switch
    {
        DelegationState.Offered => "等待对方确认",
        DelegationState.Lapsed => "逾期没有确认",
        DelegationState.Refused => "对方已拒绝",
        DelegationState.Withdrawn => "已撤回",
        DelegationState.NotYet => "还没有到开始日期",
        DelegationState.Live => "有效",
        DelegationState.UsedUp => "次数已用完",
        DelegationState.Expired => "已到期",
        DelegationState.Revoked => "已撤销",
        _ => "事情已办完，委托结束",
    };
}
