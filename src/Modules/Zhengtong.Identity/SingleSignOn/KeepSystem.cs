using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>
/// The register of systems (08.06): one administrator puts forward what a system is and may see, another agrees; also for every later change. Only a system that gets no personal data may be agreed
/// to by who put it forward; what gets any is agreed to only under a security review of that share (18.15).
/// </summary>
internal sealed class KeepSystem(Database db, EndGrants ending, IShareReviews reviews, KnownSystems known, IConfiguration configuration)
{
    public static readonly Problem Unknown = Problem.NotFound("identity.system-unknown", "没有找到这个系统，或不在您的管理范围内。");
    private const int UsualOverlapDays = 7;

    public async Task<Outcome<Guid>> RegisterAsync(Guid? ownerId, SystemFacts facts, Act act, CancellationToken ct)
    {
        var problems = SystemRules.Check(facts).ToList();
        var owner = await db.OrganisationsVisibleTo(act.Actor).SingleOrDefaultAsync(o => o.Id == ownerId, ct);
        if (owner is null)
        {
            problems.Add(Problem.Invalid("identity.system-owner", "请选择管理范围内的主管单位。", nameof(SystemInput.OwnerId)));
        }

        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        return await db.OnceAsync<SsoSystem>(act, async () =>
        {
            var system = SsoSystem.Register(act.NewId(), owner!);
            system.Propose(facts, act);
            db.Add(system);
            db.Record(system, act, "system-proposed", facts);
            var saved = await db.SaveAsync(ct);
            return saved.Ok ? system.Id : Outcome<Guid>.Because(saved.Problems);
        }, ct);
    }

    public async Task<Outcome> ProposeAsync(Guid id, SystemFacts facts, Act act, CancellationToken ct) => SystemRules.Check(facts) is { Count: > 0 } problems
        ? Outcome.Refused(problems)
        : await OnAsync(id, act, "system-proposed", system => system.Propose(facts, act), facts, ct);

    public async Task<Outcome> AgreeAsync(Guid id, Act act, CancellationToken ct)
    {
        var review = await reviews.OfSystemAsync(id, LegalDay.Of(act.At), ct);
        return await OnAsync(id, act, "system-agreed", system =>
        {
            if (system.Waiting is not { } facts)
            {
                return Problem.Conflict("identity.system-nothing-waits", "没有等待确认的内容，可能已被其他管理员处理。请刷新页面查看。");
            }

            if (facts.GetsPersonalData && system.ProposedById == act.Actor.Id)
            {
                return Problem.Forbidden("identity.system-second-person", "系统要取得个人信息，须由另一名管理员确认，不能确认自己提交的内容。");
            }

            if (NotReviewed(facts, review) is { } problem)
            {
                return problem;
            }

            system.Agree(act.At);
            return Outcome.Done();
        }, ct, new { review?.ShareId });
    }

    public Task<Outcome> WithdrawAsync(Guid id, Act act, CancellationToken ct) => OnAsync(id, act, "system-withdrawn", system =>
    {
        if (system.Waiting is null || system.Agreed.Length == 0)
        {
            return Problem.Conflict("identity.system-nothing-waits", "没有可以撤下的修改。");
        }

        system.Withdraw();
        return Outcome.Done();
    }, ct);

    /// <summary>At once and by one person: stopping does no harm that waiting would not. Everybody signed in to it is signed out.</summary>
    public async Task<Outcome> SuspendAsync(Guid id, Act act, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > 200)
        {
            return Problem.Invalid("identity.reason-missing", "请写明原因（200 字以内），它会留在记录中。", "Reason");
        }

        var kept = db.SystemsKeptBy(act.Actor);
        await ending.StageAsync(db.Set<SsoGrant>().Where(g => g.SystemId == id && kept.Any(s => s.Id == id)), act.At, int.MaxValue, ct);
        return await OnAsync(id, act, "system-suspended", system =>
        {
            if (system.State != SystemState.Enabled)
            {
                return Problem.Conflict("identity.system-not-enabled", "这个系统没有启用。");
            }

            system.Suspend(act.At);
            return Outcome.Done();
        }, ct);
    }

    public async Task<Outcome> ResumeAsync(Guid id, Act act, CancellationToken ct)
    {
        var review = await reviews.OfSystemAsync(id, LegalDay.Of(act.At), ct);
        return await OnAsync(id, act, "system-resumed", system =>
        {
            if (system.State != SystemState.Suspended)
            {
                return Problem.Conflict("identity.system-not-suspended", "这个系统没有停用。");
            }

            if (NotReviewed(system.Facts, review) is { } problem)
            {
                return problem;
            }

            system.Resume();
            return Outcome.Done();
        }, ct);
    }

    /// <returns>The secret: the only time anybody sees it. The former one goes on for some days (setting <c>SingleSignOn:SecretOverlapDays</c>).</returns>
    public async Task<Outcome<string>> NewSecretAsync(Guid id, Act act, CancellationToken ct)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var until = act.At.AddDays(configuration.GetValue("SingleSignOn:SecretOverlapDays", UsualOverlapDays));
        var done = await OnAsync(id, act, "system-secret-renewed", system =>
        {
            if (!system.Facts.Confidential)
            {
                return Problem.Conflict("identity.system-public", "这个应用不能保管密钥，不发给密钥。");
            }

            system.GiveSecret(secret, act.At, until);
            return Outcome.Done();
        }, ct);
        return done.Ok ? secret : Outcome<string>.Because(done.Problems);
    }

    public Task<Outcome> EndFormerSecretsAsync(Guid id, Act act, CancellationToken ct) => OnAsync(id, act, "system-secrets-ended", system =>
    {
        system.EndFormerSecrets();
        return Outcome.Done();
    }, ct);

    /// <summary>Why data may not leave for want of a review; null when none do, or all are covered by one that is in force.</summary>
    private static Problem? NotReviewed(SystemFacts facts, ShareReview? review) =>
        !facts.GetsPersonalData || (review is { InForce: true } && facts.PersonalDataKeys().All(review.Covers.Contains)) ? null
        : Problem.Conflict(
            "identity.system-share",
            review is not { InForce: true } ? "系统要取得个人信息，须先完成数据共享的风险评估和安全审查。请在“数据共享审查”中登记这项共享，审查通过后再确认。"
                : "系统要取得的信息超出了审查通过的范围。请对新增的信息重新评估、审查后再确认。");

    private Task<Outcome> OnAsync(Guid id, Act act, string what, Action<SsoSystem> change, object data, CancellationToken ct) => OnAsync(id, act, what, system =>
    {
        change(system);
        return Outcome.Done();
    }, ct, data);

    private async Task<Outcome> OnAsync(Guid id, Act act, string what, Func<SsoSystem, Outcome> change, CancellationToken ct, object? data = null)
    {
        if (await db.SystemsKeptBy(act.Actor).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } system)
        {
            return Unknown;
        }

        if (act.SawOther(system.ConcurrencyToken!))
        {
            return Database.ChangedMeanwhile;
        }

        var changed = change(system);
        if (!changed.Ok)
        {
            return changed;
        }

        db.Record(system, act, what, data);
        var saved = await db.SaveAsync(ct);
        known.Forget(system.ClientId!);
        return saved;
    }
}

internal static class SystemScope
{
    /// <summary>An administrator keeps the systems of organisations in the region subtree of his post.</summary>
    public static IQueryable<SsoSystem> SystemsKeptBy(this Database db, Actor actor)
    {
        var region = actor.Post!.RegionCode;
        return db.Set<SsoSystem>().Where(s => s.RegionCode.StartsWith(region));
    }
}
