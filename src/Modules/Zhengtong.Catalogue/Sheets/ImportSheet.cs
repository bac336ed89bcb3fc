using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Profiles;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Read;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>
/// Imports a filled-in sheet of items: every row is checked first, with row, column and remedy, and passes the gates of every version made here; then all rows become versions in one transaction,
/// or none when a single row is wrong or somebody published meanwhile. Many rows are looked up, checked and written page by page.
/// </summary>
internal sealed class ImportSheet(
    Database db, PublishItemVersion publish, PublishedItems published, SheetGates gates, IOrganisations organisations, Regions regions, IConfiguration configuration,
    IHostEnvironment environment)
{
    public const int MostRows = 50000;
    private const int Page = 500;
    private const int MostFaults = 1000;
    public static readonly Problem OnlyCheck = Problem.Forbidden("catalogue.sheet-check-only", "表格由事项管理人员批准后导入。请检查通过后提交批准。");
    private static readonly Problem NoReason = Problem.Invalid("catalogue.sheet-reason", "请填写导入的理由，不超过 500 字。", "Reason");
    private static readonly Problem NoData = Problem.Conflict("catalogue.import-no-data", "服务器上没有数据目录，无法读取默认配置。请检查安装后再试。");
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.sheet-meanwhile", "检查之后有事项被其他人更新，没有导入任何一行。请重新导出后再改。");
    private readonly Dictionary<string, Region?> _regions = new(StringComparer.Ordinal);
    private Dictionary<Guid, OrganisationInfo> _offices = [];
    private ILookup<(string Name, string Region), OrganisationInfo> _organisations = Array.Empty<OrganisationInfo>().ToLookup(_ => ("", ""));
    private ILookup<(string Code, string Region), OrganisationInfo> _byCreditCode = Array.Empty<OrganisationInfo>().ToLookup(_ => ("", ""));

    /// <param name="progress">Rows done of all; the check is the first half of a real import.</param>
    /// <param name="finish">Stages what is to be committed with a real import; whether it may be committed.</param>
    public async Task<Outcome<SheetResult>> RunAsync(
        Stream content, string fileName, bool dryRun, Act act, Func<int, int, Task>? progress,
        CancellationToken ct, Func<Database, SheetResult, Task<bool>>? finish = null)
    {
        if (Refusal(dryRun, act) is { } refused)
        {
            return refused;
        }

        if (DataFolder.Find(configuration, environment) is not { } data)
        {
            return NoData;
        }

        var reading = new SheetReading(fileName);
        var read = await SheetRows.ReadAsync(content, MostRows + 2, reading.Take, ct);
        if (!read.Ok)
        {
            return Outcome<SheetResult>.Because(read.Problems);
        }

        var (rows, faults) = (reading.Rows, reading.Faults);
        var profiles = ProfileTable.FromJson(await data.TextAsync(DataFolder.Profiles, ct));
        var scope = act.Actor.Post?.RegionCode ?? "";
        var offices = await organisations.InRegionAsync(scope, ct);
        (_offices, _organisations, _byCreditCode) = (offices.ToDictionary(o => o.Id), offices.ToLookup(o => (o.Name, o.RegionCode)), offices.ToLookup(o => (o.CreditCode, o.RegionCode)));
        var result = new SheetResult { Total = rows.Count + faults.Count };
        var all = dryRun ? rows.Count : rows.Count * 2;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            for (var at = 0; at < rows.Count && faults.Count < MostFaults; at += Page)
            {
                await PageAsync(rows.GetRange(at, Math.Min(Page, rows.Count - at)), fileName, profiles, act, result, faults, write: false, ct);
                await (progress?.Invoke(Math.Min(at + Page, rows.Count), all) ?? Task.CompletedTask);
            }

            result.Faults = [.. faults.OrderBy(f => f.At.Row).Take(MostFaults)];
            if (dryRun || faults.Count > 0)
            {
                return result;
            }

            var written = await WriteAsync(rows, fileName, profiles, act, progress, all, finish is null ? null : () => finish(db, result), ct);
            return written.Ok ? result : Outcome<SheetResult>.Because(written.Problems);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    public static Problem? Refusal(bool dryRun, Act act) => dryRun ? null
        : act.Actor.Kind != ActorKind.System && !act.Actor.Has(Roles.CatalogueManager) ? OnlyCheck
        : act.Reason.Length is 0 or > 500 ? NoReason
        : null;

    private async Task<Outcome> WriteAsync(
        List<SheetRow> rows, string fileName, ProfileTable profiles, Act act, Func<int, int, Task>? progress, int all,
        Func<Task<bool>>? finish, CancellationToken ct)
    {
        var changed = new List<string>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        try
        {
            for (var at = 0; at < rows.Count; at += Page)
            {
                var faults = new List<RowFault>();
                changed.AddRange(await PageAsync(rows.GetRange(at, Math.Min(Page, rows.Count - at)), fileName, profiles, act, new SheetResult(), faults, write: true, ct));
                if (faults.Count > 0 || await SheetWriter.FlushAsync(db, ct) is { Ok: false })
                {
                    return Meanwhile;
                }

                await (progress?.Invoke(rows.Count + Math.Min(at + Page, rows.Count), all) ?? Task.CompletedTask);
            }

            if (finish is not null && !await finish())
            {
                return Meanwhile;
            }

            db.ChangeTracker.DetectChanges();
            if (await db.SaveAsync(ct) is { Ok: false })
            {
                return Meanwhile;
            }

            await transaction.CommitAsync(ct);
        }
        catch (DbException e) when (db.IsUniqueViolation(new DbUpdateException(e.Message, e)))
        {
            return Meanwhile;
        }

        changed.ForEach(published.Forget);
        return Outcome.Done();
    }

    /// <summary>Checks a page of rows against what the items say now; stages their versions when it is to be written.</summary>
    /// <returns>The codes that change.</returns>
    private async Task<List<string>> PageAsync(List<SheetRow> rows, string file, ProfileTable profiles, Act act, SheetResult result, List<RowFault> faults, bool write, CancellationToken ct)
    {
        var codes = rows.ConvertAll(r => r.Code);
        var items = db.Set<Item>().AsTracking(write ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking).Where(i => codes.Contains(i.Code) && i.Kind == ItemKind.Implementation);
        var kept = await items.KeptBy(act.Actor).Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, v.Content, v.PlanEffective, v.PlanCancel })
            .ToDictionaryAsync(x => x.Item.Code, ct);
        var others = kept.Count == rows.Count ? [] : (await db.Set<Item>().AsNoTracking().Where(i => codes.Contains(i.Code)).Select(i => i.Code).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var ids = kept.Values.Select(k => k.Item.Id).ToList();
        var indexes = write ? await db.Set<ItemIndex>().Where(x => ids.Contains(x.ItemId)).ToDictionaryAsync(x => x.ItemId, ct) : [];
        var themes = write ? (await db.Set<ItemTheme>().AsNoTracking().Where(x => ids.Contains(x.ItemId)).ToListAsync(ct)).ToLookup(x => x.ItemId) : null;
        var entries = await EntriesAsync(rows.Where(r => !kept.ContainsKey(r.Code)), ct);
        var (today, asked) = (LegalDay.Of(act.At), new List<AskedRow>());
        foreach (var row in rows)
        {
            var before = kept.GetValueOrDefault(row.Code);
            if (before is null && others.Contains(row.Code))
            {
                faults.Add(row.Fault(file, SheetHead.Code, "这个事项不在您的管理范围内，请删去这一行。"));
                continue;
            }

            var count = faults.Count;
            var content = before is null ? null : ItemContent.FromJson(before.Content);
            var request = before is null
                ? await NewAsync(row, file, profiles, entries, today, act, faults, ct)
                : Renewed(row, file, new SheetStanding(before.Item, before.PlanEffective, before.PlanCancel, SheetStanding.CreditCodeOf(_offices, before.Item.OrganisationId)),
                    content!, today, faults);
            if (faults.Count > count)
            {
                continue;
            }

            if (request is null)
            {
                result.Unchanged++;
                continue;
            }

            _ = before is null ? result.Added++ : result.Changed++;
            asked.Add(new AskedRow(row, request, before?.Item, content));
        }

        if (!write)
        {
            faults.AddRange(await gates.FaultsAsync(asked, file, today, ct));
            return [];
        }

        foreach (var (row, request, item, _) in asked)
        {
            IReadOnlyCollection<ItemTheme> linked = item is null ? [] : [.. themes![item.Id]];
            var staged = publish.Stage(request with { Themes = [.. linked.Select(t => t.ThemeId)] }, act, item, item is null ? null : indexes.GetValueOrDefault(item.Id), linked);
            if (!staged.Ok)
            {
                faults.Add(row.Fault(file, SheetHead.Code, staged.Problems[0].Message));
            }
        }

        return asked.ConvertAll(r => r.Request.Code);
    }

    /// <summary>The next version of an item that is there; null when the row changes nothing. What a sheet has no column for stays, the planned dates too.</summary>
    private static PublishRequest? Renewed(SheetRow row, string file, SheetStanding standing, ItemContent before, DateOnly today, List<RowFault> faults)
    {
        var (count, item) = (faults.Count, standing.Item);
        var after = SheetChange.Of(row, before, file, faults);
        var renamed = row.Name.Length > 0 && row.Name != item.Name.Trim();
        var (effective, cancel) = SheetDay.Planned(row, standing, today, file, faults, out var planned);
        faults.AddRange(SheetChange.Elsewhere(row, standing, file));
        if (after is null && !renamed && !planned)
        {
            return null;
        }

        if (item.Status == ItemStatus.Cancelled)
        {
            faults.Add(row.Fault(file, SheetHead.Code, "这个事项已经取消，不能再变更。请删去这一行或恢复原值；需要时请新增事项。"));
        }

        if (SheetChange.IsStale(row, item))
        {
            faults.Add(row.Fault(file, SheetHead.Version, row.Version.Length == 0
                ? $"没有填写。已有事项请填写您修改时依据的版本，现行是第 {item.CurrentVersion} 版。"
                : $"表格依据的是第 {row.Version} 版，现行已是第 {item.CurrentVersion} 版。请重新导出，在新版本上修改。"));
        }

        return faults.Count > count ? null
            : new PublishRequest(
                item.Code, renamed ? row.Name : item.Name, item.OrganisationId, item.OrganisationName, item.RegionCode, item.RegionName, after ?? before, "表格导入：" + file)
        {
            GuideOnly = item.Status == ItemStatus.GuideOnly,
            PlanEffective = effective,
            PlanCancel = cancel,
        };
    }

    private async Task<PublishRequest?> NewAsync(
        SheetRow row, string file, ProfileTable profiles, ILookup<string, Item> entries, DateOnly today, Act act, List<RowFault> faults, CancellationToken ct)
    {
        var count = faults.Count;
        if (row.Version.Length > 0 && row.Version != "0")
        {
            faults.Add(row.Fault(file, SheetHead.Code, "没有这个编码的事项。新事项请把“事项版本”留空，已有事项请核对编码。"));
            return null;
        }

        if (row.Code.Contains('@', StringComparison.Ordinal) || row.Code.Length == 12)
        {
            faults.Add(row.Fault(file, SheetHead.Code, "这是基本目录的编码。表格只导入实施清单，目录条目请在“承接上级目录”里增加。"));
        }

        if (row.Name.Length == 0)
        {
            faults.Add(row.Fault(file, SheetHead.Name, "没有填写。"));
        }

        var code = ItemListReader.NaturalCode(row.Region);
        var region = await RegionAsync(code, ct);
        var post = act.Actor.Post;
        if (region is null || (post is not null && !code.StartsWith(post.RegionCode, StringComparison.Ordinal)))
        {
            faults.Add(row.Fault(file, SheetHead.Region, region is null ? $"“{row.Region}”不是行政区划代码，请核对。" : $"{region.FullName}不在您的管理范围内。"));
            return null;
        }

        if (row.Cell(SheetHead.Status) is not ("" or "1" or "在用"))
        {
            faults.Add(row.Fault(file, SheetHead.Status, "新事项导入后即为在用，请留空。"));
        }

        var (effective, cancel) = SheetDay.Planned(row, null, today, file, faults, out _);
        var creditCode = row.Cell(SheetHead.OrganisationCode);
        var found = (row.Organisation.Length > 0 ? _organisations[(row.Organisation, code)] : _byCreditCode[(creditCode, code)].Where(_ => creditCode.Length > 0)).Take(2).ToList();
        if (found.Count != 1 || (post?.Role == Roles.ItemEditor && found[0].Id != post.OrganisationId))
        {
            faults.Add(row.Fault(file, SheetHead.Organisation, found.Count == 1 ? "只能增加本单位的事项。" : $"{region.Name}没有名为“{row.Organisation}”的单位，请核对名称，或先登记这个单位。"));
            return null;
        }

        if (creditCode.Length > 0 && found[0].CreditCode.Length > 0 && creditCode != found[0].CreditCode)
        {
            faults.Add(row.Fault(file, SheetHead.OrganisationCode, $"与“{found[0].Name}”登记的统一社会信用代码不一致，请核对名称和代码。"));
        }

        var content = SheetChange.Of(SheetChange.WithoutEmpty(row), new ItemContent { TypeCode = "", TypeName = "" }, file, faults);
        if (row.Cell("type").Length + row.Cell("task_type").Length == 0)
        {
            faults.Add(row.Fault(file, "事项类型", "没有填写。"));
        }

        var parent = EntriesAbove.Nearest(entries[CatalogueCodeOf(row.Code)], code, e => e.RegionCode);
        if (parent is { Status: not ItemStatus.InUse })
        {
            faults.Add(row.Fault(file, SheetHead.Code, $"它所属的目录事项“{parent.Name}”已暂停，不能新增。请在恢复后再导入，或者删去这一行。"));
        }

        return faults.Count > count ? null
            : new PublishRequest(row.Code, row.Name, found[0].Id, found[0].Name, code, region.FullName, DefaultProfile.Complete(profiles, row.Name, content!), "表格导入：" + file)
        {
            PlanEffective = effective,
            PlanCancel = cancel,
            Parent = parent,
        };
    }

    /// <summary>The entries that new rows are of by their 基本编码: a new item is bound to the nearest one above it (01.13, 01.17). One statement for a page.</summary>
    private async Task<ILookup<string, Item>> EntriesAsync(IEnumerable<SheetRow> fresh, CancellationToken ct)
    {
        var codes = fresh.Select(r => CatalogueCodeOf(r.Code)).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        List<Item> found = codes.Length == 0 ? []
            : await db.Set<Item>().AsNoTracking().Standing().Where(i => codes.Contains(i.CatalogueCode)).ToListAsync(ct);
        return found.ToLookup(e => e.CatalogueCode, StringComparer.Ordinal);
    }

    private static string CatalogueCodeOf(string code) => ItemCode.Parse(code).TryGet(out var parsed) ? parsed.CatalogueCode : "";

    private async Task<Region?> RegionAsync(string code, CancellationToken ct)
    {
        if (!_regions.TryGetValue(code, out var region))
        {
            region = _regions[code] = await regions.FindAsync(code, ct);
        }

        return region;
    }
}

/// <summary>What a sheet does or would do.</summary>
internal sealed class SheetResult
{
    public int Total { get; init; }

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    public IReadOnlyList<RowFault> Faults { get; set; } = [];
}
