using System.Linq.Expressions;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Publish;

/// <summary>
/// From when published versions are in force (计划生效日期, 计划取消日期: plan_effective_date and plan_cancel_date of the national tables of catalogue and implementation list, requirements 01.10,
/// 01.12, 01.17). Of the versions whose day has come the one with the highest number is in force; one without a day took effect when it was published. So a version may not take effect before
/// one that waits: it would bring forward what was published for a later day, or bury it. A version that takes the place of those that wait takes effect no later than the first of them would have:
/// as the highest number it then holds on each of their days, and none of them ever does. And nothing takes effect in the past: what was published then was what people went by, as rules hold
/// from their day on (立法法 2023 article 104, 不溯及既往). Pure.
/// </summary>
internal static class Validity
{
    public const string EffectiveField = "PlanEffective";

    /// <summary>Published, and its day is still to come.</summary>
    public static bool Waits(DateOnly? effective, DateOnly today) => effective > today;

    /// <summary>The day has come, inside the SQL.</summary>
    public static Expression<Func<ItemVersion, bool>> HasBegun(DateOnly today) => v => v.PlanEffective == null || v.PlanEffective <= today;

    /// <summary>The version in force on a day of those of one item; null before the first takes effect.</summary>
    public static ItemVersion? InForce(IEnumerable<ItemVersion> versions, DateOnly day) => versions.Where(v => !Waits(v.PlanEffective, day)).MaxBy(v => v.Number);

    /// <summary>The next day on which another version takes effect: of those that wait, only the ones that are newer than what is in force will ever hold.</summary>
    public static DateOnly? Next(IEnumerable<ItemVersion> versions, DateOnly day)
    {
        var all = versions.ToList();
        var now = InForce(all, day)?.Number ?? 0;
        return all.Where(v => v.Number > now && Waits(v.PlanEffective, day)).Min(v => v.PlanEffective);
    }

    /// <summary>Inside the SQL: a version newer than the one that a withdrawal began with holds by now, be it one of several. What was to be withdrawn is undone no more.</summary>
    public static IQueryable<ItemVersion> Overtaking(this IQueryable<ItemVersion> versions, int from, DateOnly today) => versions.Where(HasBegun(today)).Where(v => v.Number > from);

    /// <summary>Of two planned days the later one; null is at once.</summary>
    public static DateOnly? Later(DateOnly? one, DateOnly? other) => one > other || other is null ? one : other;

    /// <summary>
    /// The planned end of an item that takes a version of its entry over: the earlier one of its own and the entry's. An end that only came from the version of the entry before is none of its own.
    /// </summary>
    public static DateOnly? End(DateOnly? own, DateOnly? entryBefore, DateOnly? entry)
    {
        var kept = own == entryBefore ? null : own;
        return kept < entry || entry is null ? kept : entry;
    }

    /// <param name="newest">The day of the newest version published so far; null when it took effect at once or there is none.</param>
    /// <param name="newestNumber">Its number, for the message.</param>
    /// <param name="next">The first day on which one that waits takes effect; null while none waits.</param>
    /// <param name="withdraws">The change says that it takes the place of what waits.</param>
    public static IEnumerable<Problem> Check(DateOnly? effective, DateOnly? cancel, DateOnly? newest, int newestNumber, DateOnly? next, bool withdraws, DateOnly today)
    {
        if (effective < today)
        {
            yield return Problem.Invalid("catalogue.effective-past", "计划生效日期不能早于今天。请改为今天以后的日期；不填写则批准后立即生效。", EffectiveField);
        }

        if (cancel is { } end && end <= effective)
        {
            yield return Problem.Invalid("catalogue.plan-dates", "计划取消日期应晚于计划生效日期。", "PlanCancel");
        }

        if (!withdraws && newest is { } day && Waits(day, today) && (effective is null || effective < day))
        {
            yield return Problem.Invalid(
                "catalogue.effective-before-waiting",
                $"第 {newestNumber} 版已经公布，{LegalDay.Date(day)}起生效。新版本的计划生效日期不能早于这一天；确需提前时，请在事项页面选择“撤销待生效版本并变更”。", EffectiveField);
        }

        if (withdraws && next is { } first && effective > first)
        {
            yield return Problem.Invalid(
                "catalogue.effective-after-waiting",
                $"待生效的版本原定{LegalDay.Date(first)}起生效，撤销它的版本不能晚于这一天生效，否则它还会先生效。请改早，或者不填写日期；以后才要改的内容，发布后再起草一份变更单。", EffectiveField);
        }
    }
}
