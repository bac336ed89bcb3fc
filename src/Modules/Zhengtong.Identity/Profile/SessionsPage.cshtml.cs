using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Profile;

/// <summary>Where one is signed in, and a way to end what one does not know. Requirement 18.07.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class SessionsPageModel(Database db, SessionStore store, TimeProvider clock) : PageModel
{
    internal sealed record Row(Guid Id, DateTime CreatedAt, DateTime LastSeenAt, string Method, string Address, string Device, bool Open, bool Current);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (account, current, now) = (User.AccountId(), User.SessionId(), clock.GetUtcNow().UtcDateTime);
        var idle = now - Session.IdleOf(ActorKind.Applicant);
        Rows = await db.Set<Session>().AsNoTracking().Where(x => x.AccountId == account).OrderByDescending(x => x.CreatedAt).Take(20)
            .Select(x => new Row(x.Id, x.CreatedAt, x.LastSeenAt, x.Method, x.Address, x.Device, x.EndedAt == null && x.ExpiresAt > now && x.LastSeenAt > idle, x.Id == current))
            .ToListAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] Guid id, CancellationToken ct)
    {
        var account = User.AccountId();
        var session = await db.Set<Session>().SingleOrDefaultAsync(x => x.Id == id && x.AccountId == account, ct);
        if (session is null)
        {
            return NotFound();
        }

        session.Close(Act.Micro(clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(ct);
        store.Forget(session.TokenHash);
        return Redirect("/my/profile/sessions");
    }

    public static string NameOf(string method) => method switch
    {
        MethodStrength.Password => "密码",
        MethodStrength.Sms => "短信验证码",
        MethodStrength.PasswordAndSms => "密码和短信验证码",
        MethodStrength.PasswordAndTotp => "密码和动态口令",
        MethodStrength.Passkey => "通行密钥",
        MethodStrength.Scan => "手机扫码",
        MethodStrength.Certificate => "数字证书",
        MethodStrength.Federated => "其他平台",
        _ => method,
    };
}
