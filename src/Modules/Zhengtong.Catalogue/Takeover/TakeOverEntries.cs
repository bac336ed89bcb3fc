using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>
/// Takes chosen entries of the catalogue above into the actor's own (01.11); each is bound to the entry above. The newer version of one already taken is put onto one's own
/// (<see cref="EntryRenewal"/>). And opens an entry of one's own where a local regulation makes one. One person chooses, another approves (<see cref="MassChange"/>); then all or nothing.
/// </summary>
internal sealed class TakeOverEntries(Database db, PublishItemVersion publish, PlannedForms forms, EntryRenewals renewals, Regions regions)
{
    public const int Most = 200;

    /// <summary>The department number of entries of one's own: no central department stands behind them.</summary>
    private const string OwnDepartment = "99";
    private const int MostMainItems = 999;
    public static readonly Problem NoCatalogue =
        Problem.Forbidden("catalogue.no-basic-catalogue", "基本目录由省、市两级事项管理人员承接。区县请在“关联绑定”里把实施清单关联到目录条目。");
    private static readonly Problem None = Problem.Invalid("catalogue.takeover-none", $"请勾选要承接的条目，一次不超过 {Most} 项。", "Chosen");
    private static readonly Problem NotAbove = Problem.Invalid("catalogue.takeover-not-above", "所选条目不在上级目录里，或已取消。请刷新后重新选择。", "Chosen");
    private static readonly Problem AllTaken = Problem.Conflict("catalogue.takeover-all-taken", "所选条目都已承接最新版本，不用再提交。请刷新后再选。");
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.takeover-entry-meanwhile", "其他人刚刚承接了其中的条目，没有承接任何一项。请刷新后再选。");
    private static readonly Problem Renewed = Problem.Conflict("catalogue.takeover-entry-renewed", "提交以后，上级目录里的条目有了新版本或者已取消，没有承接任何一项。请重新选择后再提交。");
    private static readonly Problem OwnRenewed = Problem.Conflict("catalogue.takeover-own-renewed", "提交以后，本级目录里的条目有了新版本，没有承接任何一项。请重新选择，核对新的差异后再提交。");

    /// <summary>Adds the choice to the unit of work; who asks for its approval saves it.</summary>
    public async Task<Outcome<EntryChoice>> ChooseAsync(IReadOnlyList<Guid> chosen, Act act, CancellationToken ct, IReadOnlyList<string>? extra = null)
    {
        if (UpperEntries.UpperOf(act.Actor) is not { } upper)
        {
            return NoCatalogue;
        }

        if (chosen.Count is 0 or > Most)
        {
            return None;
        }

        var ids = chosen.Distinct().ToList();
        var entries = await db.Set<Item>().AsNoTracking().Above(upper, ids).OrderBy(i => i.CatalogueCode).ToListAsync(ct);
        if (entries.Count != ids.Count)
        {
            return NotAbove;
        }

        var taken = await TakenAsync(act.Actor.Post!.RegionCode, ids, ct);
        List<ChosenEntry> open =
        [
            .. entries.Where(e => !IsTaken(taken.GetValueOrDefault(e.Id), e))
                .Select(e => new ChosenEntry(e.Id, e.CurrentVersion, e.CatalogueCode, e.Name, e.OrganisationName, taken.ContainsKey(e.Id), taken.GetValueOrDefault(e.Id)?.CurrentVersion ?? 0, extra)),
        ];
        if (open.Count == 0)
        {
            return AllTaken;
        }

        var choice = EntryChoice.Of(new ChosenEntries(open), act);
        db.Add(choice);
        return choice;
    }

    internal sealed class OwnCommand
    {
        public string? Name { get; set; }

        public string? TypeName { get; set; }

        public string? Department { get; set; }

        public string? Basis { get; set; }
    }

