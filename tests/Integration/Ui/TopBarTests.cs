using System.Net;
using Xunit;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Ui;

public sealed class TopBarTests
{
    [Theory, EachDatabase]
    public async Task The_top_bar_names_the_chosen_region_on_pages_that_say_nothing_of_it(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.InDatabaseAsync(async db =>
        {
            db.AddRange(
                new Region { Code = "511602", ParentCode = "5116", Name = "广安区", FullName = "四川省广安市广安区", Level = 3 },
                new Region { Code = "511603", ParentCode = "5116", Name = "前锋区", FullName = "四川省广安市前锋区", Level = 3 });
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });

        foreach (var (cookies, name) in new[] { ((Cookie[])[], "广安区"), ([new Cookie("zt-region", "511603", "/", "localhost")], "前锋区") })
        {
            var page = await host.Browser(cookies).PageAsync("/help");
            Assert.Contains(name, page.QuerySelector(".zt-topbar__group")!.TextContent, StringComparison.Ordinal);
        }
    }
}
