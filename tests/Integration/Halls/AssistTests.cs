using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Halls.Assist;
using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Integration.Halls;

/// <summary>帮办代办: asked for from the guide of an item on the list, taken on by the helpers of a hall, told of at each step, withdrawn at will.</summary>
public sealed class AssistTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("05.20")]
    public async Task An_applicant_asks_from_the_guide_and_a_helper_of_the_hall_takes_it_on_and_writes_down_what_came_of_it(Engine engine)
    {
        await using var stage = await OpenAsync(engine);
        using var person = await stage.Host.BrowserAsync("zhangsan");
        var guide = await person.PageAsync("/items/" + HallStage.ItemCode);
        Assert.Equal("/assist?item=" + HallStage.ItemCode, guide.QuerySelector(".zt-guide__actions a[href^='/assist']")!.GetAttribute("href"));
        var form = await person.PageAsync("/assist?item=" + HallStage.ItemCode);
        Assert.Equal("张三（演示）", form.QuerySelector("input[name='Input.Name']")!.GetAttribute("value"));

        using var empty = await person.SubmitAsync("/assist?item=" + HallStage.ItemCode, new() { ["Input.HallId"] = "", ["Input.Name"] = "", ["Input.Phone"] = "12", ["Input.On"] = "2026-03-01" });
        var told = await empty.Content.ReadAsStringAsync(Ct);
        foreach (var wrong in (string[])["请选择由哪个大厅", "请填写联系人的姓名", "请输入 11 位手机号码", "今天起 60 天以内"])
        {
            Assert.Contains(wrong, told, StringComparison.Ordinal);
        }

        var fields = await FieldsAsync(stage);
        using var asked = await person.SubmitAsync("/assist?item=" + HallStage.ItemCode, fields);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        var mine = asked.Headers.Location!.OriginalString;
        using var twice = await person.SubmitAsync("/assist?item=" + HallStage.ItemCode, fields);
        Assert.Contains("已经为这个事项申请过", await twice.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var request = Assert.Single(await RequestsAsync(stage));
        Assert.Equal((AssistStatus.Waiting, HallStage.Tuesday, "13812345678"), (request.Status, request.AnswerBy, request.Phone));
        Assert.False(await stage.Host.ShowsAsync("13812345678"));
        Assert.False(await stage.Host.ShowsAsync("协兴镇一号"));
        Assert.Equal(["clerk1", "clerk2"], await stage.Host.InDatabaseAsync(db =>
            db.Set<Message>().Where(m => m.Title == "有群众申请帮办代办").Join(db.Set<Account>(), m => m.PartyId, a => a.StaffId, (_, a) => a.Login).OrderBy(l => l).ToListAsync(Ct)));

        // The helper: masked until he has taken it on, and what he reads then is written down.
        using var clerk = await stage.Host.BrowserAsync("clerk1");
        var list = (await clerk.PageAsync("/desk/assistance")).QuerySelector("#assists tr")!;
        Assert.Contains("张*", list.TextContent, StringComparison.Ordinal);
        var page = list.QuerySelector("a")!.GetAttribute("href")!;
        var before = (await clerk.PageAsync(page)).Body!.TextContent;
        Assert.DoesNotContain("13812345678", before, StringComparison.Ordinal);
        Assert.DoesNotContain("协兴镇一号", before, StringComparison.Ordinal);
        using var curious = await clerk.PostWithTokenOfAsync(page, page + "?handler=Reveal", []);
        Assert.Equal(HttpStatusCode.NotFound, curious.StatusCode);
        using var early = await clerk.PostWithTokenOfAsync(page, page + "?handler=Finish", new() { ["result"] = "办好了" });
        Assert.Contains("请先接办", await early.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var accepted = await clerk.SubmitAsync(page, [], "Accept");
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        using var revealed = await clerk.SubmitAsync(page, [], "Reveal");
        var shown = await revealed.Content.ReadAsStringAsync(Ct);
        Assert.Contains("13812345678", shown, StringComparison.Ordinal);
        Assert.Contains("协兴镇一号", shown, StringComparison.Ordinal);
        Assert.Equal(("联系申请人帮办", request.PartyId), await stage.Host.InDatabaseAsync(async db => (await db.Set<PersonalDataReading>().SingleAsync(r => r.What.StartsWith("帮办代办"), Ct)) is var r ? (r.Purpose, r.PartyId) : default));

        // A colleague takes it over; the first may no longer end it.
        using var other = await stage.Host.BrowserAsync("clerk2");
        using var over = await other.SubmitAsync(page, [], "Accept");
        Assert.Equal(HttpStatusCode.Redirect, over.StatusCode);
        using var late = await clerk.PostWithTokenOfAsync(page, page + "?handler=Finish", new() { ["result"] = "办好了" });
        Assert.Contains("请先接办", await late.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var silent = await other.SubmitAsync(page, new() { ["result"] = " " }, "Finish");
        Assert.Contains("请写明帮办了什么", await silent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var done = await other.SubmitAsync(page, new() { ["result"] = "已上门帮他提交申请" }, "Finish");
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Empty((await clerk.PageAsync("/desk/assistance")).QuerySelectorAll("#assists tr"));
        Assert.Single((await clerk.PageAsync("/desk/assistance?ended=true")).QuerySelectorAll("#assists tr"));

        var told2 = await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.PartyId == request.PartyId && m.Link == mine).OrderBy(m => m.Id).Select(m => m.Title).ToListAsync(Ct));
        Assert.Equal(new[] { "帮办已完成", "有人帮您办理了", "有人帮您办理了" }.Order(StringComparer.Ordinal), told2.Order(StringComparer.Ordinal));
        Assert.Contains("已上门帮他提交申请", (await person.PageAsync(mine)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已办好", (await person.PageAsync("/my/assistance")).QuerySelector("#assists")!.TextContent, StringComparison.Ordinal);
        request = Assert.Single(await RequestsAsync(stage));
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(request.Id, Ct));
        Assert.Equal(["assist-asked", "assist-accepted", "assist-accepted", "assist-done"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(request, trace));

        // Ended, it may be asked for anew.
        using var again = await person.SubmitAsync("/assist?item=" + HallStage.ItemCode, fields);
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Single(await stage.Sql.DuringAsync(() => clerk.PageAsync("/desk/assistance"), "halls_"));
        Assert.Single(await stage.Sql.DuringAsync(() => person.PageAsync("/my/assistance"), "halls_"));
    }

    [Theory, EachDatabase, Requirement("05.20")]
    public async Task It_is_withdrawn_or_declined_with_a_reason_and_is_nobodys_but_the_partys_and_its_regions(Engine engine)
    {
        await using var stage = await OpenAsync(engine);
        using var person = await stage.Host.BrowserAsync("zhangsan");
        using var asked = await person.SubmitAsync("/assist?item=" + HallStage.ItemCode, await FieldsAsync(stage));
        var mine = asked.Headers.Location!.OriginalString;
        var id = Guid.Parse(mine.Split('/')[^1]);

        using var stranger = await stage.Host.BrowserAsync("lisi");
        using var hidden = await stranger.GetAsync(new Uri(mine, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var stolen = await stranger.PostWithTokenOfAsync("/my/assistance", mine + "?handler=Withdraw", []);
        Assert.Equal(HttpStatusCode.NotFound, stolen.StatusCode);
        Assert.Equal("halls.assist-unknown", (await stage.DoAsync<AnswerAssistance, Outcome>(a => a.AcceptAsync(id, stage.ByClerk("511603"), Ct))).Problems[0].Code);
        Assert.Empty((await stage.DoAsync<AssistLists, AssistLists.Page>(l => l.OfDeskAsync(stage.ByClerk("511603").Actor.Post!, false, null, Ct))).Rows);

        using var clerk = await stage.Host.BrowserAsync("clerk1");
        using var accepted = await clerk.SubmitAsync("/desk/assistance/" + id, [], "Accept");
        using var withdrawn = await person.SubmitAsync(mine, [], "Withdraw");
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Message>().CountAsync(m => m.Title == "帮办代办申请已撤回", Ct)));
        using var late = await clerk.PostWithTokenOfAsync("/desk/assistance/" + id, $"/desk/assistance/{id}?handler=Finish", new() { ["result"] = "办好了" });
        Assert.Contains("已经办完、撤回或退回", await late.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        using var again = await person.SubmitAsync("/assist?item=" + HallStage.ItemCode, await FieldsAsync(stage));
        var second = again.Headers.Location!.OriginalString.Split('/')[^1];
        using var silent = await clerk.SubmitAsync("/desk/assistance/" + second, new() { ["why"] = "" }, "Decline");
        Assert.Contains("请写明不能帮办的原因", await silent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var declined = await clerk.SubmitAsync("/desk/assistance/" + second, new() { ["why"] = "须本人到场拍照，请预约窗口" }, "Decline");
        Assert.Equal(HttpStatusCode.Redirect, declined.StatusCode);
        Assert.Contains("须本人到场拍照", (await person.PageAsync("/my/assistance/" + second)).Body!.TextContent, StringComparison.Ordinal);
        using var over = await person.PostWithTokenOfAsync("/my/assistance/" + second, $"/my/assistance/{second}?handler=Withdraw", []);
        Assert.Contains("已经结束", await over.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("05.20")]
    public async Task What_is_not_on_the_list_offers_none_and_a_towns_request_goes_to_the_nearest_helpers(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        using var person = await stage.Host.BrowserAsync("zhangsan");
        Assert.Null((await person.PageAsync("/items/" + HallStage.ItemCode)).QuerySelector("a[href^='/assist']"));
        Assert.Contains("请先选择事项", (await person.PageAsync("/assist?item=" + HallStage.ItemCode)).Body!.TextContent, StringComparison.Ordinal);
        var command = new AskAssistance.Command { HallId = (await stage.HallAsync()).Id, Name = "张三", Phone = "13812345678", On = HallStage.Tuesday };
        Assert.Equal("halls.assist-not-listed", (await AskAsync(stage, command)).Problems[0].Code);

        await new CaseWorld(stage.Host).PublishAsync(HallStage.ItemCode, CaseWorld.Content() with { Tags = [ItemTags.Assisted] });
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        var town = await TownAsync(stage);
        command.HallId = Guid.CreateVersion7();
        Assert.Equal("halls.assist-hall", (await AskAsync(stage, command)).Problems[0].Code);
        command.HallId = town;
        Assert.True((await AskAsync(stage, command)).Ok);
        Assert.Equal(["clerk1", "clerk2"], await stage.Host.InDatabaseAsync(db =>
            db.Set<Message>().Where(m => m.Title == "有群众申请帮办代办").Join(db.Set<Account>(), m => m.PartyId, a => a.StaffId, (_, a) => a.Login).OrderBy(l => l).ToListAsync(Ct)));
        using var clerk = await stage.Host.BrowserAsync("clerk1");
        Assert.Contains("协兴镇便民服务中心", (await clerk.PageAsync("/desk/assistance")).QuerySelector("#assists")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<HallStage> OpenAsync(Engine engine)
    {
        var stage = await HallStage.OpenAsync(engine);
        await new CaseWorld(stage.Host).PublishAsync(HallStage.ItemCode, CaseWorld.Content() with { Tags = [ItemTags.Assisted] });
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        return stage;
    }

    private static async Task<Outcome<Guid>> AskAsync(HallStage stage, AskAssistance.Command command)
    {
        var act = await stage.ByAsync("zhangsan");
        return await stage.DoAsync<AskAssistance, Outcome<Guid>>(a => a.HandleAsync(HallStage.ItemCode, command, act, Ct));
    }

    private static async Task<Dictionary<string, string>> FieldsAsync(HallStage stage) => new()
    {
        ["Input.HallId"] = (await stage.HallAsync()).Id.ToString(), ["Input.Name"] = "张三", ["Input.Phone"] = "138 1234 5678", ["Input.On"] = "2026-03-05", ["Input.Half"] = "Morning",
        ["Input.Place"] = "协兴镇一号", ["Input.Note"] = "不会用手机填写",
    };

    /// <summary>The hall of a town of the county, that has no clerks of its own.</summary>
    private static async Task<Guid> TownAsync(HallStage stage)
    {
        var like = await stage.HallAsync();
        var facts = new HallFacts("511602101", "协兴镇便民服务中心", "", "二号路", "0826-2222222", "", like.Week, [], true);
        var hall = Hall.Found(facts, Act.BySystem("test", stage.Host.Clock.GetUtcNow().UtcDateTime));
        return await stage.Host.InDatabaseAsync(async db =>
        {
            db.Add(hall);
            await db.SaveChangesAsync(Ct);
            return hall.Id;
        });
    }

    private static Task<List<AssistRequest>> RequestsAsync(HallStage stage) => stage.Host.InDatabaseAsync(db => db.Set<AssistRequest>().AsNoTracking().OrderBy(r => r.Id).ToListAsync(Ct));
}
