using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Publishes a list as an immutable version: one manager of the region puts it forward, another approves or refuses.</summary>
internal sealed class PublishList(Database db, IMessages messages, IOrganisations organisations)
{
    private const int ShownDifferences = 2000;

    /// <summary>A large department is told through a few.</summary>
    private const int MostTold = 10;
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.list-published-meanwhile", "这个清单刚刚由其他人提交或发布，请刷新后再操作。");
    private static readonly Problem NotOpen = Problem.NotFound("catalogue.list-proposal-unknown", "没有找到待审核的清单，可能已经审核过。请刷新页面查看。");

    public async Task<Outcome<Guid>> ProposeAsync(RegisterList list, string? note, Act act, CancellationToken ct)
    {
        var said = (note ?? "").Trim();
        if (said.Length is 0 or > 500)
        {
            return Problem.Invalid("catalogue.list-note", "请写明这次发布的原因或依据，不超过 500 个字。", "Note");
        }

        var region = act.Actor.Post!.RegionCode;
        if (await OpenAsync(list, region, ct) is not null)
        {
            return Problem.Conflict("catalogue.list-open", "这个清单已经提交，正在等待另一位管理人员审核。");
        }

        var entries = await EntriesAsync(list, act.Actor, ct);
        if (entries.Count == 0)
        {
            return Problem.Invalid("catalogue.list-empty", "清单里还没有内容，请先添加或导入。", "Note");
        }

        var last = await LastAsync(list, region, ct);
        var fingerprint = FingerprintOf([.. entries.Select(e => e.Facts)]);
        if (last is not null && FingerprintOf(await PublishedAsync(last.Id, ct)) == fingerprint)
        {
            return Problem.Invalid("catalogue.list-unchanged", $"清单内容与第 {last.Number} 版相同，不需要发布。", "Note");
        }

        if (await ContradictionAsync(list, region, ct) is { } contradiction)
        {
            return contradiction with { Field = "Note" };
        }

        var proposal = await PutForwardAsync(list, region, fingerprint, entries.Count, said, act, ct);
        var saved = await db.SaveAsync(ct, Meanwhile);
        return saved.Ok ? proposal.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>
    /// Puts the list of a region forward because something that it was changed for came to nothing, with the entries as they will be by the save that carries this. Saves nothing; the
    /// second manager decides as on any other, and the list may be empty.
    /// </summary>
    /// <param name="changed">null: taken off.</param>
    /// <returns>Whether it was put forward: not while another waits for its answer.</returns>
    public async Task<bool> StageAsync(RegisterList list, string region, IReadOnlyDictionary<Guid, EntryFacts?> changed, string note, Act act, CancellationToken ct)
    {
        if (await OpenAsync(list, region, ct) is not null)
        {
            return false;
        }

        var compiled = await EntriesAsync(list, db.Set<RegisterEntry>().Where(e => e.List == list.Key && e.RegionCode == region), ct);
        List<EntryFacts> entries = [.. compiled.Where(e => !changed.ContainsKey(e.Entry.Id)).Select(e => e.Facts), .. changed.Values.OfType<EntryFacts>()];
        await PutForwardAsync(list, region, FingerprintOf(entries), entries.Count, note, act, ct);
        return true;
    }

    public async Task<Outcome<Guid>> ApproveAsync(RegisterList list, Act act, CancellationToken ct)
    {
        var region = act.Actor.Post!.RegionCode;
        if (await OpenAsync(list, region, ct) is not { } proposal)
        {
            return NotOpen;
        }

        if (proposal.ProposedById == act.Actor.Id)
        {
            return Problem.Forbidden("catalogue.list-same-person", "清单由您提交，请由本地区的另一位事项管理人员审核。");
        }

        if (act.SawOther(proposal.Id))
        {
            return Database.ChangedMeanwhile;
        }

        var entries = await EntriesAsync(list, act.Actor, ct);
        if (FingerprintOf([.. entries.Select(e => e.Facts)]) != proposal.Fingerprint)
        {
            return Problem.Conflict("catalogue.list-changed", "提交之后清单内容又有改动，请退回，由提交人核对后重新提交。");
        }

        // Items go on while a proposal waits: one may have entered the hall.
        if (await ContradictionAsync(list, region, ct) is { } contradiction)
        {
            return contradiction;
        }

        var last = await LastAsync(list, region, ct);
        var before = last is null ? [] : await PublishedAsync(last.Id, ct);
        var difference = ListDifference.Of(list, before, [.. entries.Select(e => e.Facts)]);
        var version = new ListVersion
        {
            Id = Guid.CreateVersion7(act.At),
            List = list.Key,
            RegionCode = region,
            Number = (last?.Number ?? 0) + 1,
            Entries = entries.Count,
            Difference = string.Join('\n', difference.Count <= ShownDifferences ? difference : [.. difference.Take(ShownDifferences), $"另有 {difference.Count - ShownDifferences} 处不同"]),
            Note = proposal.Note,
            ProposedById = proposal.ProposedById,
            ProposedByName = proposal.ProposedByName,
            ApprovedById = act.Actor.Id,
            ApprovedByName = act.Actor.Name,
            PublishedAt = act.At,
        };
        proposal.Decide(true, "", act);
        db.Add(version);
        db.AddRange(entries.Select(e => ListVersionEntry.Of(version.Id, e.Entry)));
        db.AddRange(entries.SelectMany(e => e.Facts.Targets!.Select(code => new ListVersionTarget { VersionId = version.Id, EntryId = e.Entry.Id, TargetCode = code })));
        db.Record(proposal, act, "list-published", new { version = version.Number, versionId = version.Id });
        Tell(proposal.ProposedById, proposal, list, "published", $"{list.Name}已公布", $"您提交的{list.Name}已由{act.Actor.Name}审核通过，公布为第 {version.Number} 版。");
        var saved = await db.SaveAsync(ct, Meanwhile);
        return saved.Ok ? version.Id : Outcome<Guid>.Because(saved.Problems);
    }

    public async Task<Outcome> RefuseAsync(RegisterList list, Act act, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > 500)
        {
            return Problem.Invalid("catalogue.list-reason", "请写明退回的理由，不超过 500 个字。", "Reason");
        }

        if (await OpenAsync(list, act.Actor.Post!.RegionCode, ct) is not { } proposal)
        {
            return NotOpen;
        }

        if (act.SawOther(proposal.Id))
        {
            return Database.ChangedMeanwhile;
        }

        proposal.Decide(false, act.Reason, act);
        db.Record(proposal, act, "list-refused");
        if (proposal.ProposedById != act.Actor.Id)
        {
            Tell(proposal.ProposedById, proposal, list, "refused", $"{list.Name}被退回", $"您提交的{list.Name}被{act.Actor.Name}退回，请修改后重新提交。理由：{act.Reason}");
        }

        return await db.SaveAsync(ct, Meanwhile);
    }

