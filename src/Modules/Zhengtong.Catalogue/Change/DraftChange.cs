using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Change;

/// <summary>Begins a change of an item, writes in it, and moves it onto a newer version of the item (01.17).</summary>
internal sealed class DraftChange(Database db, FixedByAbove above)
{
    public static readonly Problem Unknown = Problem.NotFound("catalogue.change-unknown", "没有找到这份变更单，或者它不在您的管理范围内。");
    public static readonly Problem Past = Problem.Conflict("catalogue.change-past", "这份变更单已经提交或办结，不能再修改。需要修改时请先撤回，再重新起草。");
    public static readonly Problem Stale = Problem.Conflict("catalogue.change-stale", "起草以后，这个事项或者它的上级目录已经发布了新版本。请先点“合并到最新版本”，核对后再提交；已经提交的请退回或撤回，合并后再提交。");
    public static readonly Problem Begun =
        Problem.Conflict("catalogue.change-begun", "本单位已经有人起草了这个事项的同类变更单，没有再起草一份。请在“事项变更”里打开那份变更单继续修改，或者提交、撤回以后再起草。");
    private static readonly Problem NotKept = Problem.NotFound("catalogue.item-unknown", "没有找到这个事项，或者它不在您的管理范围内。");

    private static readonly Problem NothingWaits = Problem.Conflict("catalogue.nothing-waits", "这个事项没有待生效的版本，或者还没有已生效的版本。请直接选择“变更”。");

