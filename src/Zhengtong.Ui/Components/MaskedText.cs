namespace Zhengtong.Ui.Components;

/// <summary>Personal data as they are shown by default: 张*, 1101**********002X, 138****5678.</summary>
public static class MaskedText
{
    public static string Of(MaskKind kind, string? value)
    {
        value = value?.Trim() ?? "";
        return kind switch
        {
            MaskKind.Person => value.Length == 0 ? "" : Keep(value, 1, 0),
            MaskKind.Phone => value.Length >= 11 ? Keep(value, 3, 4) : Keep(value, 0, Math.Min(4, value.Length / 2)),
            MaskKind.Address => Keep(value, Math.Min(6, value.Length / 2), 0),
            _ => value.Length >= 12 ? Keep(value, 4, 4) : Keep(value, value.Length / 4, value.Length / 4),
        };
    }

    private static string Keep(string value, int head, int tail) =>
        value.Length <= head + tail ? new string('*', value.Length) : string.Concat(value.AsSpan(0, head), new string('*', value.Length - head - tail), value.AsSpan(value.Length - tail));
}

public enum MaskKind
{
    /// <summary>A person's name.</summary>
    Person,

    /// <summary>身份证件, 银行卡, 证照 number.</summary>
    Number,
    Phone,
    Address,
}
