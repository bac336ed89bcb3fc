using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.RoleAdmin;

/// <summary>
/// Makes, changes and ends a local role (08.17). What it admits counts for its holders at once on this node and within <see cref="SessionStore.Remembered"/> on the others. With a function that gives
/// rights to others it is published by two persons.
/// </summary>
internal sealed class SaveRole(Database db, StaffFunctions functions, SessionStore sessions, AskTwo two)
{
    private static readonly Problem Unknown = Problem.NotFound("identity.role-gone", "没有找到这个角色，或者它由上级设置，只能由上级更改。");
    private static readonly Problem Taken = Problem.Conflict("identity.role-taken", "本区划已有同名的角色，请换一个名称。");

    internal sealed class Command
    {
        [Required(ErrorMessage = "请输入角色名称。"), StringLength(30, ErrorMessage = "角色名称最长 30 个字。")]
        public string Name { get; set; } = "";

        /// <summary>Fixed once given: posts hang on it.</summary>
        public string? BaseRole { get; set; }

        /// <summary>Keys.</summary>
        public List<string> Functions { get; set; } = [];
    }

    /// <summary>What two persons agree on.</summary>
    internal sealed record Published(string Name, string Functions);

    /// <returns>The role, and the act that waits for a second person, if one does.</returns>
    public async Task<Outcome<(Guid Role, Guid? Waits)>> AddAsync(Command command, Act act, CancellationToken ct)
    {
        if (command.BaseRole is not { } role || !Roles.Names.ContainsKey(role))
        {
            return Problem.Invalid("identity.base-role", "请选择基础角色。", nameof(Command.BaseRole));
        }

        var picked = Pick(role, command.Functions);
        if (!picked.TryGet(out var chosen))
        {
            return Outcome<(Guid, Guid?)>.Because(picked.Problems);
        }

        var made = LocalRole.Add(act.NewId(), command.Name.Trim(), role, chosen.Packed, act.Actor.Post!.RegionCode, act.At);
        db.Add(made);
        db.Record(made, act, "role-added", new { made.Name, made.BaseRole, functions = chosen.Packed });
        if (chosen.Dangerous)
        {
            return await AskAsync(made, made.Name, chosen.Packed, act, ct);
        }

        made.Publish(act.At);
        var saved = await db.SaveAsync(ct, Taken);
        return saved.Ok ? (made.Id, null) : Outcome<(Guid, Guid?)>.Because(saved.Problems);
    }

    /// <inheritdoc cref="AddAsync"/>
    public async Task<Outcome<(Guid Role, Guid? Waits)>> ChangeAsync(Guid id, Command command, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act.Actor, ct) is not { } role)
        {
            return Unknown;
        }

        if (act.SawOther(role.Revision))
        {
            return Database.ChangedMeanwhile;
        }

        var picked = Pick(role.BaseRole, command.Functions);
        if (!picked.TryGet(out var chosen))
        {
            return Outcome<(Guid, Guid?)>.Because(picked.Problems);
        }

        if (chosen.Dangerous)
        {
            return await AskAsync(role, command.Name.Trim(), chosen.Packed, act, ct);
        }

        Apply(role, command.Name.Trim(), chosen.Packed, act);
        var saved = await db.SaveAsync(ct, Taken);
        await ForgetAsync(id, ct);
        return saved.Ok ? (id, null) : Outcome<(Guid, Guid?)>.Because(saved.Problems);
    }

    /// <summary>What two persons agreed on; staged in the save of the answer.</summary>
    public async Task<Outcome> StageAgreedAsync(Guid id, Published agreed, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act.Actor, ct) is not { } role)
        {
            return Unknown;
        }

        Apply(role, agreed.Name, agreed.Functions, act);
        return Outcome.Done();
    }

    /// <summary>Ends the role, and with it the posts that were given in it.</summary>
    public async Task<Outcome> EndAsync(Guid id, Act act, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > AskTwo.LongestReason)
        {
            return Problem.Invalid("identity.reason-missing", $"请写明原因（{AskTwo.LongestReason} 字以内），它会留在记录中。", "Reason");
        }

        if (await FindAsync(id, act.Actor, ct) is not { } role)
        {
            return Unknown;
        }

        var today = LegalDay.Of(act.At);
        var posts = await db.Set<StaffPost>().Where(p => p.RoleId == id && (p.Until == null || p.Until >= today)).ToListAsync(ct);
        if (posts.Any(p => p.StaffId == act.Actor.Id))
        {
            return StaffScope.Oneself;
        }

        foreach (var post in posts)
        {
            if (await db.LeavesNobodyAsync(post.StaffId, post.Id, today, ct))
            {
                return StaffScope.LastAdministrator;
            }
        }

        var staff = posts.Select(p => p.StaffId).Distinct().ToList();
        var members = await db.Set<StaffMember>().Where(m => staff.Contains(m.Id)).ToDictionaryAsync(m => m.Id, ct);
        foreach (var post in posts)
        {
            post.Until = today.AddDays(-1);
            db.Record(members[post.StaffId], act, "post-ended", new { post.Id, post.Role, post.RoleId, post.Until });
        }

        role.End(act.At);
        db.Record(role, act, "role-ended", new { posts = posts.Count });
        var saved = await db.SaveAsync(ct);
        await sessions.ForgetStaffAsync(db, staff, ct);
        return saved;
    }

    public async Task ForgetAsync(Guid id, CancellationToken ct) =>
        await sessions.ForgetStaffAsync(db, await db.Set<StaffPost>().Where(p => p.RoleId == id).Select(p => p.StaffId).Distinct().ToListAsync(ct), ct);

    private async Task<Outcome<(Guid, Guid?)>> AskAsync(LocalRole role, string name, string packed, Act act, CancellationToken ct)
    {
        var names = string.Join('、', StaffFunctions.Unpack(packed).Select(k => functions.All.First(f => f.Key == k).Name));
        var what = $"公布角色“{name}”（{Roles.Names[role.BaseRole]}），功能：{names}";
        // The key of the form is the role's id already.
        var asked = await two.AskAsync(DangerousKind.PublishRole, role.Id, name, role.RegionCode, what, new Published(name, packed), act with { Once = null }, ct);
        return asked.TryGet(out var waits) ? (role.Id, waits) : Outcome<(Guid, Guid?)>.Because(asked.Problems);
    }

    private void Apply(LocalRole role, string name, string packed, Act act)
    {
        var first = role.PublishedAt is null;
        role.Change(name, packed);
        role.Publish(act.At);
        db.Record(role, act, first ? "role-published" : "role-changed", new { name, functions = packed });
    }

    /// <summary>Of its own region and those below: what stands above is the upper administrators'.</summary>
    private Task<LocalRole?> FindAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var region = actor.Post!.RegionCode;
        return db.Set<LocalRole>().SingleOrDefaultAsync(r => r.Id == id && r.EndedAt == null && r.RegionCode.StartsWith(region), ct);
    }

    private Outcome<(string Packed, bool Dangerous)> Pick(string role, List<string> keys)
    {
        // Only what the base role may do at all, in the order of the menus: a posted key of another role is no function of this one.
        var chosen = functions.OfRole(role).Where(f => keys.Contains(f.Key)).ToList();
        return chosen.Count == 0
            ? Problem.Invalid("identity.no-functions", "请至少选择一项功能。", nameof(Command.Functions))
            : (StaffFunctions.Pack(chosen.Select(f => f.Key)), chosen.Any(f => f.Dangerous));
    }
}
