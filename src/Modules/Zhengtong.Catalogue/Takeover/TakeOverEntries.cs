using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>
/// Takes chosen entries of the catalogue above into the actor's own (01.11), or the newer version of one already taken; each is bound to the entry above. And opens an entry of one's own where
/// a local regulation makes one. All or nothing.
/// </summary>
internal sealed class TakeOverEntries(Database db, PublishItemVersion publish, Regions regions)
{
    public const int Most = 200;

    /// <summary>The department number of entries of one's own: no central department stands behind them.</summary>
    private const string OwnDepartment = "99";
    private const int MostMainItems = 999;
    public static readonly Problem NoCatalogue = Problem.Forbidden("catalogue.no-basic-catalogue", "基本目录由省、市两级事项管理人员承接。区县请在“关联绑定”里把实施清单关联到目录条目。");
    private static readonly Problem None = Problem.Invalid("catalogue.takeover-none", $"请勾选要承接的条目，一次不超过 {Most} 项。", "Chosen");
    private static readonly Problem NotAbove = Problem.Invalid("catalogue.takeover-not-above", "所选条目不在上级目录里，或已取消。请刷新后重新选择。", "Chosen");
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.takeover-entry-meanwhile", "其他人刚刚承接了其中的条目，没有承接任何一项。请刷新后再选。");

    public async Task<Outcome<int>> HandleAsync(IReadOnlyList<Guid> chosen, Act act, CancellationToken ct)
    {
        if (UpperEntries.UpperOf(act.Actor) is not { } upper)
        {
            return NoCatalogue;
        }

        if (chosen.Count is 0 or > Most)
        {
            return None;
        }

        var own = act.Actor.Post!.RegionCode;
        var ids = chosen.Distinct().ToList();
        var entries = await db.Set<Item>().Where(i => ids.Contains(i.Id) && i.Kind == ItemKind.Basic && i.RegionCode == upper && i.Status != ItemStatus.Cancelled)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, v.Content, v.PlanCancel }).ToListAsync(ct);
        if (entries.Count != ids.Count)
        {
            return NotAbove;
        }

        var taken = await db.Set<Item>().Where(o => o.Kind == ItemKind.Basic && o.RegionCode == own && o.ParentId != null && ids.Contains(o.ParentId.Value)).ToDictionaryAsync(o => o.ParentId!.Value, ct);
        var regionName = await regions.FindAsync(own, ct) is { } region ? region.FullName : own;
        foreach (var entry in entries)
        {
            var before = taken.GetValueOrDefault(entry.Item.Id);
            if (before?.ParentVersion >= entry.Item.CurrentVersion)
            {
                continue;
            }

            var request = new PublishRequest(
                before?.Code ?? Item.BasicCode(entry.Item.CatalogueCode, own), entry.Item.Name, entry.Item.OrganisationId, entry.Item.OrganisationName, own, regionName,
                ItemContent.FromJson(entry.Content), $"承接{(upper.Length == 0 ? "国家" : "省级")}基本目录 {entry.Item.CatalogueCode} 第 {entry.Item.CurrentVersion} 版")
            {
                Kind = ItemKind.Basic, Parent = entry.Item, PlanCancel = entry.PlanCancel,
            };
            if (publish.Stage(request, act, before, null, []) is { Ok: false } refused)
            {
                db.ChangeTracker.Clear();
                return Outcome<int>.Because(refused.Problems);
            }
        }

        var saved = await db.SaveAsync(ct, Meanwhile);
        return saved.Ok ? entries.Count : Outcome<int>.Because(saved.Problems);
    }

    internal sealed class OwnEntry
    {
        public string? Name { get; set; }

        public string? TypeName { get; set; }

        public string? Department { get; set; }

        public string? Basis { get; set; }
    }

    /// <summary>An entry of one's own: by a local regulation, beside what the catalogue above has.</summary>
    public async Task<Outcome<string>> OpenOwnAsync(OwnEntry entry, Act act, CancellationToken ct)
    {
        if (UpperEntries.UpperOf(act.Actor) is null)
        {
            return NoCatalogue;
        }

        var (name, department, own) = ((entry.Name ?? "").Trim(), (entry.Department ?? "").Trim(), act.Actor.Post!.RegionCode);
        List<string> basis = [.. (entry.Basis ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var problems = new List<Problem>();
        void Must(bool holds, string field, string message)
        {
            if (!holds)
            {
                problems.Add(Problem.Invalid("catalogue.own-entry-" + field.ToLowerInvariant(), message, field));
            }
        }

        var type = ItemTypes.CodeOf((entry.TypeName ?? "").Trim());
        Must(name.Length is > 0 and <= 1000, "Name", "请填写事项名称，不超过 1000 个字。");
        Must(type is not null, "TypeName", "请选择事项类型。");
        Must(department.Length is > 0 and <= 200, "Department", "请填写本级主管部门，不超过 200 个字。");
        Must(basis.Count > 0 && basis.All(b => b.Length <= 2000), "Basis", "请填写设定依据，每行一条：自行增加的条目必须有法规、规章依据。");
        if (problems.Count > 0)
        {
            return Outcome<string>.Because(problems);
        }

        var prefix = own[..2] + type + OwnDepartment;
        var last = await db.Set<Item>().Where(i => i.CatalogueCode.StartsWith(prefix)).OrderByDescending(i => i.CatalogueCode).Select(i => i.CatalogueCode).FirstOrDefaultAsync(ct);
        var main = last is null ? 1 : int.Parse(last.AsSpan(6, 3), CultureInfo.InvariantCulture) + 1;
        if (main > MostMainItems)
        {
            return Problem.Conflict("catalogue.own-entry-full", "本省这一类型自行增加的条目已达 999 项，请先清理不再使用的条目。");
        }

        var code = string.Create(CultureInfo.InvariantCulture, $"{prefix}{main:000}000");
        var content = new ItemContent { TypeCode = type!, TypeName = entry.TypeName!.Trim(), LegalBasis = basis, SupervisedBy = department, SourceNote = "本级依据地方性法规、规章自行增加，基本编码的部门段 99 为自编。" };
        var regionName = await regions.FindAsync(own, ct) is { } region ? region.FullName : own;
        var published = await publish.PublishAsync(
            new PublishRequest(Item.BasicCode(code, own), name, act.Actor.Post.OrganisationId, department, own, regionName, content, "本级自行增加") { Kind = ItemKind.Basic }, act, ct);
        return published.Ok ? Item.BasicCode(code, own) : Outcome<string>.Because(published.Problems);
    }
}
