using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>The store goes away under a running process and comes back.</summary>
public sealed class DatabaseGoneTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Requirement("18.07")]
    public async Task Pages_say_so_while_the_database_is_gone_and_all_goes_on_by_itself_when_it_is_back()
    {
        using var server = PostgresInstance.Start();
        var connection = server.Connection + ";Database=postgres";
        await TestDatabase.MigrateAsync(connection + ";Pooling=false");
        await using var host = await TestHost.StartAsync(Engine.Sqlite, b =>
        {
            b.Configuration["Database:Connection"] = connection;
            b.Configuration["Background:Enabled"] = "true";
            b.Configuration["Data:ImportOnStart"] = "false";
            b.Configuration["Demo:Enabled"] = "true";
            b.Services.AddSingleton(TimeProvider.System);
        });
        var (known, unknown, nobody) = (await host.BrowserAsync("zhangsan"), await host.BrowserAsync("lisi"), host.Browser());
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(known, "/my")).StatusCode);
        var form = (await nobody.PageAsync("/account/sign-in")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        server.Stop();
        foreach (var (browser, path) in new[] { (known, "/my"), (unknown, "/my"), (unknown, "/help"), (nobody, "/items") })
        {
            await SaysSoAsync(await GetAsync(browser, path), path);
        }

        using var signIn = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = form, ["Input.Login"] = "zhangsan", ["Input.Password"] = "x" });
        await SaysSoAsync(await nobody.PostAsync(new Uri("/account/sign-in", UriKind.Relative), signIn, Ct), "sign-in");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(nobody, "/health")).StatusCode);

        server.StartAgain();
        var back = TimeProvider.System.GetUtcNow().UtcDateTime;
        await UntilAsync(async () => (await GetAsync(known, "/my")).StatusCode == HttpStatusCode.OK, "the pages");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(unknown, "/my")).StatusCode);

        var happened = await host.InDatabaseAsync(async db =>
        {
            db.Publish(new WorkingCalendarImported("x", [2026], Guid.Empty, "测试", ""), TimeProvider.System.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(Ct);
            return await db.Set<OutboxEvent>().OrderByDescending(e => e.At).Select(e => e.Id).FirstAsync(Ct);
        });
        await UntilAsync(() => host.InDatabaseAsync(db => db.Set<OutboxEvent>().AnyAsync(e => e.Id == happened && e.DoneAt != null, Ct)), "the outbox");
        await UntilAsync(() => host.InDatabaseAsync(db => db.Set<JobLease>().AnyAsync(j => j.LastRunAt > back && j.LastError == null, Ct)), "the jobs");
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient browser, string path) => browser.GetAsync(new Uri(path, UriKind.Relative), Ct);

    private static async Task SaysSoAsync(HttpResponseMessage answer, string path)
    {
        var page = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{path}: {answer.StatusCode} {page[..Math.Min(300, page.Length)]}");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("系统正在恢复", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<Task<bool>> reached, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if (await reached())
                {
                    return;
                }
            }
            catch (Exception e) when (e.GetBaseException() is Npgsql.NpgsqlException or System.Net.Sockets.SocketException or IOException)
            {
                // A connection of before the outage: it is thrown away by this.
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"Not back: {what}");
            await Task.Yield();
        }
    }
}
