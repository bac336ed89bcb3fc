using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Modules;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>
/// Makes the first two administrators of an installation, who make everybody else (requirement 08.17). Each signs in with a password that he must change and an
/// authenticator's code, because a new installation may have no text messages yet. Both are told once and kept nowhere in plain.
/// </summary>
internal sealed partial class FirstAdministrator(Database db, PersonalData personal, Passwords passwords, Regions regions, TimeProvider clock)
{
    /// <summary>What gives rights to others takes two persons, so the second is made like the first.</summary>
    private const int Needed = 2;
    private const string Usage = "first-admin --login NAME --organisation CODE --region CODE [--organisation-name NAME]";

    public static readonly CommandVerb Verb = new("first-admin", "makes the first two administrators: " + Usage, RunAsync);

    /// <param name="OrganisationName">Makes the organisation when none has the code.</param>
    internal sealed record Command(string Login, string OrganisationCode, string RegionCode, string? OrganisationName);

    internal sealed record Made(string Login, string Password, string AuthenticatorKey);

    public async Task<Outcome<Made>> HandleAsync(Command command, CancellationToken ct)
    {
        var act = Act.BySystem("命令 first-admin", clock.GetUtcNow().UtcDateTime);
        var today = LegalDay.Of(act.At);
        if (!LoginShape().IsMatch(command.Login))
        {
            return Problem.Invalid("identity.login-shape", "账号为 3 至 30 个小写字母、数字、点或横线，以字母开头。");
        }

        if (await UnusedAsync(command.Login, today, ct) is { } unused)
        {
            return await AgainAsync(unused, act, ct);
        }

        var path = Region.PathOf(command.RegionCode).ToList();
        if (await db.AdministratorPosts(today).Where(p => path.Contains(p.RegionCode)).Select(p => p.StaffId).Distinct().CountAsync(ct) >= Needed)
        {
            return Problem.Conflict("identity.administrator-there", "该区划或上级已经有两名系统管理员。请由他们在“人员与岗位”中新增管理员（一人申请、一人复核）；停用到不足两名时，才能再次使用本命令。");
        }

        if (await regions.FindAsync(command.RegionCode, ct) is null)
        {
            return Problem.Invalid("identity.region-unknown", $"没有区划 {command.RegionCode}。请先执行 import 导入行政区划，再核对代码。");
        }

        var organisation = await db.Set<Organisation>().Where(o => o.CreditCode == command.OrganisationCode).OrderByDescending(o => o.RegionCode == command.RegionCode).FirstOrDefaultAsync(ct);
        if (organisation is null && string.IsNullOrWhiteSpace(command.OrganisationName))
        {
            return Problem.Invalid("identity.organisation-unknown", $"没有代码为 {command.OrganisationCode} 的单位。请先执行 import 导入事项（单位随之建立），或加上 --organisation-name 单位名称。");
        }

        if (organisation is null)
        {
            organisation = Organisation.Found(command.OrganisationName!.Trim(), command.OrganisationCode, command.RegionCode, null, act.At);
            db.Add(organisation);
            db.Record(organisation, act, "organisation-added");
        }

        var member = StaffMember.Employ(command.Login, organisation.Id, act.At);
        var (password, secret) = (EditAccount.NewPassword(), TotpCodes.NewSecret());
        var account = Account.ForStaff(member.Id, command.Login, new Sealed("", ""), act.At);
        account.SetPassword(passwords.Hash(password), true, act.At);
        account.UseTotp(personal.Hide(secret), 0);
        var post = new StaffPost { Id = Guid.CreateVersion7(act.At), StaffId = member.Id, Role = Roles.Administrator, OrganisationId = organisation.Id, RegionCode = command.RegionCode, From = today };
        db.AddRange(member, account, post);
        db.Record(member, act, "employed", new { login = command.Login, organisation = organisation.Id });
        db.Record(member, act, "post-given", new { post.Id, post.Role, post.OrganisationId, post.RegionCode, post.From });
        var saved = await db.SaveAsync(ct, Problem.Conflict("identity.login-taken", "账号已被使用，请换一个。"));
        return saved.Ok ? new Made(command.Login, password, secret) : Outcome<Made>.Because(saved.Problems);
    }

    /// <summary>An administrator who has not signed in yet: his first password may have lapsed while nobody else can set another.</summary>
    private Task<Account?> UnusedAsync(string login, DateOnly today, CancellationToken ct) => db.Set<Account>()
        .SingleOrDefaultAsync(a => a.Login == login && a.MustChangePassword && !db.Set<Session>().Any(s => s.AccountId == a.Id) && db.AdministratorPosts(today).Any(p => p.StaffId == a.StaffId), ct);

    private async Task<Outcome<Made>> AgainAsync(Account account, Act act, CancellationToken ct)
    {
        var (password, secret) = (EditAccount.NewPassword(), TotpCodes.NewSecret());
        account.SetPassword(passwords.Hash(password), true, act.At);
        account.UseTotp(personal.Hide(secret), 0);
        db.Record(await db.Set<StaffMember>().SingleAsync(m => m.Id == account.StaffId, ct), act, "password-reset");
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? new Made(account.Login, password, secret) : Outcome<Made>.Because(saved.Problems);
    }

    internal static async Task<int> RunAsync(IServiceProvider services, string[] words, CancellationToken ct)
    {
        if (Word(words, "--login") is not { } login || Word(words, "--organisation") is not { } organisation || Word(words, "--region") is not { } region)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        await using var scope = services.CreateAsyncScope();
        var done = await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().HandleAsync(new Command(login, organisation, region, Word(words, "--organisation-name")), ct);
        if (!done.TryGet(out var made))
        {
            await Console.Error.WriteLineAsync(done.Problems[0].Message);
            return 1;
        }

        Console.WriteLine($"""
            系统管理员已建立。以下内容只显示这一次，请妥善保存：
              账号          {made.Login}
              一次性密码    {made.Password}（首次登录时必须修改）
              动态口令密钥  {made.AuthenticatorKey}（录入手机上的身份验证器）
            请打开 /account/sign-in?side=staff 登录。
            """);
        return 0;
    }

    private static string? Word(string[] words, string name) =>
        Array.IndexOf(words, name) is >= 0 and var at && at + 1 < words.Length && !words[at + 1].StartsWith("--", StringComparison.Ordinal) ? words[at + 1] : null;

    [GeneratedRegex("^[a-z][a-z0-9._-]{2,29}$")]
    private static partial Regex LoginShape();
}
