using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Inspect.Links;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Catalogue.Inspect;

/// <summary>Addresses that items name are asked, of a real server over real connections.</summary>
public sealed class DeadLinkTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("02.07", "02.14")]
    public async Task An_address_that_does_not_open_for_three_days_is_a_finding_until_it_opens_again(Engine engine)
    {
        await using var site = await Site.StartAsync();
        await using var stage = await InspectStage.OpenAsync(engine, b =>
        {
            b.Configuration["Catalogue:LinkHosts"] = site.Authority;
            b.Configuration["Catalogue:LinkSeconds"] = "1";
            b.Configuration["Catalogue:LinkSilentDays"] = "4";
        });
        await stage.PublishAsync(InspectStage.Good with
        {
            SourceUrl = site.Root + "/gone",
            Questions = [new("去哪里看？", $"见 {site.Root}/moved、{site.Root}/round，还有 {site.Root}/silent。")],
            Conditions = [$"见 {site.Root}/shy（须登录的 {site.Root}/closed）", "https://elsewhere.example/never"],
        });

        for (var day = 1; day <= 3; day++)
        {
            await RunJobAsync(stage);
            Assert.Equal(day == 3 ? 2 : 0, await stage.Host.InDatabaseAsync(db => db.Set<OutwardLink>().CountAsync(l => l.DeadOn != null, Ct)));
            var asked = site.Asked.Count;
            await RunJobAsync(stage);
            Assert.Equal(asked, site.Asked.Count);
            Assert.Equal(day == 3, (await DeadAsync(stage)).Count > 0);
            stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        }

        var dead = await DeadAsync(stage);
        Assert.Equal(["/gone", "/round"], dead.Select(f => f.Place[f.Place.LastIndexOf('/')..]).Order(StringComparer.Ordinal));
        Assert.All(dead, f => Assert.Contains("连续多日打不开", f.Message, StringComparison.Ordinal));
        Assert.Equal(6, await stage.Host.InDatabaseAsync(db => db.Set<OutwardLink>().CountAsync(Ct)));

        // Nothing was known of what is silent, until it had been silent for a fourth day.
        site.Mended = true;
        await RunJobAsync(stage);
        Assert.Equal(["/round", "/silent"], (await DeadAsync(stage)).Select(f => f.Place[f.Place.LastIndexOf('/')..]).Order(StringComparer.Ordinal));
    }

    [Theory, EachDatabase]
    [Requirement("02.09", "02.14")]
    public async Task What_was_dead_is_asked_before_what_was_never_asked_so_that_its_finding_ends_the_day_after_it_is_mended(Engine engine)
    {
        await using var site = await Site.StartAsync();
        await using var stage = await InspectStage.OpenAsync(engine, b =>
        {
            b.Configuration["Catalogue:LinkHosts"] = site.Authority;
            b.Configuration["Catalogue:LinksADay"] = "2";
            b.Configuration["Catalogue:LinkDays"] = "1";
        });
        await stage.PublishAsync(InspectStage.Good with { SourceUrl = site.Root + "/gone" });
        await RunJobAsync(stage);
        Assert.Single(await DeadAsync(stage));

        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        site.Mended = true;
        await stage.PublishAsync(InspectStage.Good with { SourceUrl = site.Root + "/gone", Conditions = [.. Enumerable.Range(1, 8).Select(i => $"见 {site.Root}/shy?{i}")] });
        await RunJobAsync(stage);
        Assert.Empty(await DeadAsync(stage));
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<OutwardLink>().CountAsync(l => l.AskedOn == LegalDay.Today(stage.Host.Clock), Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("02.14")]
    public async Task A_silent_host_says_nothing_of_its_addresses_until_it_was_silent_on_many_days_and_is_not_waited_for_address_by_address(Engine engine)
    {
        await using var site = await Site.StartAsync();
        await using var stage = await InspectStage.OpenAsync(engine, b =>
        {
            b.Configuration["Catalogue:LinkHosts"] = site.Authority;
            b.Configuration["Catalogue:LinkSeconds"] = "1";
            b.Configuration["Catalogue:LinkDays"] = "1";
            b.Configuration["Catalogue:LinkSilentDays"] = "3";
        });
        await stage.PublishAsync(InspectStage.Good with { Conditions = [.. Enumerable.Range(1, 5).Select(i => $"见 {site.Root}/silent?{i}")] });
        for (var day = 1; day <= 3; day++)
        {
            await RunJobAsync(stage);
            Assert.Equal(2 * day, site.Asked.Count);
            Assert.Equal((day, day == 3 ? 5 : 0), await stage.Host.InDatabaseAsync(async db =>
                ValueTuple.Create(await db.Set<OutwardLink>().MinAsync(l => l.SilentDays, Ct), await db.Set<OutwardLink>().CountAsync(l => l.DeadOn != null, Ct))));
            stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        }

        // It answers again: whatever is asked and opens is dead no more.
        site.Woken = true;
        await RunJobAsync(stage);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<OutwardLink>().CountAsync(l => l.DeadOn != null || l.SilentDays > 0, Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("02.14")]
    public async Task Nothing_is_asked_unless_the_site_says_so_and_never_what_lies_in_its_own_network(Engine engine)
    {
        await using var site = await Site.StartAsync();
        foreach (var (hosts, known) in ((string, int)[])[("", 0), ("*", 2)])
        {
            await using var stage = await InspectStage.OpenAsync(engine, b => b.Configuration["Catalogue:LinkHosts"] = hosts);
            await stage.PublishAsync(InspectStage.Good with { SourceUrl = site.Root + "/gone", Conditions = [$"见 http://localhost:{site.Authority.Split(':')[1]}/gone"] });
            for (var day = 0; day < 4; day++)
            {
                await RunJobAsync(stage);
                stage.Host.Clock.Advance(TimeSpan.FromDays(1));
            }

            Assert.Empty(site.Asked);
            Assert.Equal((known, 0), await stage.Host.InDatabaseAsync(async db => (await db.Set<OutwardLink>().CountAsync(Ct), await db.Set<OutwardLink>().CountAsync(l => l.FailedDays > 0, Ct))));
        }
    }

    private static async Task RunJobAsync(InspectStage stage)
    {
        var done = await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(CheckLinks.JobName, Ct);
        Assert.True(done.Ok);
    }

    private static async Task<List<Finding>> DeadAsync(InspectStage stage)
    {
        await stage.RunAsync(full: false);
        return [.. (await stage.FindingsAsync()).Where(f => f.RuleKey == "source-dead")];
    }

    /// <summary>A site on this machine with a page for everything that can go wrong.</summary>
    private sealed class Site : StandIn
    {
        public ConcurrentQueue<string> Asked { get; } = new();

        public bool Mended { get; set; }

        public bool Woken { get; set; }

        public static Task<Site> StartAsync() => ListenAsync(new Site());

        protected override void Map(WebApplication app) => app.Run(AnswerAsync);

        private async Task AnswerAsync(HttpContext http)
        {
            Asked.Enqueue($"{http.Request.Method} {http.Request.Path}");
            switch (http.Request.Path.Value)
            {
                case "/gone":
                    http.Response.StatusCode = Mended ? 200 : 404;
                    break;
                case "/moved":
                    http.Response.Redirect("/shy");
                    break;
                case "/round":
                    http.Response.Redirect("/round");
                    break;
                case "/shy":
                    http.Response.StatusCode = HttpMethods.IsHead(http.Request.Method) ? 405 : 200;
                    break;
                case "/closed":
                    http.Response.StatusCode = 401;
                    break;
                default:
                    if (Woken)
                    {
                        break;
                    }

                    await SilentAsync(http);
                    break;
            }
        }
    }
}
