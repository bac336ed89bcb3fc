using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Standards;

/// <summary>立项、评审、发布, by the pages, with the people whose each step is.</summary>
public sealed class LifeCycleTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("17.01", "17.03", "17.05")]
    public async Task A_local_standard_goes_from_proposal_through_review_to_the_public_by_different_hands(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        await stage.CommitteeAsync("expert1");
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var first = await stage.Host.BrowserAsync("city1");
        using var second = await stage.Host.BrowserAsync("city2");
        using var expert = await stage.Host.BrowserAsync("expert1");
        using var anybody = stage.Host.Browser();

        using var proposed = await StandardsStage.UploadAsync(
            editor, "/office/standards/new", StandardsStage.Pdf,
            ("Input.Title", "政务服务中心窗口管理规范"), ("Input.Level", "City"), ("Input.Domain", "ServiceCentre"), ("Input.Year", "2022"), ("Input.Drafters", "广安区市监局"), ("Input.Functions", "halls"));
        var page = StandardsStage.Path(proposed);
        var id = Guid.Parse(page.Split('/')[^1]);
        var of = await stage.StandardAsync(id);
        Assert.Equal((StandardStatus.Proposed, "5116", "四川省广安市", 2022, ",halls,"), (await stage.StatusAsync(id), of.RegionCode, of.RegionName, of.Year, of.Functions));

        // Set up by the city, not by the county; then the text goes to the committee of the province.
        using var county = await stage.Host.BrowserAsync("manager1");
        using var notCounty = await county.PostWithTokenOfAsync(page, page + "?handler=Approve", new() { ["document"] = "广市标〔2022〕3号" });
        Assert.Equal(HttpStatusCode.NotFound, notCounty.StatusCode);
        using var approved = await first.SubmitAsync(page, new() { ["document"] = "广市标〔2022〕3号" }, "Approve");
        Assert.Equal(page, StandardsStage.Path(approved));
        Assert.Contains("广市标〔2022〕3号", (await editor.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var committee = await stage.Host.InDatabaseAsync(db => db.Set<TechnicalCommittee>().Select(c => c.Id).SingleAsync(Ct));
        using var sent = await first.SubmitAsync(page, new() { ["Committee"] = $"{committee}", ["ClosesOn"] = "2026-03-20" }, "Review");
        Assert.Equal(page, StandardsStage.Path(sent));
        await stage.Exchange.DispatchAsync();
        var told = await stage.Host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().SingleAsync(m => m.Title.StartsWith("请评审标准"), Ct));
        Assert.Equal(page, told.Link);

        using var said = await expert.SubmitAsync(page, new() { ["Vote"] = "For", ["Opinion"] = "结构完整，同意报批" }, "Say");
        Assert.Equal(page, StandardsStage.Path(said));
        using var closed = await first.SubmitAsync(page, [], "Close");
        Assert.Equal(page, StandardsStage.Path(closed));
        Assert.Equal(StandardStatus.ToPublish, await stage.StatusAsync(id));
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(new Uri($"/standards/{id}", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(new Uri($"/standards/{id}/text", UriKind.Relative), Ct)).StatusCode);

        // The number must be the city's.
        using var wrong = await second.SubmitAsync(page, new() { ["Publish.Number"] = "DB51/T 12-2026", ["Publish.IssuedOn"] = "2026-03-02", ["Publish.InForceOn"] = "2026-04-01" }, "Publish");
        Assert.Contains("以 DB5116 开头", await wrong.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var published = await second.SubmitAsync(page, new() { ["Publish.Number"] = "db5116/t12-2026", ["Publish.IssuedOn"] = "2026-03-02", ["Publish.InForceOn"] = "2026-04-01" }, "Publish");
        Assert.Equal(page, StandardsStage.Path(published));

        var shown = await anybody.PageAsync($"/standards/{id}");
        Assert.Equal("政务服务中心窗口管理规范", shown.QuerySelector("h1")!.TextContent);
        Assert.Contains("DB5116/T 12-2026", shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("待实施", shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(shown.QuerySelector("a[href='/book']"));
        Assert.Equal(StandardsStage.Pdf, await anybody.GetByteArrayAsync(new Uri($"/standards/{id}/text", UriKind.Relative), Ct));
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 1, 2, 0, 0, TimeSpan.Zero));
        Assert.Contains("现行", (await anybody.PageAsync($"/standards/{id}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        using var later = await stage.Host.BrowserAsync("editor1");
        of = await stage.StandardAsync(id);
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct));
        Assert.Equal(["standard-proposed", "standard-approved", "review-opened", "opinion-given", "review-closed", "standard-published"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(of, trace));
        Assert.Equal(["申请立项", "批准立项", "提交评审", "委员提出意见", "评审结束", "发布"], (await later.PageAsync(page)).QuerySelectorAll(".zt-timeline__title").Select(t => t.TextContent.Trim()));
    }

    [Theory, EachDatabase]
    [Requirement("17.01")]
    public async Task Who_proposed_a_standard_can_neither_set_it_up_nor_publish_it(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        var committee = await stage.CommitteeAsync("expert1");
        var id = await stage.ProposeAsync("province1", StandardsStage.Project("12345政务服务便民热线工单处理规范"));

        Assert.Equal("catalogue.standard-second-person", Code(await stage.DoAsync<DecideProject, Outcome>("province1", (d, act) => d.ApproveAsync(id, "文", act, Ct))));
        Assert.Equal("catalogue.standard-unknown", Code(await stage.DoAsync<DecideProject, Outcome>("city1", (d, act) => d.ApproveAsync(id, "文", act, Ct))));
        await stage.ApproveAsync("province2", id);
        Assert.Equal("catalogue.standard-stage", Code(await stage.DoAsync<DecideProject, Outcome>("province2", (d, act) => d.ApproveAsync(id, "文", act, Ct))));
        Assert.Equal("catalogue.standard-stage", Code(await stage.PublishAsync("province2", id, "DB51/T 1-2026")));
        await stage.ReviewAsync(id, committee);
        Assert.True((await stage.SayAsync("expert1", id, Vote.For)).Ok);
        await stage.DoneAsync<ReviewStandard>("province2", (r, act) => r.CloseAsync(id, act, Ct));
        Assert.Equal("catalogue.standard-second-person", Code(await stage.PublishAsync("province1", id, "DB51/T 1-2026")));
        Assert.True((await stage.PublishAsync("province2", id, "DB51/T 1-2026")).Ok);

        // The number is taken now, also for another.
        var other = await stage.ProposeAsync("province1", StandardsStage.Project("另一项"));
        await stage.ApproveAsync("province2", other);
        await stage.ReviewAsync(other, committee);
        await stage.SayAsync("expert1", other, Vote.For);
        await stage.DoneAsync<ReviewStandard>("province2", (r, act) => r.CloseAsync(other, act, Ct));
        Assert.Equal("catalogue.standard-taken", Code(await stage.PublishAsync("province2", other, "DB51/T 1-2026")));
    }

    [Theory, EachDatabase]
    [Requirement("17.01", "17.03", "17.04")]
    public async Task Who_wrote_in_a_standard_neither_decides_on_it_nor_publishes_it_nor_votes(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        await stage.EmployAsync("expert2");
        var committee = await stage.CommitteeAsync("expert1", "expert2");
        async Task WriteAsync(string login, string role, Guid id)
        {
            var (act, of) = (await stage.ActAsync(login), await stage.StandardAsync(id));
            act = act with { Actor = act.Actor with { Post = act.Actor.Post! with { Role = role } } };
            var done = await stage.Host.InScopeAsync(s => s.GetRequiredService<ProposeStandard>().ChangeAsync(id, of.Revision, StandardInput.Of(of), null, act, Ct));
            Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
        }

        // The colleague who wrote in it is no second person.
        var id = await stage.ProposeAsync("province1", StandardsStage.Project("规范甲"));
        await WriteAsync("province2", Roles.CatalogueManager, id);
        Assert.Equal("catalogue.standard-second-person", Code(await stage.DoAsync<DecideProject, Outcome>("province2", (d, act) => d.ApproveAsync(id, "文", act, Ct))));

        var existing = new StandardInput { Title = "已有的规范", Domain = StandardDomain.Hotline, Number = "DB51/T 9-2020", IssuedOn = new(2020, 1, 1), InForceOn = new(2020, 1, 1) };
        var registered = (await stage.DoAsync<ProposeStandard, Outcome<Guid>>("province1", (p, act) => p.HandleAsync(existing, true, null, null, null, act, Ct))).Value;
        await WriteAsync("province2", Roles.CatalogueManager, registered);
        Assert.Equal("catalogue.standard-second-person", Code(await stage.PublishAsync("province2", registered, "")));

        // An expert who is an editor of the office too, and wrote in it there, has no seat.
        var other = await stage.ProposeAsync("province1", StandardsStage.Project("规范乙"));
        await WriteAsync("expert1", Roles.ItemEditor, other);
        await stage.ApproveAsync("province2", other);
        await stage.ReviewAsync(other, committee);
        Assert.Equal(["expert2"], await stage.Host.InDatabaseAsync(db => db.Set<ReviewSeat>().Select(s => s.Name).ToListAsync(Ct)));
        Assert.Equal("catalogue.review-seat", Code(await stage.SayAsync("expert1", other, Vote.For)));
    }

    [Theory, EachDatabase]
    [Requirement("17.01")]
    public async Task A_project_is_returned_with_a_reason_changed_handed_in_again_rejected_or_withdrawn(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var manager = await stage.Host.BrowserAsync("city1");
        var id = await stage.ProposeAsync("editor1", StandardsStage.Project("帮办代办制度", StandardLevel.City), text: false);
        var page = $"/office/standards/{id}";

        using var noReason = await manager.SubmitAsync(page, [], "Return");
        Assert.Contains("请写明理由", await noReason.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var returned = await manager.SubmitAsync(page, new() { ["why"] = "请补充起草单位" }, "Return");
        Assert.Equal(page, StandardsStage.Path(returned));
        var seen = (await editor.PageAsync(page)).QuerySelector("main")!.TextContent;
        Assert.Contains("已退回", seen, StringComparison.Ordinal);
        Assert.Contains("请补充起草单位", seen, StringComparison.Ordinal);

        // Another office's editor neither sees nor changes it; a stale form changes nothing; not a PDF is no text.
        using var health = await stage.Host.BrowserAsync("editor2");
        Assert.Equal(HttpStatusCode.NotFound, (await health.GetAsync(new Uri(page, UriKind.Relative), Ct)).StatusCode);
        (string, string)[] fields = [("Input.Title", "帮办（代办）制度"), ("Input.Level", "City"), ("Input.Domain", "ServiceDelivery"), ("Input.Year", "2026"), ("Input.Drafters", "广安区市监局、广安市行政审批局")];
        var revision = (await stage.StandardAsync(id)).Revision;
        using var stale = await StandardsStage.UploadAsync(editor, page + "/edit", null, [.. fields, ("Revision", $"{revision - 1}")]);
        Assert.Contains("刚刚被其他人修改过", await stale.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var noPdf = await StandardsStage.UploadAsync(editor, page + "/edit", "hello"u8.ToArray(), [.. fields, ("Revision", $"{revision}")]);
        Assert.Equal(HttpStatusCode.OK, noPdf.StatusCode);
        Assert.Equal("帮办代办制度", (await stage.StandardAsync(id)).Title);
        using var changed = await StandardsStage.UploadAsync(editor, page + "/edit", StandardsStage.Pdf, [.. fields, ("Revision", $"{revision}")]);
        Assert.Equal(page, StandardsStage.Path(changed));
        using var again = await editor.SubmitAsync(page, [], "Again");
        Assert.Equal(page, StandardsStage.Path(again));
        var of = await stage.StandardAsync(id);
        Assert.Equal((StandardStatus.Proposed, "帮办（代办）制度", StandardDomain.ServiceDelivery), (await stage.StatusAsync(id), of.Title, of.Domain));

        (string Year, int Found)[] years = [("2026", 1), ("2022", 0)];
        foreach (var (year, found) in years)
        {
            Assert.Equal(found, (await manager.PageAsync("/office/standards?year=" + year)).QuerySelectorAll("#standards tr").Length);
        }

        using var rejected = await manager.SubmitAsync(page, new() { ["why"] = "已有国家标准" }, "Reject");
        Assert.Equal(StandardStatus.Rejected, await stage.StatusAsync(id));
        Assert.Equal("catalogue.standard-stage", Code(await stage.DoAsync<DecideProject, Outcome>("editor1", (d, act) => d.HandInAgainAsync(id, act, Ct))));

        var other = await stage.ProposeAsync("editor1", StandardsStage.Project("撤回的项目", StandardLevel.City), text: false);
        using var withdrawn = await editor.SubmitAsync($"/office/standards/{other}", new() { ["why"] = "并入另一项" }, "Withdraw");
        Assert.Equal(StandardStatus.Withdrawn, await stage.StatusAsync(other));
        Assert.Equal(
            ["standard-proposed", "standard-returned", "standard-changed", "standard-handed-in-again", "standard-rejected"],
            (await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct))).Select(t => t.What));
    }

    [Theory, EachDatabase]
    [Requirement("17.01", "17.04")]
    public async Task Wrong_input_is_told_at_its_place_and_nothing_is_saved(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("province1");
        using var project = await StandardsStage.UploadAsync(manager, "/office/standards/new", null, ("Input.Level", "National"), ("Input.Year", "2027"));
        var text = await project.Content.ReadAsStringAsync(Ct);
        Assert.All((string[])["请填写标准名称", "请选择标准所属的领域", "请填写起草单位", "请选择省级或市级", "请填写立项年份"], p => Assert.Contains(p, text, StringComparison.Ordinal));

        // A province cannot propose for a city that it does not name; what exists is registered with its number.
        using var noCity = await StandardsStage.UploadAsync(
            manager, "/office/standards/new", null, ("Input.Title", "甲"), ("Input.Level", "City"), ("Input.Domain", "Hotline"), ("Input.Year", "2026"), ("Input.Drafters", "乙"));
        Assert.Contains("不属于您所在的地区", await noCity.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        (string, string)[] existing = [("Existing", "true"), ("Input.Title", "甲"), ("Input.Domain", "Hotline"), ("Input.IssuedOn", "2020-01-01"), ("Input.InForceOn", "2019-01-01")];
        using var noNumber = await StandardsStage.UploadAsync(manager, "/office/standards/new?existing=true", null, [.. existing, ("Input.Number", "DB51 号 3")]);
        text = await noNumber.Content.ReadAsStringAsync(Ct);
        Assert.All((string[])["请填写完整的标准编号", "不早于发布日期"], p => Assert.Contains(p, text, StringComparison.Ordinal));
        using var foreign = await StandardsStage.UploadAsync(
            manager, "/office/standards/new?existing=true", null,
            ("Existing", "true"), ("Input.Title", "甲"), ("Input.Domain", "Hotline"), ("Input.IssuedOn", "2020-01-01"), ("Input.InForceOn", "2020-01-01"), ("Input.Number", "DB35/T 1-2020"));
        Assert.Contains("不属于您所在的地区", await foreign.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Standard>().CountAsync(Ct)));
    }

    private static string Code(Outcome outcome) => ExchangeStage.Code(outcome);
}
