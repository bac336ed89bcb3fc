using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;
using Zhengtong.Tests.Integration.Catalogue.Lists;

namespace Zhengtong.Tests.Integration.Catalogue.Inspect;

/// <summary>The list of what enters the hall against the list of what does not, as findings with a person and a limit.</summary>
public sealed class HallListTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly ItemContent Entered = InspectStage.Good with { EntersHall = true, Places = [new("广安区政务服务中心", "09:00-17:00")] };

    [Theory, EachDatabase]
    [Requirement("05.20", "02.08", "02.09")]
    public async Task An_item_on_both_lists_is_a_finding_until_one_is_mended_and_the_night_sees_the_list_change(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await InspectStage.OpenAsync(engine, sql.Attach);
        await stage.PublishAsync(Entered, AgreementStage.County);
        await stage.RunAsync();
        Assert.Empty(await HallAsync(stage));
        using var manager = await stage.Host.BrowserAsync("manager1");
        var entry = await manager.AddEntryAsync(RegisterLists.HallNegative, "F-1", "娱乐场所设立审批", ("reason", "场地限制"));
        using var mapped = await manager.PostWithTokenOfAsync(entry, entry + "?handler=Map", new() { ["Code"] = await CatalogueCodeAsync(stage) });

        // Nothing was published since, but the list is another: everything is looked at again.
        stage.Host.Clock.Advance(TimeSpan.FromHours(1));
        var run = await stage.RunAsync(full: false);
        Assert.True(run.Full);
        var both = Assert.Single(await HallAsync(stage));
        Assert.Equal(("hall-both", FindingOrigin.Machine, true), (both.RuleKey, both.Origin, both.IsOpen));
        Assert.True(both.DueOn > new DateOnly(2026, 3, 2));
        Assert.Single(await sql.DuringAsync(() => stage.RunAsync(), "catalogue_list_mapping"), q => q.Contains("target_code", StringComparison.Ordinal));

        stage.Host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False((await stage.RunAsync(full: false)).Full);
        await stage.PublishAsync(Entered with { EntersHall = false, Places = [new("城南派出所", "09:00-17:00")] }, AgreementStage.County);
        Assert.Empty(await HallAsync(stage));
        var mended = (await stage.FindingsAsync(open: false)).Single(f => f.RuleKey == "hall-both");
        Assert.Equal(FindingEnd.Mended, mended.ClosedAs);
    }

    [Theory, EachDatabase]
    [Requirement("05.20")]
    public async Task The_negative_list_of_another_county_excuses_nobody(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(Entered with { EntersHall = false, Places = [new("城南派出所", "09:00-17:00")] }, AgreementStage.County);
        var code = await CatalogueCodeAsync(stage);
        var act = stage.Host.Act();
        foreach (var (region, expected) in ((string, string[])[])[("511603", ["hall-neither"]), ("5116", [])])
        {
            await stage.Host.InDatabaseAsync(async db =>
            {
                var entry = RegisterEntry.Add(RegisterLists.HallNegative, region, new EntryFacts("F-" + region, "娱乐场所设立审批", "", "某局", new Dictionary<string, string>()), act);
                db.Add(entry);
                db.Add(new ListMapping { EntryId = entry.Id, TargetCode = code, List = RegisterLists.HallNegative, RegionCode = region, MappedByName = "测试", MappedAt = act.At });
                return await db.SaveChangesAsync(Ct);
            });
            await stage.RunAsync();
            Assert.Equal(expected, (await HallAsync(stage)).Select(f => f.RuleKey));
        }
    }

    private static async Task<List<Zhengtong.Catalogue.Model.Finding>> HallAsync(InspectStage stage) => [.. (await stage.FindingsAsync()).Where(f => f.RuleKey is "hall-both" or "hall-neither" or "hall-fields")];

    private static Task<string> CatalogueCodeAsync(InspectStage stage) => stage.Host.InDatabaseAsync(db => db.Set<Item>().Select(i => i.CatalogueCode).SingleAsync(Ct));
}
