using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;
using Zhengtong.Tests.Integration.Cases.Apply;

namespace Zhengtong.Tests.Integration.Catalogue.Inspect;

/// <summary>What is not on the licence list is not handled as a licence.</summary>
public sealed class LicenceListTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.24", "14.23")]
    public async Task A_new_licence_outside_the_list_is_refused_and_one_that_is_there_is_found_by_the_night(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await InspectStage.OpenAsync(engine, sql.Attach);
        var catalogue = new AgreementStage(stage.Host);

        // Before the list is here nobody can say what is not on it.
        await stage.PublishAsync(InspectStage.Good);
        await stage.RunAsync();
        Assert.DoesNotContain(await stage.FindingsAsync(), f => f.RuleKey == "licence-unlisted");

        await catalogue.PublishedAsync("", InspectStage.Good);
        var entry = await catalogue.ItemAsync(AgreementStage.CatalogueCode);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => stage.PublishAsync(InspectStage.Good, InspectStage.Code[..^1] + "1"));
        Assert.Contains("没有关联许可事项清单里的事项", refused.Message, StringComparison.Ordinal);
        var service = await catalogue.PublishAsync("511602", InspectStage.Good with { TypeCode = "07", TypeName = "行政确认" });
        Assert.True(service.Ok);
        var licensed = await catalogue.PublishAsync("511602", InspectStage.Good);
        Assert.Equal("catalogue.licence-unlisted", licensed.Problems[0].Code);
        Assert.True((await catalogue.PublishAsync("511602", InspectStage.Good, entry)).Ok);

        // What was published before stays and may be mended, and is a finding of its keeper.
        await stage.PublishAsync(InspectStage.Good with { ConsultPhone = "0826-2222223" });
        var page = await sql.DuringAsync(() => stage.RunAsync());
        Assert.Single(page, q => q.Contains("catalogue_item_theme", StringComparison.Ordinal));
        Assert.Equal(InspectStage.Code, Assert.Single(await stage.FindingsAsync(), f => f.RuleKey == "licence-unlisted").ItemCode);

        // Nothing below is published when the entry ends, and the night looks at everything again.
        stage.Host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False((await stage.RunAsync(full: false)).Full);
        await EndAsync(stage.Host, entry.Code);
        stage.Host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await stage.RunAsync(full: false)).Full);
        var struck = Assert.Single(await stage.FindingsAsync(), f => f.RuleKey == "licence-unlisted" && f.ItemCode == AgreementStage.County);
        Assert.Contains("关联的许可事项已取消", struck.Message, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("14.23")]
    public async Task Nobody_applies_for_a_licence_that_was_struck_off_the_list_and_is_told_why(Engine engine)
    {
        await using var stage = await ApplyStage.StartAsync(engine);
        using var browser = await stage.SignedInAsync("zhangsan");
        var draft = await ApplyStage.BeginAsync(browser);
        await ApplyStage.FillPersonAsync(browser, draft);
        await ApplyStage.FillMaterialsAsync(browser, draft);
        await ApplyStage.Good(browser.SubmitAsync(draft + "/delivery", new() { ["Delivery"] = "courier", ["DeliveryAddress"] = "广安区金安大道1号 张三" }));
        var catalogue = new AgreementStage(stage.Host);
        await catalogue.PublishedAsync("", ApplyStage.Content);
        await stage.Host.InDatabaseAsync(async db =>
        {
            (await db.Set<Item>().SingleAsync(i => i.Code == ApplyStage.Code, Ct)).Adopt(await db.Set<Item>().SingleAsync(i => i.Code == AgreementStage.CatalogueCode, Ct));
            return await db.SaveChangesAsync(Ct);
        });
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.NotNull(await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(ApplyStage.Code, Ct));

        await EndAsync(stage.Host, AgreementStage.CatalogueCode);
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(10));

        using var start = await browser.GetAsync(new Uri("/apply/" + ApplyStage.Code, UriKind.Relative), Ct);
        Assert.Equal(404, (int)start.StatusCode);
        Assert.Contains("行政许可已经取消", await start.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var sent = await browser.SubmitAsync(draft + "/check", []);
        Assert.Contains("行政许可已经取消", await sent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Zhengtong.Cases.Model.Case>().CountAsync(Ct)));
    }

    private static async Task EndAsync(TestHost host, string code) =>
        Assert.True((await host.InScopeAsync(s => s.GetRequiredService<BecomeItems>().HandleAsync(code, ItemStatus.Cancelled, host.Act(), Ct))).Ok);
}
