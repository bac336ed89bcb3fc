using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>Everybody of these tests comes from one address, as in a hall.</summary>
public sealed class AttemptsTests
{
    /// <summary>Account with browser, guesses and notice; attempt; session with the forgotten failures; and the end of the session before.</summary>
    private const int StatementsOfSignIn = 4;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task Strangers_who_guess_at_an_account_do_not_slow_down_its_own_browser(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var owner = host.Browser();
        await host.SignInAsync(owner, "zhangsan");
        await GuessAsync(host.Browser(), "zhangsan", Attempts.FreePerAccount);
        Assert.Contains("尝试次数较多", await TryAsync(host.Browser(), "zhangsan", DemoPeople.Password), StringComparison.Ordinal);
        await host.InScopeAsync(async s =>
        {
            for (var i = 0; i < Attempts.WithoutCode; i++)
            {
                await s.GetRequiredService<Attempts>().FailedAsync(ActorKind.Applicant + ":zhangsan", "10.0.0." + i, Ct);
            }
        });

        // Neither a wait nor a code besides; but its own guesses are counted.
        Assert.Equal("/my", (await host.SignInAsync(owner, "zhangsan")).Headers.Location!.OriginalString);
        await GuessAsync(owner, "zhangsan", Attempts.FreePerAccount);
        Assert.Contains("尝试次数较多", await TryAsync(owner, "zhangsan", DemoPeople.Password), StringComparison.Ordinal);
        // The store has the browser as a hash only.
        var cookie = (await host.SignInAsync(host.Browser(), "lisi")).Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("zt-device=", StringComparison.Ordinal))["zt-device=".Length..].Split(';')[0];
        Assert.False(await host.InDatabaseAsync(db => db.Set<KnownDevice>().AnyAsync(x => x.DeviceHash == cookie, Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task Who_comes_back_in_a_browser_of_his_own_begins_anew_each_time_and_asks_little_of_the_store(Engine engine)
    {
        var sql = new SqlCounter();
        await using var host = await SignInKit.StartDemoAsync(engine, sql.Attach);
        var browser = host.Browser();
        await host.SignInAsync(browser, "zhangsan");
        for (var day = 0; day < 3; day++)
        {
            await GuessAsync(browser, "zhangsan", Attempts.FreePerAccount - 2);
            var sent = await sql.DuringAsync(() => host.SignInAsync(browser, "zhangsan"), "identity_");
            // SQLite is sent the session and the forgotten failures one after the other, in one transaction.
            Assert.True(sent.Count == StatementsOfSignIn + (engine == Engine.Sqlite ? 1 : 0), string.Join("\n\n", sent));
        }
    }

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task When_a_browser_was_last_used_is_kept_to_the_day(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        Task<KnownDevice> KeptAsync() => host.InDatabaseAsync(db => db.Set<KnownDevice>().AsNoTracking().SingleAsync(Ct));
        var browser = host.Browser();
        await host.SignInAsync(browser, "zhangsan");
        var first = await KeptAsync();
        Assert.Equal(first.FirstAt, first.LastAt);

        host.Clock.Advance(TimeSpan.FromHours(23));
        await host.SignInAsync(browser, "zhangsan");
        Assert.Equal(first.LastAt, (await KeptAsync()).LastAt);

        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.SignInAsync(browser, "zhangsan");
        Assert.Equal((first.FirstAt, first.FirstAt.AddHours(25)), ((await KeptAsync()).FirstAt, (await KeptAsync()).LastAt));
    }

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task A_guesser_in_a_hall_locks_out_neither_its_computers_nor_the_people_at_them(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var desk = host.Browser();
        await host.SignInAsync(desk, "lisi");
        // He tries one account after the other, which no limit of an account sees.
        for (var i = 0; i < Attempts.FreePerAddress; i++)
        {
            await CountAsync(host, $"nobody{i}", new Place(""));
        }

        Assert.NotNull(await CountAsync(host, "nobody-else", new Place("")));
        Assert.Equal("/my", (await host.SignInAsync(desk, "zhangsan")).Headers.Location!.OriginalString);

        // With an account of his own and a browser known by it he comes as far once more, and all such browsers of the address together to the limit of a hall.
        for (var i = 0; i < Attempts.FreePerAddress; i++)
        {
            Assert.Null(await CountAsync(host, $"somebody{i}", new Place("", "device-0")));
        }

        Assert.NotNull(await CountAsync(host, "somebody-else", new Place("", "device-0")));
        TimeSpan? wait = null;
        for (var i = 0; i < Attempts.FreePerHall && wait is null; i++)
        {
            wait = await CountAsync(host, $"anybody{i}", new Place("", $"device-{1 + (i / 50)}"));
        }

        Assert.NotNull(wait);
        Assert.Equal("/my", (await host.SignInAsync(desk, "lisi")).Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task A_hall_whose_people_sign_in_at_one_moment_holds_nobody_up_and_every_one_is_counted(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 40).Select(i => CountAsync(host, $"visitor{i}", new Place("10.1.1.1")))), Assert.Null);
        for (var i = 40; i < Attempts.FreePerAddress; i++)
        {
            // Of two nodes one clock is behind.
            host.Clock.AdjustTime(host.Clock.GetUtcNow().AddMilliseconds(i % 2 == 0 ? -20 : 10));
            Assert.Null(await CountAsync(host, $"visitor{i}", new Place("10.1.1.1")));
        }

        Assert.NotNull(await CountAsync(host, "one-too-many", new Place("10.1.1.1")));
    }

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task Each_wait_is_twice_the_one_before_up_to_a_quarter_of_an_hour_and_an_hour_of_rest_forgets_them(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        Task<TimeSpan?> TryAsync() => CountAsync(host, "zhangsan", new Place("10.1.1.1"));
        async Task FreeAsync()
        {
            for (var i = 0; i < Attempts.FreePerAccount; i++)
            {
                Assert.Null(await TryAsync());
            }
        }

        await FreeAsync();
        foreach (var seconds in (int[])[30, 60, 120, 240, 480, 900, 900])
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), await TryAsync());
            host.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Null(await TryAsync());
        }

