using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>Applies, within the window of a batch, that items go to receivers (下放、委托) or come back (收回). Requirements 01.32, 01.35, 01.36.</summary>
internal sealed class ApplyAdjustment(Database db, IOrganisations organisations, Regions regions, TellAdjustment tell)
{
    public const int Most = 300;
    private static readonly Problem NoBatch = Problem.NotFound("catalogue.batch-unknown", "没有找到这个批次，请返回列表选择。");
    private static readonly Problem Closed = Problem.Conflict("catalogue.batch-closed", "现在不在这个批次的申请时间内，请在申请时间内提出，或等待下一批。");

    internal sealed class Command
    {
        public AdjustmentKind Kind { get; set; }

        /// <summary>Codes of what was looked for and chosen.</summary>
        public List<string> Items { get; set; } = [];

        /// <summary>Codes that were typed or pasted, one a line.</summary>
        public string? Codes { get; set; }

        public List<Guid> Receivers { get; set; } = [];

        public ZoneKind Zone { get; set; }

        /// <summary>Of a special zone.</summary>
        public ZoneActs ZoneActs { get; set; } = ZoneActs.Both;

        public bool GiverKeeps { get; set; }

        public string? Power { get; set; }

        public string? Reason { get; set; }
    }

    public async Task<Outcome<Guid>> HandleAsync(Guid batchId, Command command, Act act, CancellationToken ct)
    {
        var opened = await BatchAsync(batchId, act, ct);
        if (!opened.TryGet(out var batch))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var problems = Texts(command.Reason, command.Power);
        if (command.Kind is not (AdjustmentKind.Delegate or AdjustmentKind.Entrust))
        {
            problems.Add(Problem.Invalid("catalogue.adjustment-kind", "请选择下放或委托。收回请在成效分析里从已下放的事项提出。", "Kind"));
        }

        if (!Enum.IsDefined(command.Zone))
        {
            problems.Add(Problem.Invalid("catalogue.zone-kind", "请选择特定区域的类别，或不选。", "Zone"));
        }

        if (command.Zone != ZoneKind.None && command.ZoneActs is not (ZoneActs.Accept or ZoneActs.Decide or ZoneActs.Both))
        {
            problems.Add(Problem.Invalid("catalogue.zone-acts", "请选择授权特定区域办理的环节。", "ZoneActs"));
        }

        var items = await ItemsAsync(command, batch, act, problems, ct);
        var receivers = items.Count == 0 ? [] : await ReceiversAsync(command, items[0], problems, ct);
        if (items.Count * receivers.Count > Most)
        {
            problems.Add(Problem.Invalid("catalogue.adjustment-large", $"事项数乘以承接单位数不能超过 {Most}，请分次申请。", "Codes"));
        }

        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        var giver = items[0];
        var made = Model.PermissionAdjustment.Apply(
            batch, command.Kind, giver.OrganisationId, giver.OrganisationName, giver.RegionCode,
            command.GiverKeeps, command.Reason!.Trim(), command.Power!.Trim(), act);
        foreach (var receiver in receivers)
        {
            db.Add(await ReceiverAsync(made.Id, receiver, command.Zone, command.ZoneActs, act, ct));
        }

        return await SaveAsync(made, items, receivers.Select(r => r.Name), act, ct);
    }

    /// <summary>Starts the recall of grants of one giver; it passes the same gates, of the giver that takes back (01.35).</summary>
    public async Task<Outcome<Guid>> RecallAsync(Guid batchId, IReadOnlyList<Guid> grantIds, string? reason, Act act, CancellationToken ct)
    {
        var opened = await BatchAsync(batchId, act, ct);
        if (!opened.TryGet(out var batch))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var problems = Texts(reason, "收回");
        var grants = await db.Set<ItemGrant>().VisibleTo(act.Actor).Where(g => grantIds.Contains(g.Id) && g.RecalledAt == null).ToListAsync(ct);
        if (grants.Count == 0 || grants.Count != grantIds.Distinct().Count() || grants.Select(g => g.GiverId).Distinct().Count() != 1 || !Gives(grants[0], act.Actor))
        {
            problems.Add(Problem.Invalid("catalogue.recall-grants", "请选择本单位（或您管理的区划内同一单位）下放、委托出去、尚未收回的事项。", "grants"));
        }
        else if (grants.Any(g => g.RecallId is not null))
        {
            problems.Add(Problem.Conflict("catalogue.recall-running", "其中有事项正在办理收回，请在权限调整里查看进度。"));
        }

        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        var giver = (await organisations.FindAsync(grants[0].GiverId, ct))!;
        var made = Model.PermissionAdjustment.Apply(batch, AdjustmentKind.Recall, giver.Id, giver.Name, giver.RegionCode, true, reason!.Trim(), $"收回 {grants.Count} 项", act);
        foreach (var grant in grants)
        {
            grant.RecallId = made.Id;
            grant.Revision++;
        }

        db.Add(await ReceiverAsync(made.Id, giver, ZoneKind.None, ZoneActs.None, act, ct));
        var ids = grants.Select(g => g.ItemId).ToList();
        return await SaveAsync(made, await db.Set<Item>().Where(i => ids.Contains(i.Id)).ToListAsync(ct), [giver.Name], act, ct);
    }

