using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.Review;

public sealed class ReviewPointsTests
{
    [Theory, EachDatabase]
    [Requirement("01.21", "01.22")]
    public async Task Points_of_review_are_run_on_the_answers_and_shown_to_window_and_reviewer(Engine engine)
    {
        ReviewPoint[] points =
        [
            new("p1", "已填写店名", """{"filled":"name"}"""),
            new("p2", "店名是大店", """{"eq":["name","大店"]}"""),
            new("p3", "照片清楚"),
        ];
        await using var stage = await WindowStage.StartAsync(engine, WindowStage.Food with { Materials = [WindowStage.Food.Materials[0] with { ReviewPoints = points }, WindowStage.Food.Materials[1]] });
        var id = await stage.ApplyAsync();
        var clerk = await stage.SignInAsync("clerk1");
        var intake = await stage.StepAsync(id);
        var sheet = (await clerk.OpenAsync($"/desk/cases/{intake.Id}")).Body!.TextContent;
        Assert.Contains("受理审查要点（2 条）", sheet, StringComparison.Ordinal);
        Assert.Contains("名称与申请表一致", sheet, StringComparison.Ordinal);
        Assert.Contains("审查要点（3 条，1 条不符合）", sheet, StringComparison.Ordinal);

        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>((a, act) => a.HandleAsync(intake.Id, "齐全", act, default), "clerk1");
        var reviewer = await stage.SignInAsync("reviewer1");
        var page = await reviewer.OpenAsync($"/office/cases/{(await stage.StepAsync(id)).Id}");
        var lines = page.QuerySelectorAll("details li").Select(l => string.Join(' ', l.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Contains("已填写店名 符合", lines);
        Assert.Contains("店名是大店 不符合", lines);
        Assert.Contains("照片清楚 需人工", lines);
    }
}
