using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web.Security;

/// <summary>What stands in the log, and what does not.</summary>
public sealed class LoggedTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Requirement("18.07")]
    public async Task Who_is_refused_stands_in_the_log_by_his_id_and_what_he_reached_for_by_its_route()
    {
        using var log = new KeptLines();
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite, log.Attach);
        var person = await host.BrowserAsync("zhangsan");
        var id = await host.InDatabaseAsync(db => db.Set<Account>().Where(a => a.Login == "zhangsan").Select(a => a.PersonId).SingleAsync(Ct));

        using var forbidden = await person.GetAsync(new Uri($"/office/staff/member/{id}?name=张三", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var forged = new FormUrlEncodedContent([]);
        using var refused = await person.PostAsync(new Uri("/account/sign-out", UriKind.Relative), forged, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        var lines = log.Lines.Where(l => l.Contains("Zhengtong.Refused", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Contains("office/staff/member/{id:guid?} refused with 403 to " + id, lines[0], StringComparison.Ordinal);
        Assert.Contains("account/sign-out refused with 400 to " + id, lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("张三", string.Join('\n', lines), StringComparison.Ordinal);
    }

    /// <summary>All that the program, the framework and the database layer say on the way through signing in, whole data and a text message that fails.</summary>
    [Fact]
    [Requirement("18.08", "18.13")]
    public async Task The_log_names_nobody()
    {
        using var log = new KeptLines();
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite, b =>
        {
            b.Configuration["Messaging:Sms:Url"] = "http://127.0.0.1:9/";
            b.Configuration["Messaging:Sms:Key"] = b.Configuration["Messaging:Sms:Secret"] = "nobody-is-there";
            log.Attach(b);
        });
        var browser = host.Browser();
        await browser.SubmitAsync("/account/sign-in", new() { ["Input.Login"] = "19900000001", ["Input.Password"] = "not-this-1" });
        var signedIn = await host.SignInAsync(browser, "zhangsan", "/my/profile");
        await browser.SubmitAsync("/my/profile", new() { ["Purpose"] = "核对登记的号码" }, "Reveal");
        await browser.PostWithTokenOfAsync("/my/profile", "/my/profile", new() { ["Input.Email"] = "zhangsan@example.com", ["Input.Address"] = "解放路 3 号" });
        await host.Browser().SubmitAsync("/account/sign-in", new() { ["Phone"] = "19900000002" }, "Code");
        Assert.True((await host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync("platform.send-messages", Ct)).Ok);

        var said = string.Join('\n', log.Lines);
        Assert.Contains("199****0002", said, StringComparison.Ordinal);
        var token = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("zt-session=", StringComparison.Ordinal))["zt-session=".Length..].Split(';')[0];
        string[] secrets =
        [
            SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]), "19900000001", "19900000002", DemoPeople.Password, "not-this-1", token, "zhangsan@example.com", "解放路", "张三",
        ];
        Assert.All(secrets, s => Assert.DoesNotContain(s, said, StringComparison.Ordinal));
    }

    /// <summary>Keeps what is logged, as it is written.</summary>
    private sealed class KeptLines : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public void Attach(WebApplicationBuilder builder) => builder.Logging.AddProvider(this).AddFilter<KeptLines>(null, LogLevel.Information);

        public ILogger CreateLogger(string categoryName) => new Kept(categoryName, _lines);

        public void Dispose() => _lines.Clear();

        private sealed class Kept(string category, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
        }
    }
}
