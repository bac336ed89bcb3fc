using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Change;

namespace Zhengtong.Tests.Integration.Catalogue.Choose;

/// <summary>Where an organisation is asked for it is looked for by name: no page lists all there are, and what was typed stays.</summary>
public sealed class ChoiceTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.12", "01.19", "01.38")]
    public async Task The_organisation_of_a_new_item_of_an_opinion_and_of_an_end_is_looked_for_and_chosen(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.Host.InDatabaseAsync(db =>
        {
            db.AddRange(Enumerable.Range(0, 60).Select(n => Organisation.Found($"广安区第{n}便民服务站", "", DemoPeople.Region, null, Zhengtong.Platform.Access.Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime))));
            return db.SaveChangesAsync(Ct);
        });
        var market = (await stage.Host.InDatabaseAsync(db => db.Set<Organisation>().SingleAsync(o => o.Name == DemoPeople.MarketOffice, Ct))).Id.ToString();
        var change = await stage.BeginAsync("editor2", KeepingStage.Item);
        await stage.WriteAsync("editor2", change, c => c with { ConsultPhone = "0826-2345678" });
        Assert.True((await stage.SubmitAsync("editor2", change)).Ok);
        using var manager = await stage.Host.BrowserAsync("manager1");
        var entry = Uri.EscapeDataString(KeepingStage.Entry);
        foreach (var (address, field, find, kept) in ((string, string, string, string)[])
            [($"/office/items/new?entry={entry}", "OrganisationId", "Find", ""), ($"/office/items/changes/{change}", "opinionFrom", "findOpinion", "question"), ("/office/ends/register", "Input.OrganisationId", "Find", "Input.Contact")])
        {
            var page = await manager.PageAsync(address);
            Assert.Empty(page.QuerySelectorAll($"select[name='{field}'], input[name='{field}']"));
            Assert.DoesNotContain("便民服务站", page.Body!.TextContent, StringComparison.Ordinal);
            Dictionary<string, string> typed = kept.Length > 0 ? new() { [kept] = "写好的内容" } : [];
            var many = await FoundAsync(manager, address, new(typed) { [find] = "便民服务站" });
            Assert.Equal(50, many.QuerySelectorAll($"input[name='{field}']").Length);
            Assert.Contains("请多写几个字", many.Body!.TextContent, StringComparison.Ordinal);
            var one = await FoundAsync(manager, address, new(typed) { [find] = "市监" });
            Assert.Equal(market, one.QuerySelectorAll($"input[name='{field}']").Single().GetAttribute("value"));
            var chosen = await FoundAsync(manager, address, new(typed) { [field] = market, [find] = "没有这样的单位" });
            Assert.Equal(market, chosen.QuerySelectorAll($"input[name='{field}'][checked]").Single().GetAttribute("value"));
            Assert.All(typed.Keys, key => Assert.Contains("写好的内容", chosen.QuerySelector($"[name='{key}']")!.OuterHtml, StringComparison.Ordinal));
        }

        // What was chosen is what is taken.
        using var claimed = await manager.SubmitAsync($"/office/items/new?entry={entry}", new() { ["OrganisationId"] = market }, "Claim");
        Assert.Equal(HttpStatusCode.Redirect, claimed.StatusCode);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<ItemChange>().CountAsync(c => c.Kind == ChangeKind.New && c.OrganisationId == Guid.Parse(market), Ct)));
    }

    private static async Task<IHtmlDocument> FoundAsync(HttpClient manager, string address, Dictionary<string, string> fields)
    {
        using var answer = await manager.SubmitAsync(address, fields, "Find");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Ct));
    }
}
