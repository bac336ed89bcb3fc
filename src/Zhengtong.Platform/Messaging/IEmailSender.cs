namespace Zhengtong.Platform.Messaging;

/// <param name="Id">Becomes the Message-Id, so the receiver can tell a repeated mail.</param>
public sealed record Email(Guid Id, string To, string Subject, string Text);

public interface IEmailSender
{
    bool Configured { get; }

    Task<Delivery> SendAsync(Email email, CancellationToken ct);
}

/// <summary>Settings under <c>Messaging:Smtp</c>; without a host there is no mail.</summary>
public sealed class SmtpSettings
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public string? User { get; set; }

    public string? Password { get; set; }

    public string? From { get; set; }

    public bool UseTls { get; set; } = true;

    public int TimeoutSeconds { get; set; } = 15;
}
