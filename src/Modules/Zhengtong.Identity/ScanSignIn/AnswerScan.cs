using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.ScanSignIn;

/// <summary>扫码登录, the side of the phone: whose session it is sees who asks, picks the number that stands on the screen, and confirms or refuses. A wrong number refuses.</summary>
internal sealed class AnswerScan(Database db, TimeProvider clock)
{
    public static readonly Problem Gone = Problem.Conflict("identity.scan-gone", "二维码已经失效或已经用过。请在电脑上刷新二维码，再扫一次。");
    public static readonly Problem WrongNumber = Problem.Conflict("identity.scan-number", "数字与电脑屏幕上的不一致，已经拒绝这次登录。如果您没有在电脑上登录，说明有人想冒用您的账号，请不要理会。");

    /// <summary>What waits for an answer under that code.</summary>
    public Task<ScanRequest?> FindAsync(string code, CancellationToken ct)
    {
        var (hash, now) = (RandomToken.HashOf(code), clock.GetUtcNow().UtcDateTime);
        return db.Set<ScanRequest>().SingleOrDefaultAsync(x => x.CodeHash == hash && x.UsedAt == null && x.ConfirmedAt == null && x.RefusedAt == null && x.ExpiresAt > now, ct);
    }

    public async Task<Outcome> ConfirmAsync(HttpContext http, string code, int? number, CancellationToken ct)
    {
        if (await FindAsync(code, ct) is not { } request)
        {
            return Gone;
        }

        if (number is null)
        {
            return Problem.Invalid("identity.scan-pick", "请选择电脑屏幕上显示的两位数字。", "number");
        }

        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        if (number != request.Number)
        {
            request.Refuse(now);
            return (await db.SaveAsync(ct)).Ok ? WrongNumber : Gone;
        }

        var session = http.User.SessionId();
        var carries = await db.Set<Session>().Where(x => x.Id == session).Select(x => x.Carries).SingleAsync(ct);
        request.Confirm(http.User.AccountId(), carries, now);
        return (await db.SaveAsync(ct)).Ok ? Outcome.Done() : Gone;
    }

    public async Task RefuseAsync(string code, CancellationToken ct)
    {
        if (await FindAsync(code, ct) is { } request)
        {
            request.Refuse(Act.Micro(clock.GetUtcNow().UtcDateTime));
            await db.SaveAsync(ct);
        }
    }

    /// <summary>The right number among two others, in the same order however often the page is opened.</summary>
    public static IReadOnlyList<int> ChoicesOf(ScanRequest request)
    {
        var seed = request.Id.ToByteArray();
        var others = Enumerable.Range(10, 90).Where(n => n != request.Number).ToList();
        var (first, second) = (others[BitConverter.ToUInt16(seed, 8) % 44], others[44 + (BitConverter.ToUInt16(seed, 10) % 45)]);
        List<int> choices = [first, second];
        choices.Insert(seed[15] % 3, request.Number);
        return choices;
    }
}