    /// <summary>A draft with the newest content. For an entry above one's reach it is an adjustment request (调整申请) on account of one's own item.</summary>
    /// <param name="withdraw">Takes the place of what waits for its day, and begins with what is in force.</param>
    public async Task<Outcome<Guid>> BeginAsync(string code, ChangeKind kind, string? onAccountOf, Act act, CancellationToken ct, bool withdraw = false)
    {
        if (kind is ChangeKind.New or ChangeKind.AskNew || !Enum.IsDefined(kind))
        {
            return Problem.Invalid(
                "catalogue.change-kind", Enum.IsDefined(kind) ? "新增事项和申请新增目录事项，请从“新增事项”开始。" : "请选择变更、暂停、恢复、取消或者调整申请。");
        }

        var items = db.Set<Item>().AsNoTracking();
        var item = await (kind.IsFromBelow() ? items.VisibleTo(act.Actor).Where(i => i.Kind == ItemKind.Basic) : items.KeptBy(act.Actor)).SingleOrDefaultAsync(i => i.Code == code, ct);
        if (item is null)
        {
            return NotKept;
        }

        if (Refusal(item.Status, kind) is { } refusal)
        {
            return refusal;
        }

        if (kind.IsFromBelow() && (onAccountOf is null || !await items.KeptBy(act.Actor).AnyAsync(i => i.Code == onAccountOf && i.ParentId == item.Id, ct)))
        {
            return Problem.Invalid("catalogue.adjustment-whose", "请从本单位关联了这个上级目录的事项提出申请。");
        }

        var version = withdraw && kind == ChangeKind.Change
            ? (await VersionsInForce.WaitingAsync(db, [item], LegalDay.Of(act.At), ct)).GetValueOrDefault(item.Id)
            : await db.Set<ItemVersion>().AsNoTracking().SingleAsync(v => v.Id == item.CurrentVersionId, ct);
        if (version is null)
        {
            return NothingWaits;
        }

        var change = Stage(item, version, kind, onAccountOf ?? "", act, withdraw);
        var saved = await db.SaveAsync(ct, Begun);
        return saved.Ok ? change.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>A draft that begins with what was edited already: nothing is left behind when the edit is refused.</summary>
    /// <param name="number">The version that the author saw; when a newer one is in force by now, he is asked to merge before he submits.</param>
    public async Task<Outcome<Guid>> BeginWithAsync(string code, int number, Func<ItemContent, Outcome<ItemContent>> edit, string reason, Act act, CancellationToken ct)
    {
        var item = await db.Set<Item>().AsNoTracking().KeptBy(act.Actor).SingleOrDefaultAsync(i => i.Code == code, ct);
        var version = item is null ? null : await db.Set<ItemVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.ItemId == item.Id && v.Number == number, ct);
        if (version is null)
        {
            return NotKept;
        }

        if (Refusal(item!.Status, ChangeKind.Change) is { } refusal)
        {
            return refusal;
        }

        var edited = edit(ItemContent.FromJson(version.Content));
        if (!edited.TryGet(out var content))
        {
            return Outcome<Guid>.Because(edited.Problems);
        }

        var change = Stage(item, version, ChangeKind.Change, "", act);
        var written = await WriteInAsync(change, version.Name, content, change.PlanEffective, version.PlanCancel, reason, act, ct);
        if (!written.Ok)
        {
            db.ChangeTracker.Clear();
            return Outcome<Guid>.Because(written.Problems);
        }

        var saved = await db.SaveAsync(ct, Begun);
        return saved.Ok ? change.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>A draft of the cancellation of an entry; who stages it saves it.</summary>
    public async Task<Outcome<ItemChange>> StageRetireAsync(Guid itemId, Act act, CancellationToken ct)
    {
        var found = await db.Set<Item>().AsNoTracking().KeptBy(act.Actor).Where(i => i.Id == itemId)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, Version = v }).SingleOrDefaultAsync(ct);
        return found is null ? NotKept : Refusal(found.Item.Status, ChangeKind.Retire) is { } refusal ? refusal : Stage(found.Item, found.Version, ChangeKind.Retire, "", act);
    }

    private ItemChange Stage(Item item, ItemVersion version, ChangeKind kind, string onAccountOf, Act act, bool withdraws = false)
    {
        var change = ItemChange.Of(item, version, kind, onAccountOf, act, withdraws);
        db.Add(change);
        db.Record(change, act, "change-drafted", new { change.Code, kind = kind.ToString(), change.BaseVersion });
        return change;
    }

    /// <param name="revision">What the author had before him.</param>
    public async Task<Outcome> WriteAsync(Guid id, int revision, string name, ItemContent content, DateOnly? planEffective, DateOnly? planCancel, string reason, Act act, CancellationToken ct)
    {
        var change = await MineAsync(id, act.Actor, ct);
        if (change is null)
        {
            return Unknown;
        }

        if (!change.IsOpenToAuthor)
        {
            return Past;
        }

        if (change.Revision != revision)
        {
            return Meanwhile;
        }

        var written = await WriteInAsync(change, name, content, planEffective, planCancel, reason, act, ct);
        return written.Ok ? await db.SaveAsync(ct) : written;
    }

    private async Task<Outcome> WriteInAsync(ItemChange change, string name, ItemContent content, DateOnly? planEffective, DateOnly? planCancel, string reason, Act act, CancellationToken ct)
    {
        if (change.HasContent && await DatesAsync(change, planEffective, planCancel, act, ct) is { Count: > 0 } dates)
        {
            return Outcome.Refused(dates);
        }

        if (reason.Length > 1000)
        {
            return Problem.Invalid("catalogue.reason-long", "变更原因请不超过 1000 个字。", "Reason");
        }

        if (change.HasContent && await above.OfAsync(change, ct) is { } standing)
        {
            var before = new ItemState("", change.Name, ItemContent.FromJson(change.Content));
            if (standing.Refused(before, new ItemState("", name, content)) is { Count: > 0 } refused)
            {
                return Outcome.Refused(refused);
            }

            (name, content) = standing.Aligned(name, content);
        }

        change.Write(name.Trim(), content, planEffective, planCancel, reason.Trim(), act);
        db.Record(change, act, "change-written");
        return Outcome.Done();
    }

    /// <summary>What stands against the days. A change that is behind is merged first: till then what waits is not its own.</summary>
    private async Task<List<Problem>> DatesAsync(ItemChange change, DateOnly? effective, DateOnly? cancel, Act act, CancellationToken ct)
    {
        var newest = change.ItemId is not { } id ? null
            : await db.Set<Item>().AsNoTracking().Where(i => i.Id == id && i.CurrentVersion == change.BaseVersion).Select(i => new { i.EffectiveOn, i.NextOn }).FirstOrDefaultAsync(ct);
        return [.. Validity.Check(effective, cancel, newest?.EffectiveOn, change.BaseVersion, newest?.NextOn, change.WithdrawsWaiting, LegalDay.Of(act.At))];
    }

    /// <summary>Keeps what the author changed and takes all else from the version that was published meanwhile, of the item or, for a new one, of the entry it is taken over from.</summary>
    public async Task<Outcome> MoveToNewestAsync(Guid id, Act act, CancellationToken ct)
    {
        var change = await MineAsync(id, act.Actor, ct);
        if (change is null)
        {
            return Unknown;
        }

        if (!change.IsOpenToAuthor || (change.ItemId ?? change.ParentId) is not { } itemId)
        {
            return Past;
        }

        var from = change.ItemId is null ? change.ParentVersion : change.FromVersion;
        var item = await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Id == itemId, ct);
        var versions = await db.Set<ItemVersion>().AsNoTracking().Where(v => v.ItemId == itemId && (v.Number == from || v.Number == item.CurrentVersion)).ToListAsync(ct);
        var (before, now) = (versions.Single(v => v.Number == from), versions.Single(v => v.Number == item.CurrentVersion));
        if (change.ItemId is null)
        {
            // A part of the splitting standard has the entry's name and its own.
            var (was, become) = (ClaimItem.Inherited(before.Content, change.RegionCode), ClaimItem.Inherited(now.Content, change.RegionCode));
            var name = change.Name.StartsWith(before.Name, StringComparison.Ordinal) ? now.Name + change.Name[before.Name.Length..] : change.Name;
            change.MoveToParent(item.CurrentVersion, name, ContentMerge.Of(was, ItemContent.FromJson(change.Content), become), act);
        }
        else
        {
            var merged = ContentMerge.Of(ItemContent.FromJson(before.Content), ItemContent.FromJson(change.Content), ItemContent.FromJson(now.Content));
            var planCancel = change.PlanCancel == before.PlanCancel ? now.PlanCancel : change.PlanCancel;
            var effective = Validity.Later(change.PlanEffective, item.CarriedOn(LegalDay.Of(act.At)));
            change.MoveTo(item.CurrentVersion, ContentMerge.Of(before.Name, change.Name, now.Name), merged, effective, planCancel, act);
        }

        db.Record(change, act, "change-moved", new { to = item.CurrentVersion });
        return await db.SaveAsync(ct);
    }

    public Task<ItemChange?> MineAsync(Guid id, Actor actor, CancellationToken ct) =>
        db.Set<ItemChange>().VisibleTo(actor).WrittenBy(actor).SingleOrDefaultAsync(c => c.Id == id, ct);

    public static readonly Problem Meanwhile = Problem.Conflict("catalogue.change-meanwhile", "这份变更单刚刚被同事修改过，请刷新页面，核对后再保存。");

    /// <summary>What the status of the item leaves no room for: asked when the change begins, when it is submitted and when it is approved, since the status may have changed meanwhile.</summary>
    internal static Problem? Refusal(ItemStatus status, ChangeKind kind) => (status, kind) switch
    {
        (ItemStatus.Cancelled, _) => Problem.Conflict("catalogue.item-cancelled", "这个事项已经取消，不能再变更。需要重新开办时，请从“新增事项”用原来的编码新增。"),
        (ItemStatus.GuideOnly, ChangeKind.Suspend) => Problem.Conflict("catalogue.item-guide-only", "这个事项只公布指南，没有开通办理，不需要暂停。不再公布时请选择“取消”。"),
        (ItemStatus.Paused, ChangeKind.Suspend) => Problem.Conflict("catalogue.item-paused", "这个事项已经暂停。"),
        (not ItemStatus.Paused, ChangeKind.Resume) => Problem.Conflict("catalogue.item-in-use", "这个事项没有暂停，不需要恢复。"),
        _ => null,
    };
}
