using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.ManualChecks;

/// <summary>A manager gives a sample of items to a colleague to read: named ones, or some drawn by chance (02.10). Nobody checks the items of his own organisation.</summary>
internal sealed class AssignChecks(Database db, IOrganisations organisations, IMessages messages, WorkingCalendars calendars)
{
    public const int MostItems = 50;
    private const int UsualDays = 10;

    internal sealed class Command
    {
        public Guid? ReviewerId { get; set; }

        /// <summary>Codes, one a line; empty: drawn by chance.</summary>
        public string? Codes { get; set; }

        public int? Count { get; set; }

        public string? TypeCode { get; set; }

        public Guid? OrganisationId { get; set; }

        public int? Days { get; set; }
    }

    /// <summary>Who can be given a sample: managers and editors of the manager's own region.</summary>
    public async Task<IReadOnlyList<Colleague>> ReviewersAsync(Actor actor, CancellationToken ct) => actor.Post is { Role: Roles.CatalogueManager } post
        ? [
            .. (await organisations.InRegionAsync(Roles.CatalogueManager, post.RegionCode, ct))
                .Concat(await organisations.InRegionAsync(Roles.ItemEditor, post.RegionCode, ct)).DistinctBy(c => c.StaffId),
        ]
        : [];

    /// <returns>How many items were assigned.</returns>
    public async Task<Outcome<int>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        if ((await ReviewersAsync(act.Actor, ct)).FirstOrDefault(c => c.StaffId == command.ReviewerId) is not { } reviewer)
        {
            return Problem.Invalid("catalogue.check-reviewer", "请选择校验人。", nameof(Command.ReviewerId));
        }

        if (command.Days is < 1 or > 60)
        {
            return Problem.Invalid("catalogue.check-days", "请填写 1 至 60 个工作日。", nameof(Command.Days));
        }

        var sample = await SampleAsync(command, reviewer, act, ct);
        if (!sample.TryGet(out var items))
        {
            return Outcome<int>.Because(sample.Problems);
        }

        var due = (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(act.At), command.Days ?? UsualDays);
        var versions = await VersionsInForce.OfAsync(db, items, LegalDay.Of(act.At), ct);
        foreach (var (i, item) in items.Index())
        {
            // The first stands for the sample: the same form sent twice draws no second one.
            var version = versions[item.Id];
            var check = new ManualCheck
            {
                Id = i == 0 ? act.NewId() : Guid.CreateVersion7(act.At), ItemId = item.Id, ItemCode = item.Code, ItemName = version.Name, VersionId = version.Id, Version = version.Number,
                OrganisationId = item.OrganisationId, OrganisationName = item.OrganisationName, RegionCode = item.RegionCode, ReviewerId = reviewer.StaffId, ReviewerName = reviewer.Name,
                AssignedById = act.Actor.Id, AssignedByName = act.Actor.Name, AssignedAt = act.At, DueOn = due,
            };
            db.Add(check);
            db.Record(check, act, "check-assigned", new { reviewer = reviewer.Name, due });
        }

        messages.Send(db, new NewMessage(
            reviewer.StaffId, "有事项请您人工校验", $"{act.Actor.Name}请您校验 {items.Count} 个事项的要素逻辑，{LegalDay.Date(due)}前完成。", $"manual-check:{Guid.CreateVersion7():N}", ChecksPageModel.Path));
        var saved = await db.SaveAsync(ct, Problem.Conflict("catalogue.check-there", "其中有事项已经交给这位同事校验，请去掉后再分配。"));
        return saved.Ok ? items.Count : Outcome<int>.Because(saved.Problems);
    }

    /// <summary>How many items were assigned with one.</summary>
    public Task<int> CountAsync(Guid check, CancellationToken ct) =>
        db.Set<ManualCheck>().CountAsync(c => db.Set<ManualCheck>().Any(f => f.Id == check && f.AssignedById == c.AssignedById && f.AssignedAt == c.AssignedAt), ct);

    /// <summary>The organisation whose items a reviewer does not read; a manager keeps the items of none.</summary>
    public static Guid OwnOf(Colleague reviewer) => reviewer.Role == Roles.CatalogueManager ? Guid.Empty : reviewer.OrganisationId;

    private async Task<Outcome<List<Item>>> SampleAsync(Command command, Colleague reviewer, Act act, CancellationToken ct)
    {
        var offered = db.Set<Item>().AsNoTracking().KeptBy(act.Actor).Where(i => i.Status == ItemStatus.InUse && i.Kind == ItemKind.Implementation);
        var items = VersionsInForce.Of(db, offered, LegalDay.Of(act.At)).Select(x => x.Item);
        var codes = (command.Codes ?? "").Split((char[])['\n', '\r', ' ', ',', '，'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        if (codes.Count > MostItems || (codes.Count == 0 && command.Count is not (>= 1 and <= MostItems)))
        {
            return Problem.Invalid("catalogue.check-count", $"请填写事项编码，或抽取的数量（1 至 {MostItems}）。", codes.Count > 0 ? nameof(Command.Codes) : nameof(Command.Count));
        }

        var own = act.Actor.Id == reviewer.StaffId ? Guid.Empty : OwnOf(reviewer);
        if (codes.Count > 0)
        {
            var named = await items.Where(i => codes.Contains(i.Code)).ToListAsync(ct);
            if (codes.Except(named.Select(i => i.Code)).FirstOrDefault() is { } missing)
            {
                return Problem.Invalid("catalogue.check-item", $"没有找到在用的事项 {missing}，或不在您的管理范围内。", nameof(Command.Codes));
            }

            return named.Find(i => i.OrganisationId == own) is { } mine
                ? Problem.Invalid("catalogue.check-own", $"“{mine.Name}”是校验人本单位的事项，请换一位校验人。", nameof(Command.ReviewerId))
                : named;
        }

        items = command.TypeCode is { Length: > 0 } type ? items.Where(i => i.TypeCode == type) : items;
        items = command.OrganisationId is { } organisation ? items.Where(i => i.OrganisationId == organisation) : items;
        var drawn = await items
            .Where(i => i.OrganisationId != own && !db.Set<ManualCheck>().Any(c => c.ItemId == i.Id && c.ReviewerId == reviewer.StaffId && c.DoneAt == null && c.WithdrawnAt == null))
            .OrderBy(_ => EF.Functions.Random()).Take(command.Count!.Value).ToListAsync(ct);
        return drawn.Count > 0 ? drawn : Problem.Invalid("catalogue.check-none", "没有符合条件的事项可以抽取，请放宽条件。", nameof(Command.Count));
    }
}
