using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Publish;

/// <summary>
/// Publishes a new version of an item: version, item, trace and event leave in one save, and what people find it by when it takes effect at once. Every way of publishing goes through here.
/// </summary>
internal sealed class PublishItemVersion(Database db, PublishedItems published, InspectItem inspect, AgreementGate gate, PlannedForms plannedForms, TimeProvider clock)
{
    public static readonly Problem NotAbove = Problem.Invalid("catalogue.bind-not-above", "目录条目不在事项的上级区划，不能关联。");
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.published-meanwhile", "这个事项刚刚由其他人发布了新版本，请刷新后再发布。");

    /// <summary>
    /// Publishes one version made here. What the inspection standard blocks (02.02, 02.04) and what deviates from the entry above without leave (01.28) refuses it, while in
    /// taken-over versions it is only pointed out.
    /// </summary>
    public async Task<Outcome<Guid>> PublishAsync(PublishRequest request, Act act, CancellationToken ct)
    {
        var item = await db.Set<Item>().SingleOrDefaultAsync(x => x.Code == request.Code, ct);
        if (request.Follows is { } follows && follows != (item?.CurrentVersion ?? 0))
        {
            return Meanwhile;
        }

        if (await FaultsAsync(request, item, ct) is { Count: > 0 } faults)
        {
            return Outcome<Guid>.Because(faults);
        }

        var formed = await plannedForms.PublishAsync(request, act, ct);
        if (!formed.TryGet(out var ready))
        {
            return Outcome<Guid>.Because(formed.Problems);
        }

        var index = item is null ? null : await db.Set<ItemIndex>().SingleOrDefaultAsync(x => x.ItemId == item.Id, ct);
        var themes = item is null ? [] : await db.Set<ItemTheme>().Where(x => x.ItemId == item.Id).ToListAsync(ct);
        var staged = Stage(ready, act, item, index, themes);
        if (!staged.TryGet(out var version))
        {
            return Outcome<Guid>.Because(staged.Problems);
        }

        var saved = await db.SaveAsync(ct, Meanwhile);
        if (!saved.Ok)
        {
            return Outcome<Guid>.Because(saved.Problems);
        }

        published.Forget(request.Code);
        return version.Id;
    }

    /// <summary>What would refuse the request: shown while it is written.</summary>
    /// <param name="item">The item as it stands; null before its first version.</param>
    public async Task<IReadOnlyList<Problem>> FaultsAsync(PublishRequest request, Item? item, CancellationToken ct) =>
        Shape(request, item, LegalDay.Today(clock)) is { Count: > 0 } problems
            ? problems
            : [.. await inspect.RefusalsAsync(request, item, ct), .. await gate.FaultsAsync(request, item, ct), .. await plannedForms.CheckAsync(request.Content, ct)];

    /// <summary>Adds everything of the version to the unit of work without saving: the import stages a whole file and saves once.</summary>
    public Outcome<ItemVersion> Stage(PublishRequest request, Act act, Item? item, ItemIndex? index, IReadOnlyCollection<ItemTheme> themes)
    {
        var today = LegalDay.Of(act.At);
        if (Shape(request, item, today) is { Count: > 0 } problems)
        {
            return Outcome<ItemVersion>.Because(problems);
        }

        if (item is null)
        {
            item = Item.First(request.Code, request.RegionCode, request.RegionName, request.Kind);
            db.Add(item);
        }

        var revived = request.Revives && item.Status == ItemStatus.Cancelled;
        var version = ItemVersion.Of(item, request, act.Actor.Id, act.Actor.Name, act.At);
        item.PutInForce(version, request.OrganisationId, request.OrganisationName, request.Content.TypeCode, request.Content.KeptOff);
        if (item.Status is not (ItemStatus.Paused or ItemStatus.Cancelled) || revived)
        {
            item.Become(request.GuideOnly ? ItemStatus.GuideOnly : ItemStatus.InUse);
        }

        if (request.Parent is not null)
        {
            item.Adopt(request.Parent, request.ParentVersion);
        }

        // What waits for its day is not found before: the job of the day puts it there.
        if (item.Kind == ItemKind.Implementation && !Validity.Waits(request.PlanEffective, today))
        {
            ItemIndex.Show(db, index, item, version, request.Content);
        }

        if (!request.KeepThemes)
        {
            LinkThemes(item.Id, request.Themes, themes);
        }

        db.Add(version);
        if (item.Kind == ItemKind.Basic && version.Number > 1)
        {
            // Noted in the same save: as a message it would wait behind the checks of all that was published before.
            db.Add(FanOutRun.Of(version, act.At));
        }

        if (item.Kind == ItemKind.Basic && revived)
        {
            // That it is back is handed down beside the version: what was cancelled with it may come back too, and nobody cancels on its account any more.
            db.Add(FanOutRun.Of(item, act.At));
        }

        db.Record(item, act, "published", new { version = version.Number, versionId = version.Id, content = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version.Content))) });
        db.Publish(new ItemPublished(item.Id, version.Id, item.Code), act.At);
        return version;
    }

    private static List<Problem> Shape(PublishRequest request, Item? item, DateOnly today) =>
        [.. Validate(request, item, today), .. ContentRules.Check(request), .. MayFollow(request, item) ? (Problem[])[] : [NotAbove]];

    private static bool MayFollow(PublishRequest request, Item? item) =>
        request.Parent is not { } parent || (item ?? Item.First(request.Code, request.RegionCode, request.RegionName, request.Kind)).MayFollow(parent);

    /// <summary>What stands against the planned days of a version.</summary>
    public static IEnumerable<Problem> Validate(PublishRequest request, Item? item, DateOnly today) =>
        Validity.Check(request.PlanEffective, request.PlanCancel, item?.EffectiveOn, item?.CurrentVersion ?? 0, item?.NextOn, request.WithdrawsWaiting, today);

    public void LinkThemes(Guid itemId, IReadOnlyCollection<Guid> wanted, IReadOnlyCollection<ItemTheme> present)
    {
        db.RemoveRange(present.Where(x => !wanted.Contains(x.ThemeId)));
        db.AddRange(wanted.Except(present.Select(x => x.ThemeId)).Select(x => new ItemTheme { ThemeId = x, ItemId = itemId }));
    }
}
