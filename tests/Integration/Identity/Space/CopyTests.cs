using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Closing;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Identity.Space;

/// <summary>A copy of everything: asked for with a fresh proof, made aside, offered for a week, gone after it.</summary>
public sealed class CopyTests
{
    private const string Page = SpaceKit.Page + "/copy";
    private const string File = Page + "/file";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.14", "08.16", "18.13")]
    public async Task Everything_comes_as_one_archive_that_nobody_else_can_read_and_is_gone_after_a_week(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (host, me) = (stage.Host, await stage.Host.PersonAsync("zhangsan"));
        var made = await stage.CaseAsync(await stage.ApplyAsync(shop: "小张的店"));
        await stage.ApplyAsync("lisi", shop: "老李的店");
        await host.StateAsync(me, "earlier.shop.taste", "口味", "微辣");
        Assert.StartsWith("/account/step-up?fresh=true", (await (await host.BrowserAsync("zhangsan")).SubmitAsync(Page, [], "Ask")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Empty(await host.CopiesAsync());

        var browser = await host.BrowserAsync("zhangsan", strong: true);
        var again = await browser.FillInAsync(Page, [], "Ask");
        Assert.Equal(Page, (await browser.SubmitAsync(Page, [], "Ask")).Headers.Location?.OriginalString);
        Assert.Contains("已经有一份副本", await (await again()).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("正在排队", (await browser.PageAsync(Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Page + "?missing=true", (await browser.GetAsync(new Uri(File, UriKind.Relative), Ct)).Headers.Location?.OriginalString);

        await host.MakeCopiesAsync();
        var copy = Assert.Single(await host.CopiesAsync());
        Assert.Equal((copy.Parts, host.Clock.GetUtcNow().UtcDateTime.AddDays(7)), (copy.PartsDone, copy.ExpiresAt!.Value));
        Assert.Contains("个人信息副本已经做好", await host.InboxAsync("zhangsan"), StringComparison.Ordinal);

        // Sealed as it lies, opened only for its owner with a fresh proof.
        var kept = await KeptAsync(host, copy.FileKey);
        Assert.True(kept!.AsSpan().IndexOf("data/cases.json"u8) < 0);
        Assert.StartsWith("/account/step-up", (await (await host.BrowserAsync("zhangsan")).GetAsync(new Uri(File, UriKind.Relative), Ct)).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(Page + "?missing=true", (await (await host.BrowserAsync("lisi", strong: true)).GetAsync(new Uri(File, UriKind.Relative), Ct)).Headers.Location?.OriginalString);

        using var answer = await browser.GetAsync(new Uri(File, UriKind.Relative), Ct);
        Assert.Equal(("application/zip", copy.Size), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentLength!.Value));
        await using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct)));
        var text = await TextAsync(zip, "说明.html");
        Assert.All((string[])[made.Number, "小张的店", "微辣", SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]), "执照.png"], t => Assert.Contains(t, text, StringComparison.Ordinal));
        Assert.DoesNotContain("老李的店", text, StringComparison.Ordinal);
        using var cases = JsonDocument.Parse(await TextAsync(zip, "data/cases.json"));
        var file = cases.RootElement[0].GetProperty("files")[0].GetProperty("path").GetString()!;
        await using var picture = await zip.GetEntry(file)!.OpenAsync(Ct);
        using var bytes = new MemoryStream();
        await picture.CopyToAsync(bytes, Ct);
        Assert.Equal(WindowStage.Png(), bytes.ToArray());
        Assert.All(
            (string[])
            [
                "profile", "known", "cases", "drafts", "advice", "bookings", "assistance", "enquiries", "ratings", "guide-feedback", "messages", "privacy", "consents", "delegations", "readings", "sessions",
            ],
            part => Assert.NotNull(zip.GetEntry($"data/{part}.json")));
        Assert.Equal(1, Assert.Single(await host.CopiesAsync()).Downloads);
        Assert.True(await host.InDatabaseAsync(db => db.Set<PersonalDataReading>().AnyAsync(r => r.PartyId == me && r.What == "信息副本（全部信息）", Ct)));

        host.Clock.Advance(TimeSpan.FromDays(7));
        browser = await host.BrowserAsync("zhangsan", strong: true);
        Assert.Equal(Page + "?missing=true", (await browser.GetAsync(new Uri(File, UriKind.Relative), Ct)).Headers.Location?.OriginalString);
        await host.MakeCopiesAsync();
        Assert.Null(await KeptAsync(host, copy.FileKey));
        copy = Assert.Single(await host.CopiesAsync());
        Assert.Equal(("", "", host.Clock.GetUtcNow().UtcDateTime), (copy.FileKey, copy.SecretHidden, copy.ErasedAt!.Value));
        Assert.Equal(Page, (await browser.SubmitAsync(Page, [], "Ask")).Headers.Location?.OriginalString);
    }

    [Theory, EachDatabase]
    [Requirement("08.14")]
    public async Task What_is_stopped_half_way_is_made_again_and_never_offered_by_halves(Engine engine)
    {
        var stop = new StopsHalfWay();
        await using var host = await SignInKit.StartDemoAsync(engine, b => b.Services.AddSingleton<ISpaceSource>(stop));
        var browser = await host.BrowserAsync("zhangsan", strong: true);
        await browser.SubmitAsync(Page, [], "Ask");

        // The process ends in the middle of it.
        using (var killed = new CancellationTokenSource())
        {
            stop.Do = () => killed.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.MakeCopiesAsync(killed.Token));
        }