        host.Clock.Advance(TimeSpan.FromMinutes(61));
        await FreeAsync();
        Assert.Equal(TimeSpan.FromSeconds(30), await TryAsync());
    }

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task A_cookie_that_nobody_signed_in_with_and_an_old_one_are_none(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        for (var i = 0; i < Attempts.FreePerAccount; i++)
        {
            await GuessAsync(host.Browser(new Cookie("zt-device", new string((char)('A' + i), 64), "/account", "localhost")), "zhangsan", 1);
        }

        var fresh = host.Browser(new Cookie("zt-device", new string('F', 64), "/account", "localhost"));
        Assert.Contains("尝试次数较多", await TryAsync(fresh, "zhangsan", DemoPeople.Password), StringComparison.Ordinal);

        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.SignInAsync(fresh, "zhangsan");
        host.Clock.Advance(TimeSpan.FromDays(181));
        await GuessAsync(host.Browser(), "zhangsan", Attempts.FreePerAccount);
        Assert.Contains("尝试次数较多", await TryAsync(fresh, "zhangsan", DemoPeople.Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_succeeded_or_is_forgotten_is_noted_in_turn_with_the_other_writers_of_the_file()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        Assert.False(await host.DoneOutOfTurnAsync(() => host.InScopeAsync(s => s.GetRequiredService<Attempts>().SucceededAsync("password", "zhangsan", new Place("10.1.1.1"), Ct))));
        Assert.False(await host.DoneOutOfTurnAsync(() => host.InScopeAsync(s => s.GetRequiredService<Attempts>().ForgetAsync("zhangsan", Ct))));
    }

    private static Task<TimeSpan?> CountAsync(TestHost host, string login, Place place) =>
        host.InScopeAsync(s => s.GetRequiredService<Attempts>().TakeAsync("password", ActorKind.Applicant + ":" + login, place, Ct));

    private static async Task GuessAsync(HttpClient browser, string login, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Contains("账号或密码不正确", await TryAsync(browser, login, "guess-" + i), StringComparison.Ordinal);
        }
    }

    private static async Task<string> TryAsync(HttpClient browser, string login, string password) =>
        await (await browser.SubmitAsync("/account/sign-in", new() { ["Input.Login"] = login, ["Input.Password"] = password })).Content.ReadAsStringAsync(Ct);
}
