namespace Zhengtong.Platform.Messaging;

public enum DeliveryKind
{
    /// <summary>The receiving server has it.</summary>
    Taken,

    /// <summary>This site has no such channel.</summary>
    NotConfigured,

    /// <summary>Never will be taken, for example an unknown address.</summary>
    Refused,

    /// <summary>Try again later.</summary>
    Later,
}

/// <summary>What became of one attempt to send.</summary>
public sealed record Delivery(DeliveryKind Kind, string? Note = null)
{
    public static readonly Delivery Taken = new(DeliveryKind.Taken);

    public static readonly Delivery NotConfigured = new(DeliveryKind.NotConfigured, "未配置");

    public static Delivery Refused(string why) => new(DeliveryKind.Refused, why);

    public static Delivery Later(string why) => new(DeliveryKind.Later, why);
}
