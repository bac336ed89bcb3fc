using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Change;

/// <summary>
/// Drafts a new item: an entry of the region's basic catalogue, or what an organisation takes over from one (认领), with the code the published structure gives it
/// (GB/T 39554.1 as met in published codes) and every element inherited (01.12, 01.13, 01.14).
/// </summary>
internal sealed class ClaimItem(Database db, IOrganisations organisations, Regions regions)
{
    /// <summary>The department number of entries behind which no central department stands.</summary>
    public const string OwnDepartment = "99";
    private const int MostMainItems = 999;
    private static readonly Problem Full = Problem.Conflict("catalogue.entry-full", "这一范围、类型和主管部门的主项已满 999 项，请先清理不再使用的条目，或者换一个主管部门编号。") with { Field = "Code" };
    private static readonly Problem Taken = Problem.Conflict("catalogue.code-taken", "这个编码的事项已经存在，请在事项列表中查找，或换一个编码。") with { Field = "Code" };
    private static readonly Problem Begun = Problem.Conflict("catalogue.new-begun", "这个编码的新增事项已经有人起草，正在办理。请在“事项变更”里打开那份变更单，或者等它办结、撤回后再新增。") with { Field = "Code" };

    /// <summary>Drafts an entry of the manager's own catalogue: the one way in which such an entry is opened. It stands under his organisation, which keeps the catalogue.</summary>
    /// <param name="code">Empty: the next free one of the department.</param>
    /// <param name="department">Two digits; empty: no central department.</param>
    public async Task<Outcome<Guid>> NewEntryAsync(EntryWish wish, string? code, string? department, Act act, CancellationToken ct) =>
        await SavedAsync(await StageEntryAsync(wish, code, department, act, ct), ct);

