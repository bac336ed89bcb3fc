using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Platform.Messaging;

/// <summary>The product with a mail server and a text message gateway beside it.</summary>
internal sealed class Post : IAsyncDisposable
{
    public const string Phone = "13800138000";

    private Post(TestHost host, SmtpStandIn mail, SmsStandIn sms) => (Host, Mail, Sms) = (host, mail, sms);

    public TestHost Host { get; }

    public SmtpStandIn Mail { get; }

    public SmsStandIn Sms { get; }

    /// <param name="patience">Seconds until a silent server counts as lost; short where a test waits for it, long elsewhere lest a busy machine fails.</param>
    public static async Task<Post> OpenAsync(Engine engine, string secret = SmsStandIn.Secret, int patience = 20)
    {
        var mail = new SmtpStandIn();
        var sms = await SmsStandIn.StartAsync();
        var host = await TestHost.StartAsync(engine, b =>
        {
            b.Configuration["Messaging:Smtp:Host"] = "127.0.0.1";
            b.Configuration["Messaging:Smtp:Port"] = mail.Port.ToString(CultureInfo.InvariantCulture);
            b.Configuration["Messaging:Smtp:From"] = "no-reply@zhengtong.example";
            b.Configuration["Messaging:Smtp:UseTls"] = "false";
            b.Configuration["Messaging:Smtp:TimeoutSeconds"] = patience.ToString(CultureInfo.InvariantCulture);
            b.Configuration["Messaging:Sms:Url"] = sms.Url.ToString();
            b.Configuration["Messaging:Sms:Key"] = SmsStandIn.Key;
            b.Configuration["Messaging:Sms:Secret"] = secret;
            b.Configuration["Messaging:Sms:TimeoutSeconds"] = patience.ToString(CultureInfo.InvariantCulture);
        });
        return new Post(host, mail, sms);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Mail.DisposeAsync();
        await Sms.DisposeAsync();
    }
}

internal static class Posting
{
    public static Task<bool> WriteToAsync(this TestHost host, string? email = null, string? phone = null, string key = "case-1", string body = "您的申请已受理。") =>
        host.InDatabaseAsync(async db =>
        {
            var messages = host.Services.GetRequiredService<IMessages>();
            messages.Send(db, new NewMessage(Guid.CreateVersion7(), "受理通知", body, key, "/my/cases/1", email, phone));
            return (await db.SaveAsync(CancellationToken.None)).Ok;
        });

    public static async Task RoundAsync(this TestHost host) => Assert.True(
        (await host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync("platform.send-messages", CancellationToken.None)).Ok);

    public static Task<MessageDispatch> OnlyDispatchAsync(this TestHost host) =>
        host.InDatabaseAsync(db => db.Set<MessageDispatch>().AsNoTracking().SingleAsync());
}
