using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Modules;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Sessions;

/// <summary>
/// Signs out elsewhere: one or all others of one's own, all of an account, all there are. At once on this node, within <see cref="SessionStore.Remembered"/> on the others; systems signed in to
/// through a session end with it. Requirement 18.07.
/// </summary>
internal sealed class EndSessions(Database db, PersonalData personal, SessionStore sessions, IMessages messages)
{
    public static readonly Problem Unknown = Problem.NotFound("identity.account-unknown", "没有找到这个账号。请核对手机号或账号。") with { Field = "Login" };
    private const string Usage = "end-sessions --all | --login NAME";

    public static readonly CommandVerb Verb = new("end-sessions", "signs out everybody, or one account, everywhere: " + Usage, RunAsync);

    /// <summary>Those that still open something.</summary>
    public static IQueryable<Session> OpenOf(Database db, Guid accountId, DateTime now) =>
        from s in db.Set<Session>()
        join a in db.Set<Account>() on s.AccountId equals a.Id
        where s.AccountId == accountId && s.EndedAt == null && s.ExpiresAt > now && s.SecurityStamp == a.SecurityStamp
        select s;

    public async Task OthersAsync(Guid accountId, Guid current, DateTime now, CancellationToken ct)
    {
        await db.UpdateAsync(db.Set<Session>().Where(s => s.AccountId == accountId && s.Id != current && s.EndedAt == null), s => s.SetProperty(x => x.EndedAt, now), ct);
        sessions.ForgetAccount(accountId);
    }

    /// <summary>An administrator ends all sessions of an applicant, for example when his phone was stolen and he calls.</summary>
    /// <param name="typed">His phone or login.</param>
    public async Task<Outcome> OfApplicantAsync(string? typed, Act act, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > 200)
        {
            return Problem.Invalid("identity.reason-missing", "请写明原因（200 字以内），它会留在记录中。", "Reason");
        }

        var login = CheckPassword.LoginOf(typed ?? "");
        var phone = personal.PhoneLookup(login);
        return await db.Set<Account>().SingleOrDefaultAsync(a => a.Kind == ActorKind.Applicant && (a.Login == login || a.PhoneLookup == phone), ct) is { } account
            ? await OfAsync(account, act, ct)
            : Unknown;
    }

    internal static async Task<int> RunAsync(IServiceProvider services, string[] words, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<Database>(), Act.Micro(scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime));
        switch (words)
        {
            case ["--all"]:
                var ended = await db.UpdateAsync(db.Set<Session>().Where(s => s.EndedAt == null && s.ExpiresAt > now), s => s.SetProperty(x => x.EndedAt, now), ct);
                Console.WriteLine($"已退出全部登录，共 {ended} 个。正在运行的程序最迟 {SessionStore.Remembered.TotalSeconds:0} 秒后生效。");
                return 0;
            case ["--login", { Length: > 0 } login]:
                if (await db.Set<Account>().SingleOrDefaultAsync(a => a.Login == login, ct) is not { } account)
                {
                    await Console.Error.WriteLineAsync(Unknown.Message);
                    return 1;
                }

                var done = await scope.ServiceProvider.GetRequiredService<EndSessions>().OfAsync(account, Act.BySystem("命令 end-sessions", now), ct);
                Console.WriteLine(done.Ok ? $"账号 {login} 已在所有设备上退出登录。" : done.Problems[0].Message);
                return done.Ok ? 0 : 1;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    private async Task<Outcome> OfAsync(Account account, Act act, CancellationToken ct)
    {
        account.EndSessions();
        if (account.PersonId is { } personId)
        {
            var person = await db.Set<Person>().SingleAsync(p => p.Id == personId, ct);
            db.Record(person, act, "sessions-ended");
            messages.Send(db, new NewMessage(
                person.Id, "您的账号已在所有设备上退出登录", $"由平台管理员办理，原因：{act.Reason}。您可以照常重新登录；有疑问的，请联系政务服务大厅。",
                $"sessions-ended:{Guid.CreateVersion7(act.At)}", "/account/sessions"));
        }
        else
        {
            db.Record(await db.Set<StaffMember>().SingleAsync(m => m.Id == account.StaffId, ct), act, "sessions-ended");
        }

        var saved = await db.SaveAsync(ct);
        sessions.ForgetAccount(account.Id);
        return saved;
    }
}
