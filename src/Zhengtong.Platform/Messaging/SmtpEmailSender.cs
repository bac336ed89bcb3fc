using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Text;

namespace Zhengtong.Platform.Messaging;

/// <summary>Sends mail by SMTP (RFC 5321), one connection a mail.</summary>
internal sealed class SmtpEmailSender(IOptions<SmtpSettings> options, TimeProvider clock) : IEmailSender
{
    private const int ImplicitTlsPort = 465;
    private readonly SmtpSettings _settings = options.Value;

    public bool Configured => !string.IsNullOrWhiteSpace(_settings.Host) && !string.IsNullOrWhiteSpace(_settings.From);

    public async Task<Delivery> SendAsync(Email email, CancellationToken ct)
    {
        if (!Configured)
        {
            return Delivery.NotConfigured;
        }

        if (!MailboxAddress.TryParse(email.To, out var to))
        {
            return Delivery.Refused("邮箱地址无效");
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_settings.TimeoutSeconds));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(_settings.Host!, _settings.Port, Security(), either.Token);
            if (!string.IsNullOrEmpty(_settings.User))
            {
                await client.AuthenticateAsync(_settings.User, _settings.Password ?? "", either.Token);
            }

            await client.SendAsync(Compose(email, to), either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return Delivery.Later("邮件服务器没有及时应答");
        }
        catch (SmtpCommandException e) when ((int)e.StatusCode >= 500 && e.ErrorCode == SmtpErrorCode.RecipientNotAccepted)
        {
            return Delivery.Refused($"邮件服务器拒收：{(int)e.StatusCode}");
        }
        catch (Exception e) when (e is SmtpCommandException or SmtpProtocolException or AuthenticationException or SslHandshakeException or IOException or SocketException or NotSupportedException)
        {
            return Delivery.Later($"邮件发送失败：{e.GetType().Name}{(e is SmtpCommandException c ? $" {(int)c.StatusCode}" : "")}");
        }

        // Taken with the answer to DATA; a server that dies before our QUIT has it all the same.
        try
        {
            await client.DisconnectAsync(true, either.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SmtpCommandException or SmtpProtocolException or IOException or SocketException)
        {
            return Delivery.Taken;
        }

        return Delivery.Taken;
    }

    private SecureSocketOptions Security() => _settings switch
    {
        { UseTls: false } => SecureSocketOptions.None,
        { Port: ImplicitTlsPort } => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private MimeMessage Compose(Email email, MailboxAddress to)
    {
        var from = MailboxAddress.Parse(_settings.From!);
        var message = new MimeMessage
        {
            Subject = email.Subject,
            Body = new TextPart(TextFormat.Plain) { Text = email.Text },
            MessageId = $"{email.Id:N}@{from.Domain}",
            Date = clock.GetUtcNow(),
        };
        message.From.Add(from);
        message.To.Add(to);
        return message;
    }
}