    private async Task<ListProposal> PutForwardAsync(RegisterList list, string region, string fingerprint, int entries, string note, Act act, CancellationToken ct)
    {
        var proposal = ListProposal.Of(list.Key, region, fingerprint, note, act);
        db.Add(proposal);
        db.Record(proposal, act, "list-proposed", new { proposal.List, proposal.Fingerprint, entries });
        foreach (var staff in (await organisations.InRegionAsync(Roles.CatalogueManager, region, ct)).Select(c => c.StaffId).Distinct().Where(id => id != act.Actor.Id).Take(MostTold))
        {
            Tell(staff, proposal, list, "to-approve", $"{list.Name}待审核公布", $"{act.Actor.Name}提交了{list.Name}，说明：{note}。请核对与上一版的不同，审核公布或退回。");
        }

        return proposal;
    }

    /// <summary>What would be new against the version in force: what the second manager decides on.</summary>
    public async Task<IReadOnlyList<string>> DifferenceAsync(RegisterList list, Actor actor, CancellationToken ct)
    {
        var last = await LastAsync(list, actor.Post!.RegionCode, ct);
        return ListDifference.Of(list, last is null ? [] : await PublishedAsync(last.Id, ct), [.. (await EntriesAsync(list, actor, ct)).Select(e => e.Facts)]);
    }

