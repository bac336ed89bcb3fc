using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
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
    private const int MostMainItems = 999;
    private static readonly Problem Taken = Problem.Conflict("catalogue.code-taken", "这个编码的事项已经存在，请在事项列表中查找，或换一个编码。") with { Field = "Code" };

    /// <summary>Drafts an entry of the manager's own catalogue.</summary>
    public async Task<Outcome<Guid>> NewEntryAsync(string? code, string? name, string? typeCode, string? typeName, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.CatalogueManager } post)
        {
            return Problem.Forbidden("catalogue.entry-manager", "基本目录由事项管理人员维护。");
        }

        var parsed = ItemCode.Parse(code, "Code");
        if (!parsed.TryGet(out var itemCode) || itemCode.Kind != ItemCodeKind.Catalogue)
        {
            return Problem.Invalid("catalogue.entry-code", "请填写 12 位基本编码：2 位范围、2 位事项类型、2 位行业主管部门、3 位主项、3 位子项，全部为数字。", "Code");
        }

        if (itemCode.Scope != ScopeOf(post.RegionCode) || itemCode.ItemType != typeCode)
        {
            return Problem.Invalid("catalogue.entry-segments", $"编码前两位应为“{ScopeOf(post.RegionCode)}”，第三、四位应与事项类型“{typeCode}”一致，请核对。", "Code");
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return Problem.Invalid("catalogue.name-missing", "请填写事项名称，不超过 1000 个字。", "Name");
        }

        var region = await regions.FindAsync(post.RegionCode, ct);
        return await DraftAsync(
            new NewItem(
                Item.BasicCode(itemCode.Text, post.RegionCode), ItemKind.Basic, name.Trim(), post.OrganisationId, post.OrganisationName, post.RegionCode, region?.FullName ?? "", null,
                new ItemContent { TypeCode = typeCode!, TypeName = typeName ?? "" }),
            act,
            ct);
    }

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

        var content = ItemContent.FromJson(await db.Set<ItemVersion>().Where(v => v.Id == entry.CurrentVersionId).Select(v => v.Content).SingleAsync(ct));
        var code = CodeFor(organisation, entry.CatalogueCode, content.HandlingItems, serial);
        if (!code.TryGet(out var made))
        {
            return Outcome<Guid>.Because(code.Problems);
        }

        var region = await regions.FindAsync(organisation.RegionCode, ct);
        var part = content.HandlingItems.FirstOrDefault(h => h.Serial == serial);
        return await DraftAsync(
            new NewItem(
                made, ItemKind.Implementation, part is null ? entry.Name : $"{entry.Name}（{part.Name}）", organisation.Id, organisation.Name, organisation.RegionCode, region?.FullName ?? "", entry.Id,
                content with { HandlingItems = [], UseLevels = [Region.LevelOf(organisation.RegionCode) + 1] }),
            act,
            ct);
    }

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
        var last = await db.Set<Item>().AsNoTracking().Where(i => i.Kind == ItemKind.Basic && i.CatalogueCode.StartsWith(prefix)).OrderByDescending(i => i.CatalogueCode).Select(i => i.CatalogueCode).FirstOrDefaultAsync(ct);
        var next = last is null ? 1 : int.Parse(last.AsSpan(6, 3), CultureInfo.InvariantCulture) + 1;
        return next > MostMainItems ? "" : string.Create(CultureInfo.InvariantCulture, $"{prefix}{next:D3}000");
    }

    /// <summary>00 of the nation, else the province of GB/T 2260.</summary>
    public static string ScopeOf(string regionCode) => regionCode.Length >= 2 ? regionCode[..2] : "00";

    private async Task<Outcome<Guid>> DraftAsync(NewItem item, Act act, CancellationToken ct)
    {
        if (await db.Set<Item>().AnyAsync(i => i.Code == item.Code, ct))
        {
            return Taken;
        }

        var change = ItemChange.New(item, act);
        db.Add(change);
        db.Record(change, act, "change-drafted", new { change.Code, kind = nameof(ChangeKind.New) });
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? change.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