    /// <summary>An entry of one's own: by a local regulation, beside what the catalogue above has. Adds the choice to the unit of work, as <see cref="ChooseAsync"/>.</summary>
    public Outcome<EntryChoice> ChooseOwn(OwnCommand entry, Act act)
    {
        if (UpperEntries.UpperOf(act.Actor) is null)
        {
            return NoCatalogue;
        }

        var (name, department, typeName) = ((entry.Name ?? "").Trim(), (entry.Department ?? "").Trim(), (entry.TypeName ?? "").Trim());
        List<string> basis = [.. (entry.Basis ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var problems = new List<Problem>();
        void Must(bool holds, string field, string message)
        {
            if (!holds)
            {
                problems.Add(Problem.Invalid("catalogue.own-entry-" + field.ToLowerInvariant(), message, field));
            }
        }

        var type = ItemTypes.CodeOf(typeName);
        Must(name.Length is > 0 and <= 1000, "Name", "请填写事项名称，不超过 1000 个字。");
        Must(type is not null, "TypeName", "请选择事项类型。");
        Must(department.Length is > 0 and <= 200, "Department", "请填写本级主管部门，不超过 200 个字。");
        Must(basis.Count > 0 && basis.All(b => b.Length <= 2000), "Basis", "请填写设定依据，每行一条：自行增加的条目必须有法规、规章依据。");
        if (problems.Count > 0)
        {
            return Outcome<EntryChoice>.Because(problems);
        }

        var choice = EntryChoice.Of(new ChosenEntries([], new OwnEntry(name, type!, typeName, department, basis)), act);
        db.Add(choice);
        return choice;
    }

    /// <summary>Carries out what was approved.</summary>
    /// <param name="with">Staged in the same save.</param>
    public Task<Outcome> CarryOutAsync(EntryChoice choice, Act act, Action with, CancellationToken ct) =>
        choice.Read() is { Own: { } own } ? OpenOwnAsync(own, choice.RegionCode, act, with, ct) : TakeAsync(choice.Read().Taken, choice.RegionCode, act, with, ct);

    private async Task<Outcome> TakeAsync(IReadOnlyList<ChosenEntry> chosen, string own, Act act, Action with, CancellationToken ct)
    {
        var (upper, ids, seen) = (UpperEntries.UpperOf(own), chosen.Select(c => c.Id).ToList(), chosen.ToDictionary(c => c.Id));
        var entries = await db.Set<Item>().Above(upper ?? own, ids)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new UpperEntry(i, v.Content, v.PlanCancel)).ToListAsync(ct);
        if (upper is null || entries.Count != ids.Count || entries.Exists(e => e.Item.CurrentVersion != seen[e.Item.Id].Version))
        {
            return Renewed;
        }

        var taken = await TakenAsync(own, ids, ct);
        entries.RemoveAll(e => IsTaken(taken.GetValueOrDefault(e.Item.Id), e.Item));
        if (entries.Exists(e => taken.GetValueOrDefault(e.Item.Id) is { } before && before.CurrentVersion != seen[e.Item.Id].OwnVersion))
        {
            return OwnRenewed;
        }

        var put = await renewals.OfAsync(own, [.. entries.Where(e => taken.ContainsKey(e.Item.Id)).Select(e => seen[e.Item.Id])], ct);
        var regionName = await regions.FindAsync(own, ct) is { } region ? region.FullName : own;
        foreach (var entry in entries)
        {
            var source = $"承接{(upper.Length == 0 ? "国家" : "省级")}基本目录 {entry.Item.CatalogueCode} 第 {entry.Item.CurrentVersion} 版";
            if (await StageAsync(entry, taken.GetValueOrDefault(entry.Item.Id), put.GetValueOrDefault(entry.Item.Id), (own, regionName), source, act, ct) is { Ok: false } refused)
            {
                db.ChangeTracker.Clear();
                return Outcome.Refused([.. refused.Problems.Select(p => p with { Message = $"“{entry.Item.Name}”：{p.Message}" })]);
            }
        }

        with();
        return await db.SaveAsync(ct, Meanwhile);
    }

    /// <param name="before">One's own, when an older version was taken over.</param>
    private async Task<Outcome> StageAsync(UpperEntry entry, Item? before, EntryRenewal? renewal, (string Code, string Name) region, string source, Act act, CancellationToken ct)
    {
        var (upper, today) = (entry.Item, LegalDay.Of(act.At));
        var request = new PublishRequest(
            before?.Code ?? Item.BasicCode(upper.CatalogueCode, region.Code), upper.Name, upper.OrganisationId, upper.OrganisationName, region.Code, region.Name,
            ItemContent.FromJson(entry.Content), source)
        {
            Kind = ItemKind.Basic, Parent = upper, PlanEffective = Validity.Later(upper.CarriedOn(today), before?.CarriedOn(today)), PlanCancel = entry.PlanCancel,
            Revives = before is { Status: ItemStatus.Cancelled },
        };
        if (renewal is not null)
        {
            request = request with
            {
                Name = renewal.After.Name, OrganisationId = renewal.OrganisationId, OrganisationName = renewal.OrganisationName, Content = renewal.After.Content, PlanCancel = renewal.End,
            };
        }

        var formed = await forms.PublishAsync(request, act, ct);
        return formed.TryGet(out var ready) ? publish.Stage(ready, act, before, null, []) : Outcome.Refused(formed.Problems);
    }

    private async Task<Outcome> OpenOwnAsync(OwnEntry entry, string own, Act act, Action with, CancellationToken ct)
    {
        var prefix = own[..2] + entry.TypeCode + OwnDepartment;
        var last = await db.Set<Item>().Where(i => i.CatalogueCode.StartsWith(prefix)).OrderByDescending(i => i.CatalogueCode).Select(i => i.CatalogueCode).FirstOrDefaultAsync(ct);
        var main = last is null ? 1 : int.Parse(last.AsSpan(6, 3), CultureInfo.InvariantCulture) + 1;
        if (main > MostMainItems)
        {
            return Problem.Conflict("catalogue.own-entry-full", "本省这一类型自行增加的条目已达 999 项，请先清理不再使用的条目。");
        }

        var code = string.Create(CultureInfo.InvariantCulture, $"{prefix}{main:000}000");
        var content = new ItemContent
        {
            TypeCode = entry.TypeCode, TypeName = entry.TypeName, LegalBasis = entry.Basis, SupervisedBy = entry.Department,
            SourceNote = "本级依据地方性法规、规章自行增加，基本编码的部门段 99 为自编。",
        };
        var regionName = await regions.FindAsync(own, ct) is { } region ? region.FullName : own;
        with();
        var published = await publish.PublishAsync(
            new PublishRequest(Item.BasicCode(code, own), entry.Name, act.Actor.Post!.OrganisationId, entry.Department, own, regionName, content, "本级自行增加") { Kind = ItemKind.Basic }, act, ct);
        return published.Ok ? Outcome.Done() : Outcome.Refused(published.Problems);
    }

    /// <summary>One's own follows the newest version. One that was cancelled does not: taken over again it comes back, whatever version it followed.</summary>
    private static bool IsTaken(Item? own, Item upper) => own is { Status: not ItemStatus.Cancelled } && own.ParentVersion >= upper.CurrentVersion;

    private Task<Dictionary<Guid, Item>> TakenAsync(string own, List<Guid> ids, CancellationToken ct) =>
        db.Set<Item>().Where(o => o.Kind == ItemKind.Basic && o.RegionCode == own && o.ParentId != null && ids.Contains(o.ParentId.Value)).ToDictionaryAsync(o => o.ParentId!.Value, ct);

    private sealed record UpperEntry(Item Item, string Content, DateOnly? PlanCancel);
}

file static class UpperItems
{
    /// <summary>Those of the chosen that stand in the catalogue above and may still be taken.</summary>
    public static IQueryable<Item> Above(this IQueryable<Item> items, string upper, List<Guid> ids) =>
        items.Where(i => ids.Contains(i.Id) && i.Kind == ItemKind.Basic && i.RegionCode == upper && i.Status != ItemStatus.Cancelled);
}
