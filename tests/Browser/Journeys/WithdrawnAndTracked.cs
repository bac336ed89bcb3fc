using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>A person follows a case without signing in, takes it back, reads what he is told and rates.</summary>
[Collection(BrowserRun.Name)]
public sealed class WithdrawnAndTracked(BrowserStage stage)
{
    [Theory]
    [InlineData(Screen.Pc)]
    [InlineData(Screen.Phone)]
    [Requirement("03.08", "18.13")]
    public async Task A_person_tracks_by_number_and_name_withdraws_and_rates(Screen screen)
    {
        var prepared = new Prepared(stage);
        var caseId = await prepared.ReceivedAsync("zhangsan");
        await prepared.AcceptAsync(caseId);
        await stage.DeliverEventsAsync();
        var number = await prepared.NumberAsync(caseId);

        await using var stranger = await Visitor.OpenAsync(stage, screen, "track");
        await TrackAsync(stranger, number, "李四");
        await stranger.SeeAsync("wrongname");
        Assert.Equal(0, await stranger.Page.Locator("#found").CountAsync());
        await TrackAsync(stranger, number, "张三（演示）");
        await stranger.SeeAsync("found");
        var found = await stranger.Page.InnerTextAsync("section:has(#found)");
        Assert.Contains("办理中", found, StringComparison.Ordinal);
        Assert.DoesNotContain("张三（演示）", found, StringComparison.Ordinal);

        await using var person = await Visitor.OpenAsync(stage, screen, "withdraw");
        await person.EnterAsync("zhangsan");
        await person.GoAsync($"/my/cases/{caseId}", "mycase");
        await person.PressAsync("撤回申请");
        await person.PressAsync("撤回申请");
        await person.SeeAsync("notsure");
        await person.Page.FillAsync("[name=Reason]", "改到别处办理。");
        await person.Page.Locator("[name=Sure][type=checkbox]").CheckAsync(new() { Force = true });
        await person.PressAsync("撤回申请");
        await person.SeeAsync("withdrawn");
        Assert.Contains("撤回", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await stage.DeliverEventsAsync();

        await person.GoAsync("/my/messages", "messages");
        await person.LeaveAsync(() => person.Page.Locator("#messages a").First.ClickAsync());
        await person.SeeAsync("message");
        await person.GoAsync($"/rate/{caseId}", "rate");
        await person.PressAsync("提交评价");
        await person.SeeAsync("ratemissing");
        await person.Page.Locator("[name=Level]").First.CheckAsync(new() { Force = true });
        await person.PressAsync("提交评价");
        await person.SeeAsync("rated");
    }

    private static async Task TrackAsync(Visitor stranger, string number, string name)
    {
        await stranger.Page.GotoAsync("/track");
        await stranger.Page.FillAsync("[name=Number]", number);
        await stranger.Page.FillAsync("[name=ApplicantName]", name);
        await stranger.PressAsync("查询进度");
    }
}
