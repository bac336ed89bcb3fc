using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Change;

/// <summary>A new item overwrites none, a code means one thing, and what was cancelled comes back under its code.</summary>
public sealed class NewItemTests
{
    private const string Code = "11511301008778490F4510107002000";
    private const string Upper = "510107002000@5116";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.12", "01.13", "01.19")]
    public async Task A_new_item_is_under_way_once_and_never_becomes_a_version_of_one_that_exists_by_now(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PublishAsync(Upper, "饮用水供水单位卫生许可", ItemKind.Basic, "5116", DemoPeople.CityOffice, null);
        var id = (await ClaimAsync(stage, "editor2")).Value;
        Assert.Equal("catalogue.new-begun", (await ClaimAsync(stage, "editor2")).Problems[0].Code);
        await stage.WriteAsync("editor2", id, c => c with { ConsultPhone = "新填的电话" });
        Assert.True((await stage.SubmitAsync("editor2", id)).Ok);
        Assert.True((await stage.CheckAsync("manager1", id)).Ok);

        // A sheet brings the item meanwhile.
        await stage.PublishAsync(Code, "饮用水供水单位卫生许可", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, null, KeepingStage.Content() with { ConsultPhone = "已有的电话" });
        using var second = await stage.Host.BrowserAsync("manager2");
        Assert.Contains("这个编码的事项已经存在", (await second.PageAsync($"/office/items/changes/{id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("catalogue.code-taken", (await stage.ApproveAsync("manager2", id)).Problems[0].Code);

        Assert.Equal((1, "已有的电话"), await InForceAsync(stage));
        Assert.Equal(ChangeStatus.ToApprove, (await stage.ChangeAsync(id)).Status);
    }

    [Theory, EachDatabase, Requirement("01.12")]
    public async Task The_next_free_code_counts_what_is_under_way_and_one_code_means_one_thing_in_all_catalogues(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        Task<string> NextAsync() => stage.Host.InScopeAsync(s => s.GetRequiredService<ClaimItem>().SuggestAsync("5116", "20", "17", Ct));
        Task<Outcome<Guid>> EntryAsync(string login, string code, string name) => stage.DoAsync<ClaimItem, Outcome<Guid>>(login, (c, act) => c.NewEntryAsync(KeepingStage.Wish(name), code, "17", act, Ct));
        Assert.True((await EntryAsync("city1", await NextAsync(), "用水报装")).Ok);
        Assert.Equal("512017002000", await NextAsync());

        // Under way in the city, published in the city: neither is the province's to give another meaning.
        var refused = await EntryAsync("province1", "512017001000", "用气报装");
        Assert.Equal("catalogue.code-means-other", refused.Problems[0].Code);
        Assert.Contains("用水报装", refused.Problems[0].Message, StringComparison.Ordinal);
        await stage.PublishAsync("512017005000@5116", "用电报装", ItemKind.Basic, "5116", DemoPeople.CityOffice, null);
        Assert.Equal("catalogue.code-means-other", (await EntryAsync("province1", "512017005000", "用气报装")).Problems[0].Code);
        Assert.True((await EntryAsync("province1", "512017006000", "用气报装")).Ok);
    }

    [Theory, EachDatabase, Requirement("01.13", "01.12")]
    public async Task A_cancelled_item_comes_back_under_its_code_as_its_next_version(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PublishAsync(Upper, "饮用水供水单位卫生许可", ItemKind.Basic, "5116", DemoPeople.CityOffice, null);
        await stage.PublishAsync(Code, "饮用水供水单位卫生许可", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, Upper);
        var before = await stage.ItemAsync(Code);
        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<BecomeItems>().HandleAsync(Code, ItemStatus.Cancelled, stage.Host.Act(), Ct))).Ok);
        var id = (await ClaimAsync(stage, "editor2")).Value;
        await stage.WriteAsync("editor2", id, c => c with { ConsultPhone = "0826-2222222" }, effective: new DateOnly(2026, 6, 1));
        Assert.Equal("catalogue.revive-later", (await stage.SubmitAsync("editor2", id)).Problems[0].Code);
        await stage.WriteAsync("editor2", id, c => c);

        Assert.True((await stage.PassAsync("editor2", id)).Ok);

        var item = await stage.ItemAsync(Code);
        Assert.Equal((before.Id, 2, ItemStatus.InUse), (item.Id, item.CurrentVersion, item.Status));
        Assert.Equal((2, "0826-2222222"), await InForceAsync(stage));
        Assert.True(await stage.Host.InDatabaseAsync(db => db.Set<ItemIndex>().Where(i => i.Code == Code).Select(i => i.Applicable).SingleAsync(Ct)));
        Assert.Equal("catalogue.code-taken", (await ClaimAsync(stage, "editor2")).Problems[0].Code);
    }