    internal static List<Problem> Texts(string? reason, string? power)
    {
        var problems = new List<Problem>();
        if ((reason ?? "").Trim().Length is 0 or > 1000)
        {
            problems.Add(Problem.Invalid("catalogue.adjustment-reason", "请写明调整的理由，不超过 1000 个字。", "Reason"));
        }

        if ((power ?? "").Trim().Length is 0 or > 2000)
        {
            problems.Add(Problem.Invalid("catalogue.adjustment-power", "请写明调整的权限内容，不超过 2000 个字。", "Power"));
        }

        return problems;
    }

    private static bool Gives(ItemGrant grant, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager } post => grant.GiverRegionCode.StartsWith(post.RegionCode, StringComparison.Ordinal),
        { Role: Roles.ItemEditor } post => grant.GiverId == post.OrganisationId,
        _ => false,
    };

    private async Task<Outcome<AdjustmentBatch>> BatchAsync(Guid id, Act act, CancellationToken ct)
    {
        var batch = await db.Set<AdjustmentBatch>().AsNoTracking().VisibleTo(act.Actor).SingleOrDefaultAsync(b => b.Id == id, ct);
        return batch is null ? NoBatch : batch.Admits(LegalDay.Of(act.At)) ? batch : Closed;
    }

    /// <summary>What somebody may apply to give away in a batch.</summary>
    public static IQueryable<Item> Given(Database db, AdjustmentBatch batch, Actor actor) =>
        db.Set<Item>().KeptBy(actor).Where(i => i.Kind == ItemKind.Implementation && i.Status == ItemStatus.InUse && i.RegionCode.StartsWith(batch.RegionCode));

    private async Task<List<Item>> ItemsAsync(Command command, AdjustmentBatch batch, Act act, List<Problem> problems, CancellationToken ct)
    {
        var codes = (command.Codes ?? "").Split((char[])['\n', '\r', ' ', '，', ','], StringSplitOptions.RemoveEmptyEntries).Concat(command.Items).Distinct().Take(Most + 1).ToList();
        var items = await Given(db, batch, act.Actor).Where(i => codes.Contains(i.Code)).ToListAsync(ct);
        if (codes.Count == 0 || codes.Except(items.Select(i => i.Code)).ToList() is { Count: > 0 })
        {
            var unknown = codes.Except(items.Select(i => i.Code)).Take(5).ToList();
            problems.Add(unknown.Count == 0
                ? Problem.Invalid("catalogue.adjustment-items", "请选择要调整的事项，或填写事项编码，每行一个。", "Items")
                : Problem.Invalid("catalogue.adjustment-items", $"没有找到您管理范围内在用的这些事项：{string.Join("、", unknown)}。请核对编码。", "Codes"));
        }
        else if (items.Select(i => i.OrganisationId).Distinct().Count() > 1)
        {
            problems.Add(Problem.Invalid("catalogue.adjustment-giver", "一次申请只能调整同一个单位的事项，请分开申请。", "Codes"));
        }

        return items;
    }

    private async Task<IReadOnlyList<OrganisationInfo>> ReceiversAsync(Command command, Item giver, List<Problem> problems, CancellationToken ct)
    {
        var receivers = (await organisations.NamedAsync([.. command.Receivers.Distinct().Take(Most)], ct))
            .Where(found => found.Id != giver.OrganisationId && found.RegionCode.StartsWith(giver.RegionCode, StringComparison.Ordinal)).ToList();

        if (receivers.Count == 0 || receivers.Count != command.Receivers.Distinct().Count())
        {
            problems.Add(Problem.Invalid("catalogue.adjustment-receivers", $"请选择承接单位：{giver.OrganisationName}所在区划内的下级或特定区域单位。", "Receivers"));
        }

        return receivers;
    }

    private async Task<AdjustmentReceiver> ReceiverAsync(Guid adjustmentId, OrganisationInfo of, ZoneKind zone, ZoneActs acts, Act act, CancellationToken ct) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        AdjustmentId = adjustmentId,
        OrganisationId = of.Id,
        OrganisationName = of.Name,
        RegionCode = of.RegionCode,
        RegionName = (await regions.FindAsync(of.RegionCode, ct))?.FullName ?? "",
        Zone = zone,
        ZoneActs = zone == ZoneKind.None ? ZoneActs.None : acts,
    };

    private async Task<Outcome<Guid>> SaveAsync(Model.PermissionAdjustment made, IReadOnlyList<Item> items, IEnumerable<string> receivers, Act act, CancellationToken ct)
    {
        db.Add(made);
        db.Add(AdjustmentApplicant.Of(made));
        db.AddRange(items.Select(i => new AdjustmentItem { AdjustmentId = made.Id, ItemId = i.Id, Code = i.Code, Name = i.Name }));
        db.Record(made, act, "applied", new { kind = (int)made.Kind, giver = made.GiverName, receivers, items = items.Select(i => i.Code), made.Power, made.Reason });
        await tell.NextAsync(made, ct);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? made.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
