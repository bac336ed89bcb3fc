using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.HandOver;

/// <summary>
/// Somebody leaves or changes to another post (离职、调岗, 08.17): one save ends his posts, locks the account of who leaves and keeps to whom his work goes; then each kind of work is handed over.
/// What is interrupted, <see cref="FinishDepartures"/> goes on with.
/// </summary>
internal sealed class Depart(Database db, IEnumerable<IOpenWork> kinds, IOrganisations organisations, SessionStore sessions, IMessages messages)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="To">Kind of work to the colleague who gets it.</param>
    internal sealed record Command(bool Moves, IReadOnlyDictionary<string, Guid?> To);

    /// <summary>One kind of work as it went.</summary>
    internal sealed record Line(string Kind, string To, int Given, int Released);

    public static IReadOnlyList<Line> ReportOf(Departure of) => JsonSerializer.Deserialize<List<Line>>(of.Report, Json)!;

    /// <summary>Who can take work over: colleagues in a post of the same role and organisation, or region where the role works for one.</summary>
    public async Task<IReadOnlyList<Colleague>> ReceiversAsync(Guid staffId, DateOnly today, CancellationToken ct)
    {
        var posts = await db.Set<StaffPost>().AsNoTracking().Where(p => p.StaffId == staffId && p.From <= today && (p.Until == null || p.Until >= today)).ToListAsync(ct);
        var found = new List<Colleague>();
        foreach (var post in posts)
        {
            found.AddRange(Roles.IsRegional(post.Role) ? await organisations.InRegionAsync(post.Role, post.RegionCode, ct) : await organisations.ColleaguesAsync(post.OrganisationId, [post.Role], ct));
        }

        return [.. found.Where(c => c.StaffId != staffId).DistinctBy(c => c.StaffId).OrderBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.StaffId)];
    }

    public async Task<Outcome<Guid>> HandleAsync(Guid staffId, Command command, Act act, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > AskTwo.LongestReason)
        {
            return Problem.Invalid("identity.reason-missing", $"请写明原因（{AskTwo.LongestReason} 字以内），它会留在记录中。", "Reason");
        }

        var found = await db.StaffForAsync(act.Actor, staffId, ct);
        if (!found.TryGet(out var member))
        {
            return Outcome<Guid>.Because(found.Problems);
        }

        var today = LegalDay.Of(act.At);
        var region = act.Actor.Post!.RegionCode;
        var posts = await db.Set<StaffPost>().Where(p => p.StaffId == staffId && (p.Until == null || p.Until >= today)).ToListAsync(ct);
        if (posts.Any(p => !p.RegionCode.StartsWith(region, StringComparison.Ordinal)))
        {
            return Problem.Forbidden("identity.post-above", $"{member.Name}还担任管理范围以外的岗位，请由上级管理员办理。");
        }

        if (await db.LeavesNobodyAsync(staffId, null, today, ct))
        {
            return StaffScope.LastAdministrator;
        }

        var receivers = await ReceiversAsync(staffId, today, ct);
        var plan = new Dictionary<string, Colleague>();
        foreach (var kind in kinds)
        {
            if (command.To.GetValueOrDefault(kind.Key) is { } chosen)
            {
                if (receivers.FirstOrDefault(c => c.StaffId == chosen) is not { } colleague)
                {
                    return Problem.Invalid("identity.receiver-unknown", $"“{kind.Name}”请选择同岗位的在岗同事。", "To");
                }

                plan[kind.Key] = colleague;
            }
            else if (kind.Otherwise is null && (await kind.OfAsync(staffId, 0, ct)).Count > 0)
            {
                return Problem.Invalid("identity.receiver-missing", $"“{kind.Name}”必须移交给一位同事，请选择。没有同岗位同事的，请先新增岗位。", "To");
            }
        }

        foreach (var post in posts)
        {
            post.Until = today.AddDays(-1);
            db.Record(member, act, "post-ended", new { post.Id, post.Role, post.RoleId, post.Until });
        }

        if (!command.Moves)
        {
            (await db.Set<Account>().SingleAsync(a => a.StaffId == staffId, ct)).Lock(act.At);
        }

        var departure = new Departure
        {
            Id = act.NewId(), StaffId = staffId, StaffName = member.Name, RegionCode = await db.Set<Organisation>().Where(o => o.Id == member.OrganisationId).Select(o => o.RegionCode).SingleAsync(ct),
            Moves = command.Moves, Reason = act.Reason, ById = act.Actor.Id, ByName = act.Actor.Name, At = act.At, Plan = JsonSerializer.Serialize(plan, Json),
        };
        db.Add(departure);
        db.Record(member, act, command.Moves ? "moved-on" : "departed", new { departure = departure.Id, to = plan.ToDictionary(p => p.Key, p => p.Value.StaffId) });
        var saved = await db.SaveAsync(ct, Problem.Conflict("identity.departing", "这名人员的离职或调岗正在办理，请刷新页面查看。"));
        if (!saved.Ok)
        {
            return Outcome<Guid>.Because(saved.Problems);
        }

        await sessions.ForgetStaffAsync(db, [staffId], ct);
        await FinishAsync(departure.Id, act, ct);
        return departure.Id;
    }

    /// <summary>Hands over what is left, kind by kind; each kind is reported once it is done.</summary>
    public async Task FinishAsync(Guid id, Act act, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var departure = await db.Set<Departure>().AsNoTracking().SingleAsync(d => d.Id == id, ct);
        var plan = JsonSerializer.Deserialize<Dictionary<string, Colleague>>(departure.Plan, Json)!;
        List<Line> lines = [.. ReportOf(departure)];
        foreach (var kind in kinds)
        {
            var to = plan.GetValueOrDefault(kind.Key);
            var went = await kind.HandOverAsync(departure.StaffId, to, act with { Once = null, Seen = null }, ct);
            db.ChangeTracker.Clear();
            if (went is { Given: 0, Released: 0 })
            {
                continue;
            }

            lines.Add(new Line(kind.Name, to?.Name ?? "", went.Given, went.Released));
            var row = await db.Set<Departure>().SingleAsync(d => d.Id == id, ct);
            (row.Report, row.Revision) = (JsonSerializer.Serialize(lines, Json), row.Revision + 1);
            if (to is not null && went.Given > 0)
            {
                messages.Send(db, new NewMessage(
                    to.StaffId, "同事的工作移交给您", $"{departure.StaffName}{(departure.Moves ? "调岗" : "离职")}，{kind.Name} {went.Given} 件移交给您办理，期限不变。", $"depart:{id:N}:{kind.Key}", "/office"));
            }

            await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
        }

        var done = await db.Set<Departure>().SingleAsync(d => d.Id == id, ct);
        (done.DoneAt, done.Revision) = (done.DoneAt ?? act.At, done.Revision + 1);
        var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == done.StaffId, ct);
        db.Record(member, act, "handed-over", new { departure = id, lines = lines.Select(l => new { l.Kind, l.Given, l.Released }) });
        await db.SaveAsync(ct);
    }
}
