using System.Net;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Track;

namespace Zhengtong.Tests.Integration.Cases.Withdraw;

/// <summary>Withdrawal through the page: confirmed, until it is decided and not after.</summary>
public sealed class WithdrawPageTests
{
    [Theory, EachDatabase]
    public async Task An_application_is_withdrawn_once_it_is_confirmed(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        await stage.AcceptAsync(@case);
        using var browser = await stage.Host.BrowserAsync("zhangsan");
        var address = $"/my/cases/{@case.Id}/withdraw";

        using var unsure = await browser.SubmitAsync(address, new() { ["Reason"] = "不开店了" });
        Assert.Equal(HttpStatusCode.OK, unsure.StatusCode);
        Assert.Equal(CaseStatus.InReview, (await stage.ReadAsync(@case.Id)).Status);

        using var sure = await browser.SubmitAsync(address, new() { ["Reason"] = "不开店了", ["Sure"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, sure.StatusCode);
        var withdrawn = await stage.ReadAsync(@case.Id);
        Assert.Equal((CaseStatus.Withdrawn, Ending.Withdrawn), (withdrawn.Status, withdrawn.Ending));
        var page = await browser.PageAsync($"/my/cases/{@case.Id}");
        Assert.Contains("理由：不开店了", page.QuerySelector(".zt-timeline")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task After_the_decision_it_is_too_late(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        await stage.AcceptAsync(@case);
        using var browser = await stage.Host.BrowserAsync("zhangsan");
        var address = $"/my/cases/{@case.Id}/withdraw";
        await stage.DecideAsync(@case);

        Assert.Contains("已作出决定，不能撤回", (await browser.PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
        using var late = await browser.PostWithTokenOfAsync("/track", address, new() { ["Sure"] = "true" });
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        Assert.Equal(CaseStatus.Delivering, (await stage.ReadAsync(@case.Id)).Status);
    }
}
