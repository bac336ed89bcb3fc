using System.Net;
using Xunit;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Ui;

public sealed class UiPagesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Requirement("18.01", "18.05")]
    public async Task Elder_mode_is_switched_by_a_plain_link_and_stays_on_until_switched_off()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        using var browser = host.Browser();
        Assert.DoesNotContain("data-elder>", await browser.GetStringAsync("/accessibility", Stop), StringComparison.Ordinal);

        using var on = await browser.GetAsync("/preferences/elder?on=true&back=/accessibility", Stop);
        Assert.Equal("/accessibility", on.Headers.Location!.ToString());
        Assert.Contains("data-elder>", await browser.GetStringAsync("/accessibility", Stop), StringComparison.Ordinal);

        using var off = await browser.GetAsync("/preferences/elder?on=false&back=/accessibility", Stop);
        Assert.DoesNotContain("data-elder>", await browser.GetStringAsync("/accessibility", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_for_nobody_in_particular_carries_no_form_token_and_can_be_cached()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        using var browser = host.Browser();
        using var answer = await browser.GetAsync("/accessibility", Stop);

        Assert.DoesNotContain("__RequestVerificationToken", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/no-such-page", HttpStatusCode.NotFound, "没有找到这个页面")]
    [InlineData("/error/503", HttpStatusCode.ServiceUnavailable, "系统正在恢复")]
    public async Task An_error_page_speaks_and_keeps_its_status(string path, HttpStatusCode status, string words)
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        using var browser = host.Browser();
        using var answer = await browser.GetAsync(path, Stop);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", false)]
    [InlineData("Development", true)]
    public async Task The_gallery_is_for_staff_except_on_a_developers_machine(string environment, bool open)
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite, b => b.Environment.EnvironmentName = environment);
        using var browser = host.Browser();
        using var answer = await browser.GetAsync("/gallery", Stop);

        Assert.Equal(open, answer.StatusCode == HttpStatusCode.OK);
    }
}
