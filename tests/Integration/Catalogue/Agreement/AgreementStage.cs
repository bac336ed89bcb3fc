using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Agreement;

/// <summary>One item at four levels: the nation's entry, the province's, the city's, and what the county's market office offers.</summary>
internal sealed class AgreementStage(TestHost host) : IAsyncDisposable
{
    public const string CatalogueCode = "000131001000";
    public const string Name = "食品经营许可";

    private static readonly CancellationToken Ct = Xunit.TestContext.Current.CancellationToken;

    /// <summary>An implementation code of the county: credit code, level 4, catalogue code.</summary>
    public const string County = "1151130100877833534" + CatalogueCode;

    public TestHost Host => host;

    public static ItemContent Content(string law = "食品安全法第三十五条") => CatalogueStage.Content() with { LegalBasis = [law] };

    public static async Task<AgreementStage> OpenAsync(Engine engine, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? adjust = null)
    {
        var host = await SignInKit.StartDemoAsync(engine, adjust);
        await host.InDatabaseAsync(async db =>
        {
            db.AddRange(
                new Region { Code = "51", ParentCode = "", Name = "四川省", FullName = "四川省", Level = 1 },
                new Region { Code = "5116", ParentCode = "51", Name = "广安市", FullName = "四川省广安市", Level = 2 },
                new Region { Code = "511602", ParentCode = "5116", Name = "广安区", FullName = "四川省广安市广安区", Level = 3 });
            return await db.SaveChangesAsync(Ct);
        });
        return new AgreementStage(host);
    }

    public async Task ChainAsync(ItemContent? content = null)
    {
        Item? parent = null;
        foreach (var region in (string[])["", "51", "5116"])
        {
            await PublishedAsync(region, content ?? Content(), parent);
            parent = await ItemAsync(Item.BasicCode(CatalogueCode, region));
        }

        await PublishedAsync("511602", content ?? Content(), parent);
        await SettleAsync();
    }

    /// <summary>Publishes the item of a region: an entry above the county, the market office's item in it.</summary>
    public async Task<Outcome<Guid>> PublishAsync(string region, ItemContent content, Item? parent = null, string name = Name, DateOnly? cancel = null, DateOnly? effective = null, bool revives = false)
    {
        var basic = region.Length < 6;
        var organisation = await host.InScopeAsync(async s => (await s.GetRequiredService<IOrganisations>().InRegionAsync(region, Ct)).FirstOrDefault(o => o.Name == (basic ? DemoPeople.ProvinceOffice : DemoPeople.MarketOffice)));
        var request = new PublishRequest(
            basic ? Item.BasicCode(CatalogueCode, region) : County, name, organisation?.Id ?? Guid.Empty, organisation?.Name ?? "国务院部门", region, region, content, "test")
        {
            Kind = basic ? ItemKind.Basic : ItemKind.Implementation,
            Parent = parent,
            PlanEffective = effective,
            PlanCancel = cancel,
            Revives = revives,
        };
        return await host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(request, host.Act(), Ct));
    }

    /// <summary>What an office of the city itself offers under the city's entry.</summary>
    /// <returns>Its code.</returns>
    public async Task<string> PublishOfficeAsync()
    {
        const string Code = "1151130100877833533" + CatalogueCode;
        var office = await host.InScopeAsync(async s => (await s.GetRequiredService<IOrganisations>().InRegionAsync("5116", Ct)).Single(o => o.Name == DemoPeople.CityOffice));
        var request = new PublishRequest(Code, Name, office.Id, office.Name, "5116", "5116", Content(), "test") { Parent = await ItemAsync(Item.BasicCode(CatalogueCode, "5116")) };
        var done = await host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(request, host.Act(), Ct));
        return done.Ok ? Code : throw new InvalidOperationException(done.Problems[0].Message);
    }

    public async Task<Guid> PublishedAsync(string region, ItemContent content, Item? parent = null, string name = Name, DateOnly? cancel = null, DateOnly? effective = null)
    {
        var done = await PublishAsync(region, content, parent, name, cancel, effective);
        return done.Ok ? done.Value : throw new InvalidOperationException(done.Problems[0].Message);
    }

    public Task<Item> ItemAsync(string code) => host.InDatabaseAsync(db => db.Set<Item>().AsNoTracking().SingleAsync(i => i.Code == code, Ct));

    /// <summary>What runs by itself in the product: events, and the handing down.</summary>
    public async Task SettleAsync()
    {
        var dispatcher = host.Services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.DispatchDueAsync(Ct) > 0)
        {
        }

        await RunJobAsync(RunFanOuts.JobName);
    }

    public async Task RunJobAsync(string job)
    {
        var done = await host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(job, Ct);
        if (!done.Ok)
        {
            throw new InvalidOperationException(done.Problems[0].Message);
        }
    }

    /// <summary>As an import does: taken-over data is not refused.</summary>
    public Task TakeOverAsync(ItemContent content) => host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        var item = await db.Set<Item>().SingleAsync(i => i.Code == County, Ct);
        var index = await db.Set<ItemIndex>().SingleAsync(i => i.ItemId == item.Id, Ct);
        var request = new PublishRequest(item.Code, item.Name, item.OrganisationId, DemoPeople.MarketOffice, item.RegionCode, item.RegionName, content, "import");
        Xunit.Assert.True(s.GetRequiredService<PublishItemVersion>().Stage(request, host.Act(), item, index, []).Ok);
        return await db.SaveAsync(Ct);
    });

    public Task<List<AdoptionTask>> TasksAsync() => host.InDatabaseAsync(db => db.Set<AdoptionTask>().AsNoTracking().OrderBy(t => t.ToVersion).ThenBy(t => t.Id).ToListAsync(Ct));

    public Task<List<ItemDifference>> DifferencesAsync() => host.InDatabaseAsync(db => db.Set<ItemDifference>().AsNoTracking().OrderBy(t => t.ElementKey).ToListAsync(Ct));

    public Act ActOf(string role, string region) =>
        new(new Actor(Guid.CreateVersion7(), "测试", ActorKind.Staff, new Post(Guid.CreateVersion7(), role, Guid.CreateVersion7(), "", region)), null, End.Pc, "test", Act.Micro(host.Clock.GetUtcNow().UtcDateTime));

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
