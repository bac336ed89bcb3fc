using System.Text.Json;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Registering;

/// <summary>
/// What a password must be (GB/T 22239-2019, 身份鉴别: complexity): 8 to 64 characters of at least two kinds, not among those known from breaches,
/// and without the owner's phone, login or identity number in it, nor a name of this site or place.
/// </summary>
internal static class PasswordRules
{
    public const string Hint = "8 至 64 个字符，至少包含字母、数字、符号中的两种，不要使用手机号、生日等容易被猜到的内容。";
    private const int ShortestWord = 4;
    private const int ShortestChineseWord = 2;

    /// <summary>Of every installation.</summary>
    private static readonly string[] House = ["zhengtong", "zhengwu", "zhengfu", "zwfw", "yiwangtongban", "政通", "政务", "政府"];
    private static readonly Lazy<HashSet<string>> Breached = new(ReadBreached);

    /// <param name="personal">What belongs to the owner and must not occur, for example phone and login.</param>
    /// <param name="place">Names of this site and place (<see cref="PasswordWords"/>).</param>
    public static Outcome Check(string password, IReadOnlyList<string> personal, IReadOnlyList<string> place, string field = "Password")
    {
        if (password.Length is < 8 or > 64)
        {
            return Problem.Invalid("identity.password-length", "密码应为 8 至 64 个字符，请重新设置。", field);
        }

        var kinds = (password.Any(char.IsLetter) ? 1 : 0) + (password.Any(char.IsDigit) ? 1 : 0) + (password.Any(c => !char.IsLetterOrDigit(c)) ? 1 : 0);
        if (kinds < 2)
        {
            return Problem.Invalid("identity.password-kinds", "密码应至少包含字母、数字、符号中的两种，请重新设置。", field);
        }

        if (IsBreached(password))
        {
            return Problem.Invalid("identity.password-breached", "这个密码太常见，容易被猜到，请换一个。", field);
        }

        if (NamesPlace(password, place))
        {
            return Problem.Invalid("identity.password-place", "密码中不要包含本平台、本地区的名称，请换一个。", field);
        }

        return personal.Any(p => Parts(p).Any(part => password.Contains(part, StringComparison.OrdinalIgnoreCase)))
            ? Problem.Invalid("identity.password-personal", "密码中不要包含账号、手机号或身份证号码，请重新设置。", field)
            : Outcome.Done();
    }

    /// <summary>A known password stays one with other case, or with up to four digits or signs behind it.</summary>
    private static bool IsBreached(string password)
    {
        var plain = password.ToLowerInvariant();
        for (var behind = 0; behind <= 4 && behind < plain.Length; behind++)
        {
            if (Breached.Value.Contains(plain[..^behind]))
            {
                return true;
            }

            if (char.IsLetter(plain[^(behind + 1)]))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Signs in between hide no name.</summary>
    private static bool NamesPlace(string password, IReadOnlyList<string> place)
    {
        var plain = string.Concat(password.Where(char.IsLetterOrDigit));
        return House.Concat(place).Any(w => w.Length >= (char.IsAscii(w[0]) ? ShortestWord : ShortestChineseWord) && plain.Contains(w, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The whole, and of long numbers the stretches people use: the last six and the birth date.</summary>
    private static IEnumerable<string> Parts(string value)
    {
        if (value.Length >= 4)
        {
            yield return value;
        }

        if (value.Length >= 11)
        {
            yield return value[^6..];
        }

        if (value.Length == 18)
        {
            yield return value[6..14];
        }
    }

    /// <summary>Those most used here, and those best known from breaches everywhere (shorter ones are words, with which a password may well begin).</summary>
    private static HashSet<string> ReadBreached()
    {
        const int Shortest = 6;
        using var reader = new StreamReader(Resource("breached-passwords.txt"));
        using var known = Resource("known-passwords.json");
        return
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("# ", StringComparison.Ordinal)),
            .. JsonSerializer.Deserialize<string[]>(known)!.Where(p => p.Length >= Shortest),
        ];
    }

    private static Stream Resource(string name) => typeof(PasswordRules).Assembly.GetManifestResourceStream(name)!;
}
