using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Sessions;

/// <summary>That somebody is the holder of an account, and how it was proved.</summary>
/// <param name="Method">One of <see cref="MethodStrength"/>.</param>
/// <param name="Carries">What the session may carry at most, where not the method itself tells it: another platform says how well it asked.</param>
internal sealed record Proof(Guid AccountId, string Method, AssuranceLevel? Carries = null)
{
    public AssuranceLevel MayCarry => Carries ?? MethodStrength.Of(Method);

    public bool Strong => MayCarry >= AssuranceLevel.Checked;
}

/// <summary>
/// Opens a session from any proof, changes whom or what it stands for, and ends it. Every opening and change makes a new token, so that a token
/// planted before sign-in (session fixation) is worth nothing after it. Requirement 08.01.
/// </summary>
internal sealed class SignIn(Database db, SessionStore sessions, Devices devices, Claimants claimants, IConfiguration configuration, TimeProvider clock)
{
    public static readonly Problem Locked = Problem.Forbidden("identity.locked", "该账号已停用。请联系本单位系统管理员或拨打服务热线。");

    /// <summary>Opens the session, ends the one the browser had, and hands out the cookie.</summary>
    /// <returns>Where the session's holder begins.</returns>
    public async Task<Outcome<string>> IssueAsync(HttpContext http, Proof proof, CancellationToken ct)
    {
        var opened = await OpenAsync(proof, http.End(), http.Address(), http.Request.Headers.UserAgent.ToString(), ct);
        if (!opened.TryGet(out var session))
        {
            return Outcome<string>.Because(opened.Problems);
        }

        await EndFormerAsync(http, ct);
        Hand(http, session.Token);
        await devices.RememberAsync(http, proof.AccountId, ct);
        return session.Home;
    }

    public async Task<Outcome<(string Token, string Home)>> OpenAsync(Proof proof, End end, string address, string device, CancellationToken ct)
    {
        // Who has just shown his password was read for it.
        var account = await db.Set<Account>().FindAsync([proof.AccountId], ct);
        if (account is null || account.LockedAt is not null || (account.Demo && !configuration.GetValue("Demo:Enabled", false)))
        {
            return Locked;
        }

        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var posts = account.StaffId is { } staff ? await PostsAsync(staff, now, ct) : [];
        var (token, hash) = RandomToken.New();
        var session = Session.Open(hash, account, proof.Method, proof.MayCarry, proof.Strong, end, address, device, posts.Count == 1 ? posts[0].Id : null, now);
        // Staff are told and not asked: what is kept of them their employment asks for (个人信息保护法第十三条第一款第二项、第三项).
        if (account.PersonId is { } person && !await claimants.HasAgreedAsync(person, ct))
        {
            session.WaitForAgreement();
        }

        db.Add(session);
        var saved = await db.SaveTogetherAsync(ct);
        return saved.Ok ? (token, HomeOf(account.Kind, posts)) : Outcome<(string, string)>.Because(saved.Problems);
    }

    /// <summary>Goes on under a new token for a company or a person (or oneself) or in another post; the caller has checked that it may.</summary>
    /// <param name="mandateId">The delegation by which it acts for the other.</param>
    /// <param name="partyCarries">What it shows of the company it acts for, where more than that one is its agent.</param>
    public async Task<Outcome> SwitchAsync(HttpContext http, Guid? actingForId, Guid? mandateId, Guid? postId, CancellationToken ct, AssuranceLevel? partyCarries = null)
    {
        var session = await db.Set<Session>().SingleAsync(x => x.Id == http.User.SessionId(), ct);
        var former = session.TokenHash;
        var (token, hash) = RandomToken.New();
        session.Switch(hash, actingForId, postId, mandateId, partyCarries);
        var saved = await db.SaveAsync(ct);
        if (saved.Ok)
        {
            sessions.Forget(former);
            Hand(http, token);
        }

        return saved;
    }

    /// <summary>The holder of this session proved himself once more, better: it goes on under a new token. A proof of another account is none.</summary>
    public async Task<Outcome> StrengthenAsync(HttpContext http, Proof proof, CancellationToken ct)
    {
        var session = await db.Set<Session>().SingleAsync(x => x.Id == http.User.SessionId(), ct);
        if (session.AccountId != proof.AccountId)
        {
            return Problem.Forbidden("identity.other-account", "验证的不是当前登录的账号。请用当前账号验证，或者退出后重新登录。");
        }

        var former = session.TokenHash;
        var (token, hash) = RandomToken.New();
        session.Strengthen(hash, proof.Method, proof.MayCarry, proof.Strong, Act.Micro(clock.GetUtcNow().UtcDateTime));
        var saved = await db.SaveAsync(ct);
        if (saved.Ok)
        {
            sessions.Forget(former);
            Hand(http, token);
        }

        return saved;
    }

    /// <summary>The holder has agreed to the privacy notice: all of his sessions are open from now on.</summary>
    public async Task<Outcome> AgreedAsync(HttpContext http, CancellationToken ct)
    {
        var (account, here) = (http.User.AccountId(), http.User.SessionId());
        var (token, hash) = RandomToken.New();
        foreach (var session in await db.Set<Session>().Where(x => x.AccountId == account && x.EndedAt == null && (x.NoticeDue || x.Id == here)).ToListAsync(ct))
        {
            session.Agreed(session.Id == here ? hash : null);
        }

        var saved = await db.SaveAsync(ct);
        if (saved.Ok)
        {
            sessions.ForgetAccount(account);
            Hand(http, token);
        }

        return saved;
    }

    public async Task EndAsync(HttpContext http, CancellationToken ct)
    {
        await EndFormerAsync(http, ct);
        http.DropCookie(SessionHandler.Cookie);
    }

    /// <summary>Hands the browser a session token opened elsewhere in this request.</summary>
    public static void Hand(HttpContext http, string token) => http.KeepCookie(SessionHandler.Cookie, token, SameSiteMode.Lax);

    private static string HomeOf(ActorKind kind, List<StaffPost> posts) =>
        kind == ActorKind.Applicant ? "/my" : posts.Count == 1 ? Remote.HomeOf(posts[0].Role, posts[0].RoleId) : "/account/post";

    private Task<List<StaffPost>> PostsAsync(Guid staffId, DateTime now, CancellationToken ct)
    {
        var today = LegalDay.Of(now);
        return db.Set<StaffPost>().AsNoTracking().Where(x => x.StaffId == staffId && x.From <= today && (x.Until == null || x.Until >= today)).ToListAsync(ct);
    }

    private async Task EndFormerAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Request.HouseCookie(SessionHandler.Cookie) is not { Length: 64 } token)
        {
            return;
        }

        var hash = RandomToken.HashOf(token);
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        await db.UpdateAsync(db.Set<Session>().Where(x => x.TokenHash == hash && x.EndedAt == null), s => s.SetProperty(x => x.EndedAt, now), ct);
        sessions.Forget(hash);
    }
}
