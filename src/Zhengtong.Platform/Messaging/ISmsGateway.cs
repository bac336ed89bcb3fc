namespace Zhengtong.Platform.Messaging;

/// <param name="Id">The idempotency key, so the gateway can tell a repeated message.</param>
public sealed record Sms(Guid Id, string Phone, string Text);

public interface ISmsGateway
{
    bool Configured { get; }

    Task<Delivery> SendAsync(Sms sms, CancellationToken ct);
}

/// <summary>Settings under <c>Messaging:Sms</c>; without an address there are no text messages.</summary>
public sealed class SmsSettings
{
    public Uri? Url { get; set; }

    /// <summary>Who we are to the gateway.</summary>
    public string Key { get; set; } = "";

    /// <summary>What we sign with.</summary>
    public string Secret { get; set; } = "";

    public int TimeoutSeconds { get; set; } = 10;
}
