using System.Net;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Cases.Accept;

public sealed class LeadPageTests
{
    [Theory, EachDatabase]
    [Requirement("03.17")]
    public async Task A_window_cannot_refuse_and_the_lead_confirms(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        var path = await SendUpAsync(stage, id);
        var lead = await stage.SignInAsync("lead1");
        Assert.Equal(CaseStatus.Received, (await stage.CaseAsync(id)).Status);

        var page = await lead.OpenAsync(path);
        var lacking = await lead.AfterAsync(await lead.SendAsync(path, "Refuse", ("refuse.needed", "true"), ("refuse.reason", "不属于食品经营")));
        var done = await lead.AfterAsync(await lead.SendAsync(path, "Refuse", ("refuse.needed", "true"), ("refuse.reason", "属于食品生产"), ("refuse.rightOrganisation", "广安市市场监督管理局")));

        Assert.Contains("属于食品生产", page.Text(), StringComparison.Ordinal);
        Assert.Contains("请写明申请人应当向哪个行政机关申请", lacking.Text(), StringComparison.Ordinal);
        Assert.Contains("不予受理决定书", done.Text(), StringComparison.Ordinal);
        var refused = await stage.CaseAsync(id);
        Assert.Equal((CaseStatus.NotAccepted, Ending.NotAccepted), (refused.Status, refused.Ending));
    }

    [Theory, EachDatabase]
    [Requirement("03.17")]
    public async Task The_lead_gives_a_refusal_back_and_the_days_run_on(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        var due = (await stage.StepAsync(id)).DueOn;
        var path = await SendUpAsync(stage, id);
        var lead = await stage.SignInAsync("lead1");

        var unsaid = await lead.AfterAsync(await lead.SendAsync(path, "Back"));
        await lead.AfterAsync(await lead.SendAsync(path, "Back", ("back.reason", "属于本机关职权，请受理")));

        Assert.Contains("请写明退回窗口的理由", unsaid.Text(), StringComparison.Ordinal);
        var back = await stage.StepAsync(id);
        Assert.Equal((Roles.WindowClerk, due), (back.Role, back.DueOn));
        Assert.Contains("属于本机关职权，请受理", (await (await stage.SignInAsync("clerk1")).OpenAsync($"/desk/cases/{back.Id}")).Text(), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("03.17")]
    public async Task Only_the_lead_of_the_organisation_answers(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var path = await SendUpAsync(stage, await stage.ApplyAsync());

        Assert.Equal(HttpStatusCode.NotFound, await (await stage.SignInAsync("lead2")).StatusAsync(path));
        Assert.Equal(HttpStatusCode.Forbidden, await (await stage.SignInAsync("clerk1")).StatusAsync(path));
    }

    private static async Task<string> SendUpAsync(WindowStage stage, Guid id)
    {
        var clerk = await stage.SignInAsync("clerk1");
        var sent = await clerk.AfterAsync(await clerk.SendAsync($"/desk/cases/{(await stage.StepAsync(id)).Id}", "Refuse",
            ("refuse.needed", "true"), ("refuse.reason", "属于食品生产"), ("refuse.rightOrganisation", "广安市市场监督管理局")));
        Assert.Contains("已报受理负责人", sent.Text(), StringComparison.Ordinal);
        return $"/desk/leads/{(await stage.StepAsync(id)).Id}";
    }
}
