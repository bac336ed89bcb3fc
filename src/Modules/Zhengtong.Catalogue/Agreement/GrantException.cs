using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>
/// Who keeps the entry that an item must agree with, or a catalogue above that, lets the item deviate in one element until a day, or ends that (01.28). No department below the entry can.
/// </summary>
internal sealed class GrantException(Database db, FixedElements elements, CheckItems check, TimeProvider clock)
{
    private const int MostYears = 3;
    private static readonly Problem Unknown = Problem.NotFound("catalogue.exception-item", "没有找到这个事项，或者不在您管理的下级范围内。");
    private static readonly Problem Fixed = Problem.Invalid("catalogue.exception-element", "请选择一个应当与上级统一、尚未批准例外的要素。", "Element");

    /// <summary>A manager of the region whose entry it is, or of one above it: the same who are told of objections.</summary>
    /// <param name="parent">The entry that the item is bound to.</param>
    public static bool MayGrant(Actor actor, Item parent) => actor.Post is { Role: Roles.CatalogueManager, RegionCode: var region } && parent.RegionCode.StartsWith(region, StringComparison.Ordinal);

    public async Task<Outcome> GrantAsync(string itemCode, string element, string? reason, DateOnly? until, Act act, CancellationToken ct)
    {
        if (await FindAsync(itemCode, act.Actor, ct) is not { } item)
        {
            return Unknown;
        }

        var staged = Stage(item, [element], await elements.OfAsync(item, ct), reason, until, act);
        if (!staged.Ok)
        {
            return staged;
        }

        return await db.SaveAsync(ct) is { Ok: false } refused ? refused : await CheckAgainAsync(item, ct);
    }

    /// <summary>Adds exceptions for elements that must agree, to be saved with whatever they belong to. Who may is for the caller to ask.</summary>
    /// <param name="item">Tracked: its trace says what was allowed.</param>
    /// <param name="mustAgree">The elements in which the item must agree.</param>
    public Outcome Stage(Item item, IReadOnlyCollection<string> keys, IReadOnlySet<string> mustAgree, string? reason, DateOnly? until, Act act)
    {
        var problems = new List<Problem>();
        var today = LegalDay.Today(clock);
        if (keys.Count == 0 || keys.Any(k => ItemElements.Find(k) is null || !mustAgree.Contains(k)))
        {
            problems.Add(Fixed);
        }

        if (reason?.Trim() is not { Length: > 0 and <= ElementProfile.LongestReason })
        {
            problems.Add(Problem.Invalid("catalogue.exception-reason", $"请写明允许不一致的理由，不超过 {ElementProfile.LongestReason} 个字。", "Reason"));
        }

        if (until is not { } last || last < today || last > today.AddYears(MostYears))
        {
            problems.Add(Problem.Invalid("catalogue.exception-until", $"请选择例外的截止日期：今天以后，最长 {MostYears} 年。", "Until"));
        }

        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            db.Add(new ProfileException
            {
                Id = Guid.CreateVersion7(act.At), ItemId = item.Id, ElementKey = key, Reason = reason!.Trim(), Until = until!.Value,
                GrantedAt = act.At, GrantedById = act.Actor.Id, GrantedByName = act.Actor.Name,
            });
            db.Record(item, act with { Reason = reason.Trim() }, "deviation-allowed", new { element = key, until });
        }

        return Outcome.Done();
    }

    public async Task<Outcome> EndAsync(string itemCode, Guid id, Act act, CancellationToken ct)
    {
        if (await FindAsync(itemCode, act.Actor, ct) is not { } item
            || await db.Set<ProfileException>().SingleOrDefaultAsync(x => x.Id == id && x.ItemId == item.Id && x.EndedAt == null, ct) is not { } granted)
        {
            return Unknown;
        }

        granted.End(act);
        db.Record(item, act, "deviation-ended", new { element = granted.ElementKey });
        return await db.SaveAsync(ct) is { Ok: false } refused ? refused : await CheckAgainAsync(item, ct);
    }

    /// <summary>What is kept of the item follows at once; were this lost, the night would mend it.</summary>
    public async Task<Outcome> CheckAgainAsync(Item item, CancellationToken ct)
    {
        await check.TheseAsync([item.Id], ct);
        return Outcome.Done();
    }

    private async Task<Item?> FindAsync(string code, Actor actor, CancellationToken ct) =>
        await db.Set<Item>().KeptBy(actor).SingleOrDefaultAsync(i => i.Code == code && i.ParentId != null, ct) is { } item
        && MayGrant(actor, await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Id == item.ParentId, ct)) ? item : null;
}