    public Task<ListProposal?> OpenAsync(RegisterList list, string region, CancellationToken ct) =>
        db.Set<ListProposal>().SingleOrDefaultAsync(p => p.List == list.Key && p.RegionCode == region && p.DecidedAt == null, ct);

    /// <summary>Of everything that becomes public: the facts and what the entries correspond to.</summary>
    public static string FingerprintOf(IReadOnlyList<EntryFacts> entries) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', entries.OrderBy(e => e.Number, StringComparer.Ordinal).Select(e => e.Text())))));

    private Task<List<(RegisterEntry Entry, EntryFacts Facts)>> EntriesAsync(RegisterList list, Actor actor, CancellationToken ct) => EntriesAsync(list, db.EntriesOf(list, actor), ct);

    private async Task<List<(RegisterEntry Entry, EntryFacts Facts)>> EntriesAsync(RegisterList list, IQueryable<RegisterEntry> all, CancellationToken ct)
    {
        var present = all.AsNoTracking().Where(e => e.RemovedAt == null);
        var entries = await present.OrderBy(e => e.Number).ToListAsync(ct);
        var mappings = db.Set<ListMapping>().AsNoTracking().Where(m => present.Any(e => e.Id == m.EntryId));
        var codes = list.Mapped ? (await mappings.Select(m => new { m.EntryId, m.TargetCode }).ToListAsync(ct)).ToLookup(m => m.EntryId, m => m.TargetCode) : null;
        return entries.ConvertAll(e => (e, e.Facts() with { Targets = codes is null ? [] : EntryFacts.Ordered(codes[e.Id]) }));
    }

    private Task<ListVersion?> LastAsync(RegisterList list, string region, CancellationToken ct) =>
        db.Set<ListVersion>().AsNoTracking().Where(v => v.List == list.Key && v.RegionCode == region).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);

    private async Task<List<EntryFacts>> PublishedAsync(Guid versionId, CancellationToken ct)
    {
        var entries = await db.Set<ListVersionEntry>().AsNoTracking().Where(e => e.VersionId == versionId).OrderBy(e => e.Number).ToListAsync(ct);
        var codes = (await db.Set<ListVersionTarget>().AsNoTracking().Where(t => t.VersionId == versionId).ToListAsync(ct)).ToLookup(t => t.EntryId, t => t.TargetCode);
        return entries.ConvertAll(e => e.Facts() with { Targets = EntryFacts.Ordered(codes[e.EntryId]) });
    }

    private void Tell(Guid staff, ListProposal proposal, RegisterList list, string step, string title, string body) =>
        messages.Send(db, new NewMessage(staff, title, body, $"list-{step}:{proposal.Id:N}:{staff:N}", $"/office/lists/{list.Key}/versions"));

    /// <summary>An item cannot both be in the hall and on the list of those that are not.</summary>
    private async Task<Problem?> ContradictionAsync(RegisterList list, string region, CancellationToken ct)
    {
        List<string> both = list.Key != RegisterLists.HallNegative
            ? []
            : await db.Set<ListMapping>().Where(m => m.List == list.Key && m.RegionCode == region && db.Set<RegisterEntry>().Any(e => e.Id == m.EntryId && e.RemovedAt == null))
                .Join(db.Set<ListItem>().Where(i => i.List == DerivedLists.Hall), m => m.TargetCode, i => i.Code, (_, i) => i.Name).Order().Take(10).ToListAsync(ct);
        return both.Count == 0 ? null
            : Problem.Conflict("catalogue.list-contradiction", $"负面清单与进驻事项清单矛盾：{string.Join('、', both)}。请先改正事项的“是否进驻政务大厅”，或移出负面清单后重新提交。");
    }
}