        await NothingAsync(0);
        // The next run comes upon something that it cannot read.
        stop.Do = () => throw new IOException("The disk does not answer.");
        await host.MakeCopiesAsync();
        await NothingAsync(1);
        Assert.Contains("系统会自动重试", (await browser.PageAsync(Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        stop.Do = () => { };
        await host.MakeCopiesAsync();
        await NothingAsync(1);

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.MakeCopiesAsync();
        using var answer = await browser.GetAsync(new Uri(File, UriKind.Relative), Ct);
        await using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct)));
        Assert.Contains("最后一件", await TextAsync(zip, "说明.html"), StringComparison.Ordinal);

        async Task NothingAsync(int failures)
        {
            var copy = Assert.Single(await host.CopiesAsync());
            Assert.Null(copy.MadeAt);
            Assert.Equal(("", failures), (copy.FileKey, copy.Failures));
            Assert.Equal(Page + "?missing=true", (await browser.GetAsync(new Uri(File, UriKind.Relative), Ct)).Headers.Location?.OriginalString);
            Assert.DoesNotContain("已经做好", await host.InboxAsync("zhangsan"), StringComparison.Ordinal);
        }
    }

    [Theory, EachDatabase]
    [Requirement("08.14", "18.08")]
    public async Task It_goes_when_its_owner_wants_and_with_the_account_and_so_does_what_was_known(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (me, browser) = (await host.PersonAsync("zhangsan"), await host.BrowserAsync("zhangsan", strong: true));
        await browser.SubmitAsync(Page, [], "Ask");
        await host.MakeCopiesAsync();
        var first = Assert.Single(await host.CopiesAsync());
        await browser.SubmitAsync(Page, [], "Discard");
        Assert.Null(await KeptAsync(host, first.FileKey));

        await host.StateAsync(me, "earlier.shop.taste", "口味", "微辣");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.StateAsync(me, "earlier.shop.taste", "口味", "特辣");
        await browser.SubmitAsync("/my/profile/close", new() { ["Password"] = DemoPeople.Password });
        host.Clock.Advance(TimeSpan.FromDays(14.9));
        browser = await host.BrowserAsync("zhangsan", strong: true);
        await browser.SubmitAsync(Page, [], "Ask");
        await host.MakeCopiesAsync();
        var second = (await host.CopiesAsync())[^1];
        Assert.NotNull(await KeptAsync(host, second.FileKey));
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<EraseClosed>().Single().RunAsync(Ct));
        Assert.Null(await KeptAsync(host, second.FileKey));
        Assert.Equal((0, 0, 0), await host.InDatabaseAsync(async db => (
            await db.Set<KnownValue>().CountAsync(k => k.PartyId == me, Ct), await db.Set<FormerKnownValue>().CountAsync(k => k.PartyId == me, Ct), await db.Set<SpaceCopy>().CountAsync(c => c.PartyId == me, Ct))));
    }

    [Theory, EachDatabase]
    [Requirement("08.15")]
    public async Task A_companys_representative_gets_the_companys_and_not_his_own(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (host, company) = (stage.Host, await stage.Host.CompanyOfAsync("company1"));
        await stage.ApplyAsync("company1", shop: "公司的店", forCompany: true);
        await stage.ApplyAsync("company1", shop: "王五自己的店");
        var browser = await host.ForCompanyAsync("company1", company, strong: true);
        Assert.Equal(Page, (await browser.SubmitAsync(Page, [], "Ask")).Headers.Location?.OriginalString);
        await host.MakeCopiesAsync();
        Assert.Equal((company, PartyKind.Company), Assert.Single(await host.CopiesAsync()) is var c ? (c.PartyId, c.PartyKind) : default);
        using var answer = await browser.GetAsync(new Uri(File, UriKind.Relative), Ct);
        await using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct)));
        var text = await TextAsync(zip, "说明.html");
        Assert.Contains("公司的店", text, StringComparison.Ordinal);
        Assert.DoesNotContain("王五自己的店", text, StringComparison.Ordinal);
        Assert.Equal(Page + "?missing=true", (await (await host.BrowserAsync("company1", strong: true)).GetAsync(new Uri(File, UriKind.Relative), Ct)).Headers.Location?.OriginalString);
    }

    private static async Task<string> TextAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(Ct));
        return await reader.ReadToEndAsync(Ct);
    }

    /// <summary>What lies in the store under a key.</summary>
    private static async Task<byte[]?> KeptAsync(TestHost host, string key)
    {
        await using var content = await host.Services.GetRequiredService<IFileStore>().OpenAsync(key, Ct);
        if (content is null)
        {
            return null;
        }

        using var all = new MemoryStream();
        await content.CopyToAsync(all, Ct);
        return all.ToArray();
    }

    /// <summary>The last source of all, so that almost everything is written when something happens.</summary>
    private sealed class StopsHalfWay : ISpaceSource
    {
        public Action Do { get; set; } = () => { };

        public string Key => "last";

        public string Name => "最后";

        public int Order => 1000;

        public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
        {
            yield return new SpaceRecord("头一件", TestHost.Monday.UtcDateTime);
            Do();
            ct.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new SpaceRecord("最后一件", TestHost.Monday.UtcDateTime);
        }
    }
}
