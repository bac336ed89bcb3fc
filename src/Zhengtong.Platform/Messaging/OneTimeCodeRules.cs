using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Messaging;

/// <summary>When a code may be sent and when it may be tried.</summary>
public static class OneTimeCodeRules
{
    public const int MostAttempts = 5;
    public const int MostPerDay = 10;
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public static readonly Problem Wrong = Problem.Invalid("platform.code-wrong", "验证码不正确，请核对后重新输入。", "Code");

    /// <param name="sentTo">When codes were sent to the address, for any purpose.</param>
    /// <returns>Null when another may be sent.</returns>
    public static Problem? MaySend(IReadOnlyCollection<DateTime> sentTo, DateTime now)
    {
        if (sentTo.Count > 0 && sentTo.Max() + Pause is var next && next > now)
        {
            return Problem.Conflict("platform.code-too-soon", $"验证码刚刚发送过，请 {Math.Ceiling((next - now).TotalSeconds):0} 秒后再获取。");
        }

        return sentTo.Count(at => at > now - Day) >= MostPerDay
            ? Problem.Conflict("platform.code-too-many", "今天获取验证码的次数已达上限，请 24 小时后再试，或换用其他登录方式。")
            : null;
    }

    /// <returns>Null when the code may be tried.</returns>
    public static Problem? MayTry(OneTimeCode? code, DateTime now) => code switch
    {
        null or { UsedAt: not null } => Problem.Invalid("platform.code-none", "没有可用的验证码，请先获取验证码。", "Code"),
        _ when code.ExpiresAt <= now => Problem.Invalid("platform.code-expired", "验证码已过期，请重新获取。", "Code"),
        { Attempts: >= MostAttempts } => Problem.Invalid("platform.code-spent", "输入错误次数过多，该验证码已失效，请重新获取。", "Code"),
        _ => null,
    };
}
