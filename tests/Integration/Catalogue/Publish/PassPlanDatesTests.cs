using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Auditing;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;

namespace Zhengtong.Tests.Integration.Catalogue.Publish;

/// <summary>What was to be cancelled on a day is cancelled on that day, and the record says so.</summary>
public sealed class PassPlanDatesTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.10", "01.12")]
    public async Task An_entry_and_an_item_are_cancelled_on_their_day_once_and_an_older_version_does_not_come_back(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        var day = new DateOnly(2026, 6, 1);
        await stage.PublishedAsync("", AgreementStage.Content());
        var entry = await stage.ItemAsync(Item.BasicCode(AgreementStage.CatalogueCode, ""));
        await stage.PublishedAsync("511602", AgreementStage.Content(), entry);
        await stage.PublishedAsync("511602", AgreementStage.Content(), cancel: day);
        await stage.PublishedAsync("", AgreementStage.Content(), cancel: day);
        await stage.PublishedAsync("51", AgreementStage.Content(), cancel: day.AddDays(1));
        var catalogue = stage.Host.Services.GetRequiredService<ICatalogue>();
        var applicable = (Item item) => stage.Host.InDatabaseAsync(db => db.Set<ItemIndex>().Where(i => i.ItemId == item.Id).Select(i => i.Applicable).SingleAsync(Ct));

        // The day before nothing happens; on the day applying ends at once, whenever the work is done.
        GoTo(stage, day.AddDays(-1));
        await stage.RunJobAsync(PassPlanDates.JobName);
        Assert.Equal(ItemStatus.InUse, (await stage.ItemAsync(AgreementStage.County)).Status);
        Assert.Equal(2, (await catalogue.FindAsync(AgreementStage.County, Ct))!.Version);
        GoTo(stage, day);
        Assert.Null(await catalogue.FindAsync(AgreementStage.County, Ct));
        await stage.RunJobAsync(PassPlanDates.JobName);
        await stage.RunJobAsync(PassPlanDates.JobName);

        foreach (var code in (string[])[AgreementStage.County, entry.Code])
        {
            var item = await stage.ItemAsync(code);
            var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(item.Id, Ct));
            Assert.Equal(ItemStatus.Cancelled, item.Status);
            Assert.Equal("计划取消日期已到", Assert.Single(trace, t => t.What == "became").Reason);
            Assert.Null(Trace.Check(item, trace));
        }

        Assert.False(await applicable(await stage.ItemAsync(AgreementStage.County)));
        Assert.Equal(ItemStatus.InUse, (await stage.ItemAsync(Item.BasicCode(AgreementStage.CatalogueCode, "51"))).Status);
    }

    private static void GoTo(AgreementStage stage, DateOnly day)
    {
        // Noon in Beijing.
        var at = new DateTimeOffset(day.ToDateTime(new TimeOnly(4, 0)), TimeSpan.Zero);
        stage.Host.Clock.Advance(at - stage.Host.Clock.GetUtcNow());
    }
}