    /// <summary>As <see cref="NewEntryAsync"/>; who stages it saves it.</summary>
    public async Task<Outcome<ItemChange>> StageEntryAsync(EntryWish wish, string? code, string? department, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.CatalogueManager } post)
        {
            return Problem.Forbidden("catalogue.entry-manager", "基本目录由事项管理人员维护。");
        }

        if (!UpperEntries.KeepsCatalogue(post.RegionCode))
        {
            return TakeOverEntries.NoCatalogue;
        }

        var read = wish.Read();
        if (!read.TryGet(out var first))
        {
            return Outcome<ItemChange>.Because(read.Problems);
        }

        var (number, type) = (string.IsNullOrWhiteSpace(department) ? OwnDepartment : department.Trim(), first.Content.TypeCode);
        if (!IsDepartment(number))
        {
            return Problem.Invalid("catalogue.entry-department", "行业主管部门编号是两位数字，例如 17；没有对应的中央部门时填 99。", "Department");
        }

        if (string.IsNullOrWhiteSpace(code) && (code = await SuggestAsync(post.RegionCode, type, number, ct)).Length == 0)
        {
            return Full;
        }

        var parsed = ItemCode.Parse(code, "Code");
        if (!parsed.TryGet(out var itemCode) || itemCode.Kind != ItemCodeKind.Catalogue)
        {
            return Problem.Invalid("catalogue.entry-code", "请填写 12 位基本编码：2 位范围、2 位事项类型、2 位行业主管部门、3 位主项、3 位子项，全部为数字。", "Code");
        }

        if (itemCode.Scope != ScopeOf(post.RegionCode) || itemCode.ItemType != type)
        {
            return Problem.Invalid("catalogue.entry-segments", $"编码前两位应为“{ScopeOf(post.RegionCode)}”，第三、四位应与事项类型“{type}”一致，请核对。", "Code");
        }

        if (await MeantAsync(itemCode.Text, post.RegionCode, ct) is { } other)
        {
            return other;
        }

        var region = await regions.FindAsync(post.RegionCode, ct);
        return await StageAsync(
            new NewItem(
                Item.BasicCode(itemCode.Text, post.RegionCode), ItemKind.Basic, first.Name, post.OrganisationId, post.OrganisationName, post.RegionCode, region?.FullName ?? "", null, first.Content),
            act,
            ct);
    }

    public static bool IsDepartment(string? number) => number is [>= '0' and <= '9', >= '0' and <= '9'];

    /// <param name="organisationId">Whose item it becomes: a manager chooses among his region, an editor's is his own.</param>
    /// <param name="serial">The handling item of the entry's splitting standard; null: the entry as a whole.</param>
    public async Task<Outcome<Guid>> TakeOverAsync(string entryCode, Guid? organisationId, string? serial, Act act, CancellationToken ct)
    {
        var entry = await db.Set<Item>().AsNoTracking().VisibleTo(act.Actor).SingleOrDefaultAsync(i => i.Code == entryCode && i.Kind == ItemKind.Basic, ct);
        if (entry is null)
        {
            return Problem.NotFound("catalogue.entry-unknown", "没有找到这个基本目录事项。");
        }

        if (entry.Status != ItemStatus.InUse)
        {
            return Problem.Conflict("catalogue.entry-not-in-use", "这个基本目录事项已暂停或取消，不能认领。");
        }

        var wanted = act.Actor.Has(Roles.ItemEditor) ? act.Actor.Post!.OrganisationId : organisationId ?? Guid.Empty;
        var organisation = await organisations.FindAsync(wanted, ct);
        if (organisation is null || act.Actor.Post is not { } post || !organisation.RegionCode.StartsWith(post.RegionCode, StringComparison.Ordinal))
        {
            return Problem.Invalid("catalogue.claim-organisation", "请选择本地区负责实施这个事项的单位。", "OrganisationId");
        }

        if (!organisation.RegionCode.StartsWith(entry.RegionCode, StringComparison.Ordinal))
        {
            return Problem.Invalid("catalogue.claim-elsewhere", $"这是{entry.RegionName}的目录事项，{organisation.Name}不在它的范围内。请从本地区上级的目录认领。", "OrganisationId");
        }

        var json = await db.Set<ItemVersion>().Where(v => v.Id == entry.CurrentVersionId).Select(v => v.Content).SingleAsync(ct);
        var standard = ItemContent.FromJson(json).HandlingItems;
        var code = CodeFor(organisation, entry.CatalogueCode, standard, serial);
        if (!code.TryGet(out var made))
        {
            return Outcome<Guid>.Because(code.Problems);
        }

        var region = await regions.FindAsync(organisation.RegionCode, ct);
        var part = standard.FirstOrDefault(h => h.Serial == serial);
        var drafted = await StageAsync(
            new NewItem(
                made, ItemKind.Implementation, part is null ? entry.Name : $"{entry.Name}（{part.Name}）", organisation.Id, organisation.Name, organisation.RegionCode, region?.FullName ?? "", entry.Id,
                Inherited(json, organisation.RegionCode))
            {
                ParentVersion = entry.CurrentVersion, PlanEffective = entry.CarriedOn(LegalDay.Of(act.At)),
            },
            act,
            ct);
        return await SavedAsync(drafted, ct);
    }

    /// <summary>What an item of a region has from the entry's content to begin with. Pure.</summary>
    public static ItemContent Inherited(string entry, string regionCode) => ItemContent.FromJson(entry) with { HandlingItems = [], UseLevels = [Region.LevelOf(regionCode) + 1] };

    /// <summary>The implementation code (31), or the handling code (33) of a part of the splitting standard. Pure.</summary>
    public static Outcome<string> CodeFor(OrganisationInfo organisation, string catalogueCode, IReadOnlyList<HandlingItem> standard, string? serial)
    {
        if (!SocialCreditCode.Parse(organisation.CreditCode).TryGet(out var body))
        {
            return Problem.Invalid("catalogue.claim-credit-code", $"“{organisation.Name}”登记的代码“{organisation.CreditCode}”不是有效的统一社会信用代码，不能生成实施编码。请先在组织机构中更正。", "OrganisationId");
        }

        if (standard.Count > 0 && standard.All(h => h.Serial != serial))
        {
            return Problem.Invalid("catalogue.claim-split", "这个事项按拆分标准分为多个业务办理项，请选择其中一项。", "Serial");
        }

        if (standard.Count == 0 && !string.IsNullOrEmpty(serial))
        {
            return Problem.Invalid("catalogue.claim-no-split", "这个事项没有拆分标准，不能生成业务办理项。", "Serial");
        }

        var composed = ItemCode.Compose(body, Region.LevelOf(organisation.RegionCode) + 1, catalogueCode);
        return composed.TryGet(out var code) ? code.Text + serial : Outcome<string>.Because(composed.Problems);
    }

    /// <summary>The next free main item of a scope, type and department.</summary>
    public async Task<string> SuggestAsync(string regionCode, string typeCode, string department, CancellationToken ct)
    {
        var prefix = ScopeOf(regionCode) + typeCode + department;
        var last = await db.Set<Item>().AsNoTracking().Where(i => i.Kind == ItemKind.Basic && i.CatalogueCode.StartsWith(prefix))
            .OrderByDescending(i => i.CatalogueCode).Select(i => i.CatalogueCode).FirstOrDefaultAsync(ct);

        // Also what is on its way has its code already.
        var asked = await Underway().Where(c => c.ItemKind == ItemKind.Basic && c.Code.StartsWith(prefix)).OrderByDescending(c => c.Code).Select(c => c.Code).FirstOrDefaultAsync(ct);
        var highest = string.CompareOrdinal(last, asked) > 0 ? last : asked;
        var next = highest is null ? 1 : int.Parse(highest.AsSpan(6, 3), CultureInfo.InvariantCulture) + 1;
        return next > MostMainItems ? "" : string.Create(CultureInfo.InvariantCulture, $"{prefix}{next:D3}000");
    }

    /// <summary>00 of the nation, else the province of GB/T 2260.</summary>
    public static string ScopeOf(string regionCode) => regionCode.Length >= 2 ? regionCode[..2] : "00";

    /// <summary>
    /// Why an item of this code cannot be new: there is one. One that was cancelled comes back under its code, which the structure gives it (01.13); not one that was cancelled because its power
    /// lies elsewhere, which only an adjustment of powers brings back.
    /// </summary>
    /// <param name="baseVersion">The newest version of the cancelled item, as the draft knew it.</param>
    public async Task<Problem?> StandsAgainstAsync(string code, int baseVersion, CancellationToken ct)
    {
        var item = await db.Set<Item>().AsNoTracking().SingleOrDefaultAsync(i => i.Code == code, ct);
        return item is null ? null : item.Status != ItemStatus.Cancelled || item.CurrentVersion != baseVersion ? Taken : await GivenAwayAsync(item.Id, ct);
    }

    private async Task<Problem?> GivenAwayAsync(Guid item, CancellationToken ct) =>
        await db.Set<ItemGrant>().AnyAsync(g => (g.GiverItemId == item && g.GiverEnded && g.RecalledAt == null) || (g.ItemId == item && g.RecalledAt != null), ct)
            ? Problem.Conflict("catalogue.power-elsewhere", "这个事项因权限调整取消，办理权限已经不在本单位。需要恢复时请通过“权限调整”办理。") with { Field = "Code" } : null;

    /// <summary>One code means one thing in all catalogues: taken over from above it keeps its code and its meaning, so here it may not come to mean another.</summary>
    private async Task<Problem?> MeantAsync(string code, string region, CancellationToken ct)
    {
        var own = Item.BasicCode(code, region);
        var other = await db.Set<Item>().AsNoTracking().Where(i => i.Kind == ItemKind.Basic && i.CatalogueCode == code && i.Code != own)
                .OrderBy(i => i.Code).Select(i => i.Name).FirstOrDefaultAsync(ct)
            ?? await Underway().Where(c => c.ItemKind == ItemKind.Basic && c.Code.StartsWith(code) && c.Code != own).OrderBy(c => c.Code).Select(c => c.Name).FirstOrDefaultAsync(ct);
        return other is null ? null : Problem.Conflict(
            "catalogue.code-means-other", $"基本编码 {code} 已经用于其他地区目录的“{other}”，同一编码只能指同一事项。上级目录的事项请从“承接上级目录”承接，其他事项请取下一个编码。") with { Field = "Code" };
    }

    private IQueryable<ItemChange> Underway() => db.Set<ItemChange>().AsNoTracking().Where(c => c.Kind == ChangeKind.New && c.ApprovedAt == null && c.WithdrawnAt == null);

    private async Task<Outcome<Guid>> SavedAsync(Outcome<ItemChange> staged, CancellationToken ct)
    {
        if (!staged.TryGet(out var change))
        {
            return Outcome<Guid>.Because(staged.Problems);
        }

        var saved = await db.SaveAsync(ct, Begun);
        return saved.Ok ? change.Id : Outcome<Guid>.Because(saved.Problems);
    }

    private async Task<Outcome<ItemChange>> StageAsync(NewItem item, Act act, CancellationToken ct)
    {
        var cancelled = await db.Set<Item>().AsNoTracking().Where(i => i.Code == item.Code).Select(i => (int?)i.CurrentVersion).SingleOrDefaultAsync(ct) ?? 0;
        if (await StandsAgainstAsync(item.Code, cancelled, ct) is { } taken)
        {
            return taken;
        }

        var change = ItemChange.New(item with { BaseVersion = cancelled }, act);
        db.Add(change);
        db.Record(change, act, "change-drafted", new { change.Code, kind = nameof(ChangeKind.New), change.BaseVersion });
        return change;
    }
}
