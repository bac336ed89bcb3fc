using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Reorganise;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using static Zhengtong.Tests.Integration.Catalogue.Reorganise.ReorganiseSteps;

namespace Zhengtong.Tests.Integration.Catalogue.Reorganise;

/// <summary>A reorganisation is proposed: what is chosen, what is refused, and what could not be moved in the end is told.</summary>
public sealed class ProposeReorganisationTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.41")]
    public async Task Organisations_and_items_of_a_reorganisation_are_looked_for_and_chosen(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (market, approval) = (stage.Item.OrganisationId, await OrganisationAsync(stage, DemoPeople.ApprovalOffice));
        using var manager = await stage.Host.BrowserAsync("manager1");
        const string Self = "/office/reorganisations/new";
        Assert.Empty((await manager.PageAsync(Self)).QuerySelectorAll("input[name='Input.From'], input[name='Input.To']"));
        using var found = await manager.SubmitAsync(Self, new() { ["FindFrom"] = "市监", ["FindTo"] = "审批", ["Input.From"] = market.ToString(), ["FindItems"] = "食品", ["FindShares[0]"] = "", ["FindShares[1]"] = "卫健" }, "Find");
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await found.Content.ReadAsStringAsync(Ct));
        string Only(string name) => page.QuerySelectorAll($"input[name='{name}']").Single(i => i.GetAttribute("value")!.Length > 0).GetAttribute("value")!;
        Assert.Equal((market.ToString(), approval.ToString(), stage.Item.Code), (Only("Input.From"), Only("Input.To"), Only("Input.Items")));
        Assert.Equal((await OrganisationAsync(stage, DemoPeople.HealthOffice)).ToString(), Only("Input.Shares[1].To"));
        Assert.True(page.QuerySelectorAll("details.zt-fold")[1].HasAttribute("open"));

        var fields = Fields(market, approval);
        fields["Input.Items"] = stage.Item.Code;
        using var proposed = await manager.SubmitAsync(Self, fields);
        Assert.Equal(HttpStatusCode.Redirect, proposed.StatusCode);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<ReorganisationItem>().CountAsync(Ct)));
    }

    [Theory, EachDatabase]
    public async Task What_cannot_be_moved_is_told_at_its_field_and_changes_nothing(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (market, city) = (await OrganisationAsync(stage, DemoPeople.MarketOffice), await OrganisationAsync(stage, DemoPeople.CityOffice));
        using var browser = await stage.Host.BrowserAsync("city1");
        async Task<string> ToldAsync(Dictionary<string, string> fields)
        {
            using var answer = await browser.SubmitAsync("/office/reorganisations/new", fields);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(Ct);
        }

        Assert.Contains("权限调整", await ToldAsync(Fields(market, city)), StringComparison.Ordinal);
        var wrong = await ToldAsync(new() { ["Input.Codes"] = "没有", ["Input.EffectiveOn"] = "2026-03-01" });
        foreach (var told in (string[])["请选择承接职能的单位", "请选择移交职能的单位", "请填写生效日期", "请写明依据和原因", "没有找到移交单位的这些事项"])
        {
            Assert.Contains(told, wrong, StringComparison.Ordinal);
        }

        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Reorganisation>().CountAsync(Ct)));
        using var editor = await stage.Host.BrowserAsync("editor1");
        Assert.Equal(HttpStatusCode.Forbidden, await editor.StatusAsync("/office/reorganisations"));
    }

    [Theory, EachDatabase, Requirement("01.41")]
    public async Task What_could_not_be_moved_is_named_with_its_reason_and_everybody_concerned_is_told(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (market, health) = (stage.Item.OrganisationId, await OrganisationAsync(stage, DemoPeople.HealthOffice));
        await PublishAsync(stage, market, "511602-FAULT-2", "公共场所卫生许可", "01");
        await stage.Host.InDatabaseAsync(async db =>
        {
            // As it was taken over long ago: no version like it could be published today.
            var item = await db.Set<Item>().SingleAsync(i => i.Code == "511602-FAULT-2", Ct);
            var version = ItemVersion.Of(
                item, new PublishRequest(item.Code, item.Name, market, DemoPeople.MarketOffice, item.RegionCode, item.RegionName, WindowStage.Food with { Steps = [] }, "test"), Guid.Empty, "", TestHost.Monday.UtcDateTime);
            db.Add(version);
            item.PutInForce(version, market, DemoPeople.MarketOffice, "01");
            return await db.SaveChangesAsync(Ct);
        });

        var id = await ReorganiseAsync(stage, market, health);

        Assert.Equal((2, 1), (await TalliesAsync(stage, id))["政务服务事项"]);
        using var manager = await stage.Host.BrowserAsync("manager1");
        var refused = (await manager.PageAsync($"/office/reorganisations/{id}")).QuerySelectorAll("section[aria-labelledby=refused] tbody td").Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal(["政务服务事项", "公共场所卫生许可（511602-FAULT-2）", DemoPeople.HealthOffice], refused[..3]);
        Assert.Contains("办理环节", refused[3], StringComparison.Ordinal);
        async Task<List<string>> TitlesAsync(string login)
        {
            var staff = (await stage.ActAsync(login)).Actor.Id;
            return [.. (await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.PartyId == staff).Select(m => m.Title).ToListAsync(Ct))).Order(StringComparer.Ordinal)];
        }

        Assert.Equal(["职能移交已同意", "职能移交已执行，部分没有移交"], (await TitlesAsync("manager1")).Order(StringComparer.Ordinal));
        Assert.Equal(["职能移交已执行，部分没有移交", "职能移交待审定"], (await TitlesAsync("manager2")).Order(StringComparer.Ordinal));
        Assert.Equal(["承接了移交的职能"], await TitlesAsync("editor2"));
    }
}
