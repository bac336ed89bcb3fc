using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>Proposes that functions move to the organisation that succeeds (机构改革, 01.41), after a trial run that counts what would move. Changes nothing but the proposal.</summary>
internal sealed class ProposeReorganisation(Database db, IOrganisations organisations, IStaffPosts posts, SplitItems split, IEnumerable<IRehomes> parts, TellReorganisation tell)
{
    public const int MostItems = 500;
    public const int MostSources = 50;
    private const int MostPosts = 100;

    internal sealed class Command
    {
        public List<Guid> From { get; set; } = [];

        public Guid? To { get; set; }

        /// <summary>Codes of what was looked for and chosen; with <see cref="Codes"/> empty: everything.</summary>
        public List<string> Items { get; set; } = [];

        /// <summary>One code a line.</summary>
        public string? Codes { get; set; }

        /// <summary>Other successors, for what the main one does not get.</summary>
        public List<SplitItems.Share> Shares { get; set; } = [];

        /// <summary>The posts of the organisations go to the main successor too.</summary>
        public bool Posts { get; set; }

        public DateOnly? EffectiveOn { get; set; }

        public string? Reason { get; set; }
    }

    /// <param name="Parts">What would move, and to whom.</param>
    /// <param name="Posts">The posts about which somebody has to decide, since they do not go too.</param>
    /// <param name="Warnings">What does not move by itself.</param>
    internal sealed record Report(IReadOnlyList<(string To, string Name, int Count)> Parts, IReadOnlyList<HeldPost> Posts, IReadOnlyList<string> Warnings);

    private sealed record Plan(
        OrganisationInfo To, IReadOnlyList<OrganisationInfo> From, IReadOnlyList<Guid>? Items, IReadOnlyList<SplitItems.Part> Shares, bool Posts, DateOnly EffectiveOn, string Reason);

    public async Task<Outcome<Report>> TryAsync(Command command, Act act, CancellationToken ct)
    {
        var planned = await ReadAsync(command, act, ct);
        if (!planned.TryGet(out var plan))
        {
            return Outcome<Report>.Because(planned.Problems);
        }

        var counts = new List<(string, string, int)>();
        IReadOnlyList<Guid> from = [.. plan.From.Select(f => f.Id)];
        var shares = plan.Shares.Select(s => new Rehoming(Guid.Empty, from, s.To.Id, s.To.Name, s.Items, plan.Reason, Rehoming.EndOfTime)).ToList();
        var main = new Rehoming(Guid.Empty, from, plan.To.Id, plan.To.Name, plan.Items, plan.Reason, Rehoming.EndOfTime) { Posts = plan.Posts && plan.Items is null };
        foreach (var part in parts)
        {
            var given = 0;
            foreach (var share in shares)
            {
                var count = await part.CountAsync(share, ct);
                given += count;
                counts.Add((share.ToName, part.Name, count));
            }

            // The main successor comes last and gets the rest.
            counts.Add((main.ToName, part.Name, Math.Max(0, await part.CountAsync(main, ct) - (plan.Items is null ? given : 0))));
        }

        var warnings = new List<string>();
        IReadOnlyList<string> handling = [Roles.Reviewer, Roles.Approver];
        var held = await posts.HeldAsync(from, LegalDay.Of(act.At), MostPosts, ct);
        var (going, left) = main.Posts ? (held, (IReadOnlyList<HeldPost>)[]) : ([], held);
        warnings.AddRange(left.GroupBy(h => h.OrganisationName).Select(g =>
            $"{g.Key}有 {g.Count()} 个在岗岗位。岗位不随事项移交，请管理员在“人员与岗位”里为{plan.To.Name}配备人员，或勾选“岗位一并移交”。"));
        foreach (var share in shares)
        {
            var there = await organisations.ColleaguesAsync(share.ToId, handling, ct);
            warnings.AddRange(handling.Where(role => there.All(c => c.Role != role)).Select(role => $"{share.ToName}还没有在岗的{Roles.Names[role]}，移交后的环节无人办理。请先配备。"));
        }

        var ready = await organisations.ColleaguesAsync(plan.To.Id, handling, ct);
        warnings.AddRange(handling.Where(role => ready.All(c => c.Role != role) && going.All(h => h.Role != role)).Select(role => $"{plan.To.Name}还没有在岗的{Roles.Names[role]}，移交后的环节无人办理。请先配备。"));
        return new Report([.. counts.OrderBy(c => c.Item1 == main.ToName)], left, warnings);
    }

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        var planned = await ReadAsync(command, act, ct);
        if (!planned.TryGet(out var plan))
        {
            return Outcome<Guid>.Because(planned.Problems);
        }

