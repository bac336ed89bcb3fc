namespace Zhengtong.Platform.Codes;

/// <summary>
/// Personal data as shown to those who need not see it whole (去标识化, 个人信息保护法 art 51). A value too short to hide part of is hidden entirely.
/// Company names and credit codes are public and are not masked.
/// </summary>
public static class Mask
{
    private static readonly string[] CompoundSurnames =
    [
        "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "长孙", "宇文", "轩辕", "独孤", "南宫", "闻人", "百里",
    ];

    /// <summary>张* , 张** , 欧阳*; one character is hidden.</summary>
    public static string Name(string? name)
    {
        var text = (name ?? "").Trim();
        var runes = text.EnumerateRunes().Select(x => x.ToString()).ToArray();
        if (runes.Length <= 1)
        {
            return new string('*', runes.Length);
        }

        var kept = runes.Length > 2 && CompoundSurnames.Contains(runes[0] + runes[1]) ? 2 : 1;
        return string.Concat(runes.Take(kept)) + new string('*', Math.Min(runes.Length - kept, 3));
    }

    /// <summary>1101**********002X; other documents keep the first two and the last two.</summary>
    public static string Id(string? id)
    {
        var text = (id ?? "").Trim();
        return text.Length >= 15 ? Middle(text, 4, 4) : Middle(text, 2, 2);
    }

    /// <summary>138****5678; a fixed line keeps its last three.</summary>
    public static string Phone(string? phone)
    {
        var text = (phone ?? "").Trim();
        return text.Length >= 11 ? Middle(text, 3, 4) : Middle(text, 0, 3);
    }

    /// <summary>z***@example.com.</summary>
    public static string Email(string? email)
    {
        var text = (email ?? "").Trim();
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? new string('*', text.Length) : (at > 1 ? text[..1] : "") + "***" + text[at..];
    }

    /// <summary>The division stays, the rest goes: 四川省广安市广安区****.</summary>
    public static string Address(string? address)
    {
        var text = (address ?? "").Trim();
        if (text.Length == 0)
        {
            return "";
        }

        var end = text.AsSpan(0, Math.Min(text.Length, 20)).LastIndexOfAny("区县旗市");
        return end >= 1 ? text[..(end + 1)] + "****" : "****";
    }

    private static string Middle(string text, int first, int last) => text.Length <= first + last
        ? new string('*', text.Length)
        : text[..first] + new string('*', text.Length - first - last) + text[^last..];
}
