using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Web;

namespace Zhengtong.Tests.Integration.Catalogue.Guide;

/// <summary>What is kept off the platform is not so much as named outside; and what waits for its day is named as it is in force.</summary>
public sealed class KeptOffTests
{
    private const string Open = "公开事项甲";
    private const string Secret = "涉密事项乙";
    private static readonly string OpenCode = ExchangeStage.CodeOf(1);
    private static readonly string SecretCode = ExchangeStage.CodeOf(2);
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.08", "01.31")]
    public async Task No_page_for_everybody_names_what_is_kept_off_the_platform(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        await stage.PublishAsync(OpenCode, Open, Listed);
        await stage.PublishAsync(SecretCode, Secret, c => Listed(c) with { ExcludedReason = "涉及国家秘密" });
        var standard = await FollowedAsync(stage);
        await stage.DispatchAsync();
        Assert.True((await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync("catalogue.lists", Ct)).Ok);

        using var anybody = stage.Host.Browser(new Cookie("zt-region", "511602", "/", "localhost"));
        var named = new List<string>();
        foreach (var address in await AddressesAsync(stage, standard))
        {
            using var answer = await anybody.GetAsync(new Uri(address, UriKind.Relative), Ct);
            var text = await answer.Content.ReadAsStringAsync(Ct);
            Assert.False(text.Contains(Secret, StringComparison.Ordinal), address);
            if (text.Contains(Open, StringComparison.Ordinal))
            {
                named.Add(address);
            }
        }

        // The open item beside it is found on all of these: they would have named the other.
        Assert.Superset(
            new HashSet<string>([
                $"/items/{OpenCode}", $"/items/{OpenCode}/print", $"/guide-feedback/{OpenCode}", "/items?q=事项", "/search?q=事项", "/search/suggest?q=事项", "/lists/zero-trip", $"/standards/{standard}", "/api/items",
            ]),
            named.ToHashSet());
        foreach (var address in (string[])[$"/items/{SecretCode}", $"/items/{SecretCode}/brief", $"/items/{SecretCode}/print", $"/guide-feedback/{SecretCode}", $"/api/items/{SecretCode}"])
        {
            using var hidden = await anybody.GetAsync(new Uri(address, UriKind.Relative), Ct);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, hidden.StatusCode));
        }

        // Nobody applies for it, and the manual is for its keepers.
        Assert.Null(await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(SecretCode, Ct));
        using var stranger = await stage.Host.BrowserAsync("health1");
        using var manual = await stranger.GetAsync(new Uri("/office/manuals/" + SecretCode, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, manual.StatusCode);
        using var keeper = await stage.Host.BrowserAsync("manager1");
        Assert.Contains(Secret, (await keeper.PageAsync("/office/manuals/" + SecretCode)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Open, (await stranger.PageAsync("/office/manuals/" + OpenCode)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.08")]
    public async Task An_item_that_is_kept_off_later_is_found_no_more_and_comes_back_while_its_cases_go_on(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        var first = await stage.PublishAsync(OpenCode, Open, Listed);
        await stage.DispatchAsync();
        Assert.Equal((true, true, true), await FoundAsync(stage));

        await stage.PublishAsync(OpenCode, Open, c => Listed(c) with { ExcludedReason = "法律另有规定" });
        await stage.DispatchAsync();
        Assert.Equal((false, false, false), await FoundAsync(stage));
        Assert.Equal(Open, (await stage.Host.Services.GetRequiredService<ICatalogue>().VersionAsync(first, Ct)).Name);

        await stage.PublishAsync(OpenCode, Open, Listed);
        await stage.DispatchAsync();
        Assert.Equal((true, true, true), await FoundAsync(stage));
    }

    [Theory, EachDatabase, Requirement("01.19")]
    public async Task The_name_that_waits_for_its_day_is_told_nobody_before(Engine engine)
    {
        const string later = "以后的名称";
        await using var stage = await ExchangeStage.OpenAsync(engine);
        await stage.PublishAsync(OpenCode, Open);
        var standard = await FollowedAsync(stage);
        var item = await stage.ItemAsync(OpenCode);
        var next = new PublishRequest(OpenCode, later, item.OrganisationId, item.OrganisationName, item.RegionCode, item.RegionName, CatalogueStage.Content(), "test") { PlanEffective = new(2026, 6, 1) };
        Assert.True((await stage.DoAsync<PublishItemVersion, Zhengtong.Platform.Outcomes.Outcome<Guid>>(p => p.PublishAsync(next, stage.Host.Act(), Ct))).Ok);

        using var anybody = stage.Host.Browser();
        foreach (var address in (string[])["/guide-feedback/" + OpenCode, $"/standards/{standard}"])
        {
            var text = (await anybody.PageAsync(address)).Body!.TextContent;
            Assert.Contains(Open, text, StringComparison.Ordinal);
            Assert.DoesNotContain(later, text, StringComparison.Ordinal);
        }
    }

    private static ItemContent Listed(ItemContent content) => content with { Visits = 0, OnlineDepth = "全程网办", Tags = [ItemTags.ZeroTrip] };

    /// <summary>A standard in force that both items follow.</summary>
    private static Task<Guid> FollowedAsync(ExchangeStage stage) => stage.Host.InDatabaseAsync(async db =>
    {
        var act = stage.Host.Act();
        var facts = new StandardFacts("GB/T 10001-2020", "政务服务规范", StandardLevel.National, StandardDomain.Evaluation, "", "", "", 2020, new(2020, 1, 1), new(2020, 6, 1));
        var of = Standard.Propose(facts, "", "", true, null, null, act);
        of.Publish(facts.Number!, facts.IssuedOn!.Value, facts.InForceOn!.Value, act);
        db.Add(of);
        db.AddRange((await db.Set<Item>().ToListAsync(Ct)).Select(i => new ItemStandard { StandardId = of.Id, ItemId = i.Id, AddedAt = act.At, AddedByName = "test" }));
        await db.SaveChangesAsync(Ct);
        return of.Id;
    });

    /// <summary>Every page that is open to everybody, those of one item for both, and what one looks for.</summary>
    private static async Task<List<string>> AddressesAsync(ExchangeStage stage, Guid standard)
    {
        var open = (await AccessRoute.AllAsync(stage.Host)).Where(r => r is { Open: true, Method: "GET", Handler: null }).Select(r => "/" + r.Pattern).ToList();
        var ofItem = open.Where(p => p.Contains("{code}", StringComparison.Ordinal) && p.Count(c => c == '{') == 1).ToList();
        Assert.True(ofItem.Count > 4);
        return
        [
            .. open.Where(p => !p.Contains('{', StringComparison.Ordinal)), .. ofItem.SelectMany(p => (string[])[p.Replace("{code}", OpenCode, StringComparison.Ordinal), p.Replace("{code}", SecretCode, StringComparison.Ordinal)]),
            "/items?q=事项", "/search?q=事项", "/search/suggest?q=事项", .. DerivedLists.All.Select(l => "/lists/" + l.Key), $"/standards/{standard}",
        ];
    }

    /// <returns>Whether it is searched for, applied for and on its list.</returns>
    private static async Task<(bool, bool, bool)> FoundAsync(ExchangeStage stage)
    {
        var applied = await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(OpenCode, Ct) is not null;
        return await stage.Host.InDatabaseAsync(async db =>
            (await db.Set<ItemIndex>().AnyAsync(x => x.Code == OpenCode, Ct), applied, await db.Set<ListItem>().AnyAsync(x => x.Code == OpenCode && x.List == ItemTags.ZeroTrip, Ct)));
    }
}
