using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.Deliver;

[Requirement("03.18")]
public sealed class VerifyPageTests
{
    [Theory, EachDatabase]
    public async Task Anybody_with_the_code_learns_whether_a_result_holds(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await WindowStage.StartAsync(engine, adjust: sql.Attach);
        await HandOverPageTests.DecidedAsync(stage);
        var code = await stage.Host.InDatabaseAsync(db => db.Set<Result>().Select(r => r.VerificationCode).SingleAsync());
        var anybody = stage.Host.Browser();

        var typed = await anybody.GetAsync(new Uri($"/verify?code={code[..4].ToLowerInvariant()}-{code[4..]}", UriKind.Relative));
        var sent = await sql.DuringAsync(() => anybody.OpenAsync($"/verify/{code}"), "cases_");
        var valid = await anybody.OpenAsync(typed.Headers.Location!.OriginalString);
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2031, 3, 2, 2, 0, 0, TimeSpan.Zero));
        var expired = await anybody.OpenAsync($"/verify/{code}");
        await stage.Host.InDatabaseAsync(db => db.Set<Result>().ExecuteUpdateAsync(s => s.SetProperty(r => r.RevokedAt, stage.Host.Clock.GetUtcNow().UtcDateTime)));
        var revoked = await anybody.OpenAsync($"/verify/{code}");

        Assert.Single(sent);
        Assert.Contains("真实有效", valid.Text(), StringComparison.Ordinal);
        foreach (var said in (string[])["食品经营许可证", "张*", "区市监局", "2026年3月2日", "2031年3月1日"])
        {
            Assert.Contains(said, valid.Text(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("张三", valid.Text(), StringComparison.Ordinal);
        Assert.Contains("已过有效期", expired.Text(), StringComparison.Ordinal);
        Assert.Contains("已被撤销", revoked.Text(), StringComparison.Ordinal);
        Assert.Contains("没有查到这个核验码", (await anybody.OpenAsync("/verify/AAAABBBBCCCCDDDD")).Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await anybody.StatusAsync("/verify"));
    }

    [Theory, EachDatabase]
    public async Task Codes_cannot_be_tried_through(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine, adjust: b => b.Configuration["Verify:PerMinute"] = "3");
        var anybody = stage.Host.Browser();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await anybody.StatusAsync($"/verify/AAAABBBBCCCCDDD{i}"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await anybody.StatusAsync("/verify/AAAABBBBCCCCDDD9"));
    }
}