    [Theory, EachDatabase, Requirement("01.13")]
    public async Task An_item_whose_power_was_given_away_does_not_come_back_by_a_claim(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PublishAsync(Upper, "饮用水供水单位卫生许可", ItemKind.Basic, "5116", DemoPeople.CityOffice, null);
        await stage.PublishAsync(Code, "饮用水供水单位卫生许可", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, Upper);
        await stage.Host.InScopeAsync(s => s.GetRequiredService<BecomeItems>().HandleAsync(Code, ItemStatus.Cancelled, stage.Host.Act(), Ct));
        var giver = await stage.ItemAsync(Code);
        await stage.Host.InDatabaseAsync(async db =>
        {
            var receiver = await db.Set<Item>().SingleAsync(i => i.Code == KeepingStage.Item, Ct);
            db.Add(new ItemGrant
            {
                Id = Guid.CreateVersion7(), AdjustmentId = Guid.CreateVersion7(), BatchId = Guid.CreateVersion7(), Kind = AdjustmentKind.Delegate, GiverId = giver.OrganisationId, GiverName = giver.OrganisationName,
                GiverRegionCode = giver.RegionCode, GiverItemId = giver.Id, ItemId = receiver.Id, Code = receiver.Code, Name = receiver.Name, ReceiverId = receiver.OrganisationId,
                ReceiverName = receiver.OrganisationName, RegionCode = receiver.RegionCode, Zone = default, GiverEnded = true, GrantedAt = stage.Host.Act().At,
            });
            return await db.SaveChangesAsync(Ct);
        });

        Assert.Equal("catalogue.power-elsewhere", (await ClaimAsync(stage, "editor2")).Problems[0].Code);
    }

    [Theory, EachDatabase, Requirement("01.13", "01.17")]
    public async Task A_claim_goes_on_from_the_newest_version_of_the_entry_and_records_the_one_it_has_the_content_of(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PublishAsync(Upper, "饮用水供水单位卫生许可", ItemKind.Basic, "5116", DemoPeople.CityOffice, null);
        var id = (await ClaimAsync(stage, "editor2")).Value;
        await stage.WriteAsync("editor2", id, c => c with { ConsultPhone = "0826-2222222" });
        await stage.SubmitAsync("editor2", id);
        await stage.CheckAsync("manager1", id);
        await stage.PublishAsync(Upper, "饮用水供水单位卫生许可", ItemKind.Basic, "5116", DemoPeople.CityOffice, null, KeepingStage.Content() with { LegalBasis = ["新条例第五条"] });
        Assert.Equal("catalogue.change-stale", (await stage.ApproveAsync("manager2", id)).Problems[0].Code);

        await stage.ReturnAsync("manager2", id, "上级目录已更新");
        Assert.True((await stage.DoAsync<DraftChange, Outcome>("editor2", (d, act) => d.MoveToNewestAsync(id, act, Ct))).Ok);
        Assert.True((await stage.PassAsync("editor2", id)).Ok);

        var content = (await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(Code, Ct))!.Content;
        Assert.Equal(("新条例第五条", "0826-2222222", 2), (content.LegalBasis[0], content.ConsultPhone, (await stage.ItemAsync(Code)).ParentVersion));
    }

    [Theory, EachDatabase, Requirement("01.13", "01.17")]
    public async Task Nothing_is_published_under_an_entry_of_elsewhere(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PublishAsync("510107009000@5117", "饮用水供水单位卫生许可", ItemKind.Basic, "5117", DemoPeople.CityOffice, null);
        var elsewhere = await stage.ItemAsync("510107009000@5117");
        var own = await stage.ItemAsync();
        var request = new PublishRequest(own.Code, own.Name, own.OrganisationId, own.OrganisationName, own.RegionCode, own.RegionName, KeepingStage.Content(), "test") { Parent = elsewhere };

        var refused = await stage.Host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(request, stage.Host.Act(), Ct));

        Assert.Equal("catalogue.bind-not-above", refused.Problems[0].Code);
        Assert.Equal((own.ParentId, 1), ((await stage.ItemAsync()).ParentId, (await stage.ItemAsync()).CurrentVersion));
    }

    private static Task<Outcome<Guid>> ClaimAsync(KeepingStage stage, string login) => stage.DoAsync<ClaimItem, Outcome<Guid>>(login, (c, act) => c.TakeOverAsync(Upper, null, null, act, Ct));

    private static async Task<(int Version, string Phone)> InForceAsync(KeepingStage stage)
    {
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(6));
        var item = await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(Code, Ct);
        return (item!.Version, item.Content.ConsultPhone);
    }
}
