using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue;

/// <summary>The catalogue from memory holds what it may and no more.</summary>
public sealed class PublishedItemsTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("12.03")]
    public async Task What_is_kept_stays_within_its_limit_and_codes_that_nobody_offers_leave_nothing(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        const int Items = 6;
        for (var n = 1; n <= Items; n++)
        {
            await stage.PublishAsync(ExchangeStage.CodeOf(n), $"事项{n}");
        }

        var scopes = stage.Host.Services.GetRequiredService<IServiceScopeFactory>();
        async Task<int> AskedTwiceAsync(PublishedItems items)
        {
            async Task AskAsync()
            {
                for (var n = 1; n <= Items; n++)
                {
                    Assert.Equal($"事项{n}", (await items.FindAsync(ExchangeStage.CodeOf(n), Ct))!.Name);
                }
            }

            await AskAsync();
            return (await stage.Sql.DuringAsync(AskAsync, "catalogue_item_version")).Count;
        }

        using var roomy = new PublishedItems(scopes, stage.Host.Clock);
        Assert.Equal(0, await AskedTwiceAsync(roomy));
        for (var n = 1; n <= 50; n++)
        {
            Assert.Null(await roomy.FindAsync($"没有的编码{n}", Ct));
        }

        Assert.Equal(2 * Items, roomy.Kept);

        // Three versions fit, so that three are read again.
        var length = await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().Select(v => v.Content.Length).MaxAsync(Ct));
        using var narrow = new PublishedItems(scopes, stage.Host.Clock, 3 * length);
        Assert.True(await AskedTwiceAsync(narrow) >= Items - 3);
    }
}