        var made = Reorganisation.Propose(plan.To.RegionCode, plan.To.Id, plan.To.Name, plan.Items is null, plan.EffectiveOn, plan.Reason, plan.Posts && plan.Items is null, act);
        db.Add(made);
        db.AddRange(plan.From.Select(f => new ReorganisationSource { ReorganisationId = made.Id, OrganisationId = f.Id, OrganisationName = f.Name }));
        db.AddRange((plan.Items ?? []).Select(i => new ReorganisationItem { ReorganisationId = made.Id, ItemId = i, ToId = plan.To.Id, ToName = plan.To.Name }));
        db.AddRange(plan.Shares.SelectMany(s => s.Items.Select(i => new ReorganisationItem { ReorganisationId = made.Id, ItemId = i, ToId = s.To.Id, ToName = s.To.Name })));
        var shares = plan.Shares.Select(s => new { to = s.To.Name, items = s.Items.Count });
        db.Record(made, act, "proposed",
            new { from = plan.From.Select(f => f.Name), to = plan.To.Name, items = plan.Items?.Count, shares, plan.Posts, effective = plan.EffectiveOn, plan.Reason });
        await tell.ProposedAsync(made, ct);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? made.Id : Outcome<Guid>.Because(saved.Problems);
    }

    private async Task<Outcome<Plan>> ReadAsync(Command command, Act act, CancellationToken ct)
    {
        var problems = new List<Problem>();
        var region = act.Actor.Post!.RegionCode;
        var to = command.To is { } target ? await organisations.FindAsync(target, ct) : null;
        if (to?.RegionCode.StartsWith(region, StringComparison.Ordinal) != true)
        {
            problems.Add(Problem.Invalid("catalogue.successor", "请选择承接职能的单位，须在您管理的区划内。", "To"));
            to = null;
        }

        var from = new List<OrganisationInfo>();
        foreach (var found in await organisations.NamedAsync([.. command.From.Distinct().Take(MostSources)], ct))
        {
            if (found.RegionCode.StartsWith(region, StringComparison.Ordinal) && found.Id != to?.Id)
            {
                from.Add(found);
            }
        }

        if (from.Count == 0 || from.Count != command.From.Distinct().Count())
        {
            problems.Add(Problem.Invalid("catalogue.predecessors", $"请选择移交职能的单位（不超过 {MostSources} 个，不能是承接单位自己）。", "From"));
        }
        else if (to is not null && from.Any(f => f.RegionCode != to.RegionCode))
        {
            problems.Add(Problem.Invalid("catalogue.reorganise-level", "机构改革只在同级单位之间移交。上下级之间请办理“权限调整”。", "To"));
        }

        if (command.EffectiveOn is not { } day || day < LegalDay.Of(act.At))
        {
            problems.Add(Problem.Invalid("catalogue.effective-day", "请填写生效日期，今天或以后。", "EffectiveOn"));
        }

        var reason = (command.Reason ?? "").Trim();
        if (reason.Length is 0 or > 1000)
        {
            problems.Add(Problem.Invalid("catalogue.reorganise-reason", "请写明依据和原因（机构改革文件名称、文号），不超过 1000 个字。", "Reason"));
        }

        var items = await ItemsAsync(command, [.. from.Select(f => f.Id)], problems, ct);
        var shares = await split.ReadAsync(command.Shares, to, [.. from], items, region, problems, ct);
        if (command.Posts && items is not null)
        {
            problems.Add(Problem.Invalid("catalogue.reorganise-posts", "只移交部分事项时，岗位不能一并移交。请取消勾选，或移交全部事项。", "Posts"));
        }

        return problems.Count > 0 ? Outcome<Plan>.Because(problems) : new Plan(to!, from, items, shares, command.Posts, command.EffectiveOn!.Value, reason);
    }

    private async Task<IReadOnlyList<Guid>?> ItemsAsync(Command command, IReadOnlyList<Guid> from, List<Problem> problems, CancellationToken ct)
    {
        var codes = (command.Codes ?? "").Split((char[])['\n', '\r', ' ', '，', ','], StringSplitOptions.RemoveEmptyEntries).Concat(command.Items).Distinct().Take(MostItems + 1).ToList();
        if (codes.Count == 0)
        {
            return null;
        }

        var found = await db.Set<Item>().Where(i => codes.Contains(i.Code) && from.Contains(i.OrganisationId)).Select(i => new { i.Id, i.Code }).ToListAsync(ct);
        if (codes.Count > MostItems)
        {
            problems.Add(Problem.Invalid("catalogue.reorganise-many", $"一次最多指定 {MostItems} 个事项；全部移交时请留空。", "Codes"));
        }
        else if (codes.Except(found.Select(f => f.Code)).ToList() is { Count: > 0 } unknown)
        {
            problems.Add(Problem.Invalid("catalogue.reorganise-codes", $"没有找到移交单位的这些事项：{string.Join("、", unknown.Take(5))}。请核对编码。", "Codes"));
        }

        return [.. found.Select(f => f.Id)];
    }
}
