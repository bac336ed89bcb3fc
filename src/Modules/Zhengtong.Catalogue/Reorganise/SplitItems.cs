using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>
/// Splits the items of organisations among several successors (01.41): named one by one, or by a rule on type and name. An item goes to one successor; what nobody was given goes to the
/// main one. The rule is applied when the reorganisation is proposed, so that whoever approves sees what goes where.
/// </summary>
internal sealed class SplitItems(Database db, IOrganisations organisations)
{
    public const int MostShares = 5;

    /// <summary>More than this is no exception any more: propose it the other way round.</summary>
    public const int MostItems = 2000;

    private static readonly char[] Between = ['\n', '\r', ' ', '，', ',', '、'];

    internal sealed class Share
    {
        public Guid? To { get; set; }

        /// <summary>Codes of what was looked for and chosen.</summary>
        public List<string> Items { get; set; } = [];

        /// <summary>One code a line.</summary>
        public string? Codes { get; set; }

        /// <summary>Every item of these types.</summary>
        public List<string> Types { get; set; } = [];

        /// <summary>Every item with one of these words in its name; with types: both.</summary>
        public string? Words { get; set; }

        public bool IsEmpty => To is null && Types.Count == 0 && Items.Count == 0 && string.IsNullOrWhiteSpace(Codes) && string.IsNullOrWhiteSpace(Words);
    }

    internal sealed record Part(OrganisationInfo To, IReadOnlyList<Guid> Items);

    /// <param name="chosen">The items that go to the main successor, when these were chosen; null: all that is left.</param>
    public async Task<IReadOnlyList<Part>> ReadAsync(
        IReadOnlyList<Share> shares, OrganisationInfo? main, IReadOnlyList<OrganisationInfo> from, IReadOnlyList<Guid>? chosen, string region, List<Problem> problems, CancellationToken ct)
    {
        var parts = new List<Part>();
        var taken = (chosen ?? []).ToHashSet();
        for (var i = 0; i < Math.Min(shares.Count, MostShares); i++)
        {
            if (shares[i].IsEmpty)
            {
                continue;
            }

            var at = $"Shares[{i}].";
            var to = shares[i].To is { } id ? await organisations.FindAsync(id, ct) : null;
            if (to is null || !to.RegionCode.StartsWith(region, StringComparison.Ordinal) || to.RegionCode != (main?.RegionCode ?? to.RegionCode)
                || to.Id == main?.Id || from.Any(f => f.Id == to.Id) || parts.Exists(p => p.To.Id == to.Id))
            {
                problems.Add(Problem.Invalid("catalogue.share-successor", "请为这一份选择承接单位：同级、在您管理的区划内，不是移交单位，也不与其他承接单位重复。", at + "To"));
                continue;
            }

            var items = await ItemsAsync(shares[i], [.. from.Select(f => f.Id)], at, problems, ct);
            if (items.Count == 0 && problems.All(p => p.Field?.StartsWith(at, StringComparison.Ordinal) != true))
            {
                problems.Add(Problem.Invalid("catalogue.share-empty", "这一份没有任何事项。请填写事项编码，或按类型、名称选择。", at + "Codes"));
            }
            else if (items.Count > MostItems)
            {
                problems.Add(Problem.Invalid("catalogue.share-many", $"这一份超过 {MostItems} 个事项。请把它的承接单位作为主要承接单位，其余的分给其他单位。", at + "Codes"));
            }

            // Whoever comes first has it; named twice is told.
            if (items.Where(x => x.Named && taken.Contains(x.Id)).ToList() is { Count: > 0 } twice)
            {
                problems.Add(Problem.Invalid("catalogue.share-twice", $"有 {twice.Count} 个事项已分给前面的承接单位，例如 {twice[0].Code}。一个事项只能有一个承接单位。", at + "Codes"));
            }

            parts.Add(new Part(to, [.. items.Where(x => taken.Add(x.Id)).Select(x => x.Id)]));
        }

        if (shares.Count(s => !s.IsEmpty) > MostShares)
        {
            problems.Add(Problem.Invalid("catalogue.shares", $"其他承接单位最多 {MostShares} 个。", "Shares"));
        }

        return [.. parts.Where(p => p.Items.Count > 0)];
    }

    private async Task<List<(Guid Id, string Code, bool Named)>> ItemsAsync(Share share, IReadOnlyList<Guid> from, string at, List<Problem> problems, CancellationToken ct)
    {
        var codes = (share.Codes ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Concat(share.Items).Distinct().Take(MostItems + 1).ToList();
        var words = (share.Words ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        var items = RehomeItems.Handed(db, from).AsNoTracking();
        var found = new List<(Guid, string, bool)>();
        if (codes.Count > 0)
        {
            var named = await items.Where(i => codes.Contains(i.Code)).OrderBy(i => i.Code).Select(i => new { i.Id, i.Code }).ToListAsync(ct);
            found.AddRange(named.Select(n => (n.Id, n.Code, true)));
            if (codes.Except(named.Select(n => n.Code)).ToList() is { Count: > 0 } unknown)
            {
                problems.Add(Problem.Invalid("catalogue.reorganise-codes", $"没有找到移交单位的这些事项：{string.Join("、", unknown.Take(5))}。请核对编码。", at + "Codes"));
            }
        }

        if (share.Types.Count > 0 || words.Count > 0)
        {
            var types = share.Types;
            var ruled = types.Count > 0 ? items.Where(i => types.Contains(i.TypeCode)) : items;
            ruled = words.Count > 0 ? ruled.Where(i => words.Any(w => i.Name.Contains(w))) : ruled;
            var matching = await ruled.OrderBy(i => i.Code).Take(MostItems + 1).Select(i => new { i.Id, i.Code }).ToListAsync(ct);
            found.AddRange(matching.Where(r => !codes.Contains(r.Code)).Select(r => (r.Id, r.Code, false)));
        }

        return found;
    }
}
