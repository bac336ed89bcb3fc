using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Platform.Messaging;

public sealed class SendDueMessagesTests
{
    [Theory, EachDatabase]
    public async Task A_message_reaches_inbox_mail_and_phone_once(Engine engine)
    {
        await using var post = await Post.OpenAsync(engine);
        Assert.True(await post.Host.WriteToAsync("li@example.cn", Post.Phone, body: "第一行\r\n.点开头的一行"));

        await post.Host.RoundAsync();
        await post.Host.RoundAsync();

        var mail = Assert.Single(post.Mail.Mails);
        Assert.Equal(("no-reply@zhengtong.example", "li@example.cn"), (mail.From, mail.To));
        var body = MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Raw)), TestContext.Current.CancellationToken);
        Assert.Equal("受理通知", body.Subject);
        Assert.Equal("第一行\r\n.点开头的一行", body.TextBody!.TrimEnd().ReplaceLineEndings("\r\n"));
        Assert.Equal(Post.Phone, Assert.Single(post.Sms.Messages).Phone);
        Assert.Equal((1, 1), (post.Mail.Arrivals, post.Sms.Arrivals));
        var (inbox, states) = await post.Host.InDatabaseAsync(async db => (
            await db.Set<Message>().SingleAsync(),
            await db.Set<MessageDispatch>().Select(d => d.State).ToListAsync()));
        Assert.Equal("/my/cases/1", inbox.Link);
        Assert.Equal([DispatchState.Sent, DispatchState.Sent], states);
    }

    [Theory, EachDatabase]
    public async Task One_cause_yields_one_message(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);

        Assert.True(await host.WriteToAsync(key: "event-1"));
        Assert.False(await host.WriteToAsync(key: "event-1"));

        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<Message>().CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task A_channel_the_site_does_not_have_is_skipped_and_not_a_failure(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.WriteToAsync("li@example.cn");

        await host.RoundAsync();

        var dispatch = await host.OnlyDispatchAsync();
        Assert.Equal((DispatchState.Skipped, "未配置"), (dispatch.State, dispatch.Note));
    }

    [Theory]
    [InlineData(SmtpMood.DroppingAfterData)]
    [InlineData(SmtpMood.Slow)]
    public async Task A_mail_whose_answer_was_lost_is_sent_again_and_taken_once(SmtpMood mood)
    {
        await using var post = await Post.OpenAsync(Engine.Sqlite, patience: mood == SmtpMood.Slow ? 3 : 20);
        await post.Host.WriteToAsync("li@example.cn");
        post.Mail.Mood = mood;
        await post.Host.RoundAsync();
        Assert.Equal(DispatchState.Waiting, (await post.Host.OnlyDispatchAsync()).State);

        post.Mail.Mood = SmtpMood.Well;
        post.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        await post.Host.RoundAsync();

        Assert.Equal(2, post.Mail.Arrivals);
        Assert.Single(post.Mail.Mails);
        Assert.Equal(DispatchState.Sent, (await post.Host.OnlyDispatchAsync()).State);
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_is_given_up_at_once_and_a_busy_server_is_not()
    {
        await using var post = await Post.OpenAsync(Engine.Sqlite);
        await post.Host.WriteToAsync("nobody@example.cn");
        post.Mail.Mood = SmtpMood.Busy;
        await post.Host.RoundAsync();
        Assert.Equal(DispatchState.Waiting, (await post.Host.OnlyDispatchAsync()).State);

        post.Mail.Mood = SmtpMood.Rejecting;
        post.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        await post.Host.RoundAsync();

        var dispatch = await post.Host.OnlyDispatchAsync();
        Assert.Equal((DispatchState.Failed, 2), (dispatch.State, dispatch.Attempts));
        Assert.Contains("550", dispatch.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SmsMood.DroppingAfterTaking)]
    [InlineData(SmsMood.Slow)]
    [InlineData(SmsMood.Wrong)]
    [InlineData(SmsMood.Down)]
    public async Task A_text_message_without_a_receipt_is_sent_again_and_taken_once(SmsMood mood)
    {
        await using var post = await Post.OpenAsync(Engine.Sqlite, patience: mood == SmsMood.Slow ? 3 : 20);
        await post.Host.WriteToAsync(phone: Post.Phone);
        post.Sms.Mood = mood;
        await post.Host.RoundAsync();
        Assert.Equal(DispatchState.Waiting, (await post.Host.OnlyDispatchAsync()).State);

        post.Sms.Mood = SmsMood.Well;
        post.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        await post.Host.RoundAsync();

        Assert.Equal(2, post.Sms.Arrivals);
        Assert.Single(post.Sms.Messages);
        Assert.Equal(DispatchState.Sent, (await post.Host.OnlyDispatchAsync()).State);
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_and_the_message_waits_for_the_right_one()
    {
        await using var post = await Post.OpenAsync(Engine.Sqlite, secret: "another");
        await post.Host.WriteToAsync(phone: Post.Phone);

        await post.Host.RoundAsync();

        Assert.Equal(0, post.Sms.Arrivals);
        var dispatch = await post.Host.OnlyDispatchAsync();
        Assert.Equal(DispatchState.Waiting, dispatch.State);
        Assert.Contains("401", dispatch.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_message_is_not_brought_where_an_answer_leads()
    {
        await using var post = await Post.OpenAsync(Engine.Sqlite);
        await post.Host.WriteToAsync(phone: Post.Phone);
        post.Sms.Mood = SmsMood.Leading;

        await post.Host.RoundAsync();

        Assert.Equal(1, post.Sms.Arrivals);
        var dispatch = await post.Host.OnlyDispatchAsync();
        Assert.Equal(DispatchState.Waiting, dispatch.State);
        Assert.Contains("307", dispatch.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_message_is_not_given_to_who_has_no_trusted_certificate()
    {
        using var key = RSA.Create(2048);
        var asked = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = asked.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(made)));
        await using var gateway = builder.Build();
        var arrivals = 0;
        gateway.Run(_ =>
        {
            arrivals++;
            return Task.CompletedTask;
        });
        await gateway.StartAsync(TestContext.Current.CancellationToken);
        await using var host = await TestHost.StartAsync(Engine.Sqlite, b =>
        {
            b.Configuration["Messaging:Sms:Url"] = gateway.Urls.Single();
            b.Configuration["Messaging:Sms:Key"] = b.Configuration["Messaging:Sms:Secret"] = "nobody-is-there";
        });
        await host.WriteToAsync(phone: Post.Phone);

        await host.RoundAsync();

        Assert.Equal(0, arrivals);
        Assert.Equal((DispatchState.Waiting, "短信网关无法连接"), ((await host.OnlyDispatchAsync()).State, (await host.OnlyDispatchAsync()).Note));
    }

    [Theory, EachDatabase]
    [Requirement("18.08")]
    public async Task A_month_after_it_left_the_address_is_gone_and_what_waits_stays(Engine engine)
    {
        await using var post = await Post.OpenAsync(engine);
        var host = post.Host;
        await host.WriteToAsync(phone: Post.Phone);
        await host.RoundAsync();
        host.Clock.Advance(TimeSpan.FromDays(29));
        await host.WriteToAsync(phone: Post.Phone, key: "case-2");
        Task PurgeAsync() => host.InScopeAsync(s => s.GetServices<IRecurringJob>().Single(j => j.Name == PurgeSentMessages.JobName).RunAsync(CancellationToken.None));

        await PurgeAsync();
        Assert.Equal(2, await host.InDatabaseAsync(db => db.Set<MessageDispatch>().CountAsync()));
        host.Clock.Advance(TimeSpan.FromDays(2));
        await PurgeAsync();

        Assert.Equal(DispatchState.Waiting, (await host.OnlyDispatchAsync()).State);
        Assert.Equal(2, await host.InDatabaseAsync(db => db.Set<Message>().CountAsync()));
        Assert.False(await host.WriteToAsync(phone: Post.Phone));
    }

    [Theory, EachDatabase]
    public async Task A_message_is_given_up_after_eight_attempts_and_says_why(Engine engine)
    {
        await using var post = await Post.OpenAsync(engine);
        await post.Host.WriteToAsync(phone: Post.Phone);
        post.Sms.Mood = SmsMood.Down;

        for (var round = 0; round < 10; round++)
        {
            await post.Host.RoundAsync();
            post.Host.Clock.Advance(TimeSpan.FromHours(1));
        }

        var dispatch = await post.Host.OnlyDispatchAsync();
        Assert.Equal((DispatchState.Failed, 8, 8), (dispatch.State, dispatch.Attempts, post.Sms.Arrivals));
        Assert.Contains("503", dispatch.Note, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_message_a_dead_node_had_claimed_is_sent_when_its_lease_ends(Engine engine)
    {
        await using var post = await Post.OpenAsync(engine);
        await post.Host.WriteToAsync(phone: Post.Phone);
        var now = post.Host.Clock.GetUtcNow().UtcDateTime;
        await post.Host.InDatabaseAsync(db => db.ClaimDueAsync<MessageDispatch>(10, now, TimeSpan.FromMinutes(3), CancellationToken.None));

        await post.Host.RoundAsync();
        Assert.Empty(post.Sms.Messages);
        post.Host.Clock.Advance(TimeSpan.FromMinutes(4));
        await post.Host.RoundAsync();

        Assert.Single(post.Sms.Messages);
    }
}
