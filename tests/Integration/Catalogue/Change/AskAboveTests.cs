using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Change;

/// <summary>Departments ask a catalogue above for an entry that it does not have, and for the end of one; what is approved is begun by who approves it, and who asked is told the result.</summary>
public sealed class AskAboveTests
{
    private const string New = "/office/items/new";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.17", "01.18", "01.12")]
    public async Task A_department_asks_the_city_for_an_entry_which_who_approves_drafts_and_is_told_what_came_of_it(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        using var editor = await stage.Host.BrowserAsync("editor2");
        var fields = new Dictionary<string, string> { ["Region"] = "5116", ["Name"] = "用水报装", ["TypeCode"] = "20", ["Supervisor"] = "广安市住房和城乡建设局", ["Basis"] = "" };
        Task<HttpResponseMessage> AskAsync() => editor.PostWithTokenOfAsync(New + "?ask=true", New + "?handler=Ask", fields);
        Assert.Equal(["5116", "51"], (await editor.PageAsync(New + "?ask=true")).QuerySelectorAll("select[name=Region] option").Select(o => o.GetAttribute("value")).Where(v => v?.Length > 0));
        using var without = await AskAsync();
        Assert.Contains("目录事项必须有设定依据", await without.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        fields["Basis"] = "《四川省城镇供水条例》第二十条";
        fields["Region"] = "50";
        using var elsewhere = await AskAsync();
        Assert.Contains("请选择向哪一级目录申请", await elsewhere.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        (fields["Region"], fields["Name"]) = ("5116", "公共场所卫生许可");
        using var known = await AskAsync();
        Assert.Contains("目录里已经有“公共场所卫生许可”", await known.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        fields["Name"] = "用水报装";
        using var asked = await AskAsync();
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        var page = asked.Headers.Location!.OriginalString;
        var id = Guid.Parse(page[^36..]);

        // It goes up with a limit, comes back with its reason, and is put right.
        using var sent = await editor.PostWithTokenOfAsync(page, page + "?handler=Submit", await FieldsAsync(stage, id, "用水报装（新装）"));
        Assert.Equal(new DateOnly(2026, 3, 9), (await stage.ChangeAsync(id)).DueOn);
        Assert.Equal([("city1", "新增目录事项申请待审核"), ("city2", "新增目录事项申请待审核")], await ToldAsync(stage));
        Assert.False((await stage.CheckAsync("manager1", id)).Ok);
        await stage.ReturnAsync("city1", id, "名称请与条例一致");
        Assert.Equal([("editor2", "新增目录事项申请被退回")], await ToldAsync(stage));
        Assert.Contains("名称请与条例一致", (await editor.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var again = await editor.PostWithTokenOfAsync(page, page + "?handler=Submit", await FieldsAsync(stage, id, "用水报装"));
        using var city = await stage.Host.BrowserAsync("city2");
        var shown = (await city.PageAsync(page)).QuerySelector("main")!.TextContent;
        Assert.All(["用水报装", "《四川省城镇供水条例》第二十条", "群众经常申请"], words => Assert.Contains(words, shown, StringComparison.Ordinal));
        Assert.True((await stage.CheckAsync("city1", id)).Ok);
        await ToldAsync(stage);

        using var wrong = await city.SubmitAsync(page, new() { ["department"] = "住建" }, "Approve");
        Assert.Contains("行业主管部门编号是两位数字", await wrong.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var approved = await city.SubmitAsync(page, new() { ["department"] = "17" }, "Approve");
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);

        // The draft is the approver's, in the city's catalogue, with what was asked for; he does not answer it himself.
        var request = await stage.ChangeAsync(id);
        var draft = await stage.ChangeAsync(request.LeadsTo!.Value);
        var content = ItemContent.FromJson(draft.Content);
        Assert.Equal((ChangeStatus.Published, ChangeStatus.Draft, ChangeKind.New), (request.Status, draft.Status, draft.Kind));
        Assert.Equal(("512017001000@5116", "用水报装", "5116", DemoPeople.CityOffice), (draft.Code, draft.Name, draft.HandlerRegion, draft.OrganisationName));
        Assert.Equal(("《四川省城镇供水条例》第二十条", "广安市住房和城乡建设局", "20"), (content.LegalBasis.Single(), content.SupervisedBy, content.TypeCode));
        Assert.Contains("群众经常申请", draft.Reason, StringComparison.Ordinal);
        Assert.Contains($"/office/items/changes/{draft.Id}", (await city.PageAsync(page)).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
        Assert.Equal([("editor2", "新增目录事项申请已批准")], await ToldAsync(stage));

        // Another who asks for the same joins it; both are told when it is there.
        var second = (await stage.DoAsync<AskAbove, Outcome<Guid>>("manager1", (a, act) => a.BeginAsync(KeepingStage.Wish("用水报装"), "5116", act, Ct))).Value;
        await PassedAsync(stage, "manager1", second);
        Assert.Equal(draft.Id, (await stage.ChangeAsync(second)).LeadsTo);
        await ToldAsync(stage);
        await stage.WriteAsync("city2", draft.Id, c => c with { ServiceObject = "自然人、企业法人" });
        Assert.True((await stage.SubmitAsync("city2", draft.Id)).Ok);
        Assert.True((await stage.CheckAsync("city1", draft.Id)).Ok);
        await ToldAsync(stage);
        Assert.Equal("", Code(await ThirdAsync(stage, draft.Id)));
        Assert.Equal(ItemStatus.InUse, (await stage.ItemAsync("512017001000@5116")).Status);
        Assert.Equal(["editor2", "manager1"], (await ToldAsync(stage)).Where(t => t.Title == "新增目录事项申请有了结果").Select(t => t.Login));

        // Answers to such requests are counted as those to all others from below.
        var row = Assert.Single((await city.PageAsync("/office/changes/timeliness")).QuerySelectorAll("tbody tr"));
        Assert.Equal(["3", "3", "0", "0"], row.QuerySelectorAll("td").Take(4).Select(c => c.TextContent.Trim()));
    }

    [Theory, EachDatabase, Requirement("01.17", "01.18")]
    public async Task A_department_asks_for_the_end_of_an_entry_and_who_approves_begins_its_cancellation(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var foreign = await stage.DoAsync<DraftChange, Outcome<Guid>>("editor1", (d, act) => d.BeginAsync(KeepingStage.Entry, ChangeKind.AskRetire, KeepingStage.Item, act, Ct));
        Assert.Equal("catalogue.adjustment-whose", foreign.Problems[0].Code);
        using var editor = await stage.Host.BrowserAsync("editor2");
        var card = "/office/items/" + KeepingStage.Item;
        using var begun = await editor.PostWithTokenOfAsync(card, card, new() { ["kind"] = "AskRetire", ["on"] = KeepingStage.Entry });
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        var id = Guid.Parse(begun.Headers.Location!.OriginalString[^36..]);
        await stage.WriteAsync("editor2", id, c => c, reason: "条例已经废止");
        await PassedAsync(stage, "editor2", id);

        var draft = await stage.ChangeAsync((await stage.ChangeAsync(id)).LeadsTo!.Value);
        Assert.Equal((ChangeKind.Retire, ChangeStatus.Draft, KeepingStage.Entry), (draft.Kind, draft.Status, draft.Code));
        Assert.Contains("条例已经废止", draft.Reason, StringComparison.Ordinal);
        Assert.Equal(ItemStatus.InUse, (await stage.ItemAsync(KeepingStage.Entry)).Status);
        await ToldAsync(stage);

        // Given up, who asked is told; asked once more, it is done.
        Assert.True((await stage.DoAsync<AnswerChange, Outcome>("city2", (a, act) => a.WithdrawAsync(draft.Id, act, Ct))).Ok);
        Assert.Equal([("editor2", "取消目录事项申请有了结果")], await ToldAsync(stage));
        var second = await stage.BeginAsync("editor2", KeepingStage.Entry, ChangeKind.AskRetire, KeepingStage.Item);
        await stage.WriteAsync("editor2", second, c => c, reason: "条例已经废止");
        await PassedAsync(stage, "editor2", second);
        var retire = (await stage.ChangeAsync(second)).LeadsTo!.Value;
        Assert.NotEqual(draft.Id, retire);
        Assert.True((await stage.SubmitAsync("city2", retire)).Ok);
        Assert.Equal("catalogue.change-not-yours", (await stage.CheckAsync("city2", retire)).Problems[0].Code);
        Assert.True((await stage.CheckAsync("city1", retire)).Ok);
        await ToldAsync(stage);
        Assert.Equal("", Code(await ThirdAsync(stage, retire)));

        Assert.Equal(ItemStatus.Cancelled, (await stage.ItemAsync(KeepingStage.Entry)).Status);
        Assert.Equal(("editor2", "取消目录事项申请有了结果"), Assert.Single(await ToldAsync(stage), t => t.Login == "editor2"));
    }

    /// <summary>Submitted by who asks, checked by one manager of the city, approved by the other.</summary>
    private static async Task PassedAsync(KeepingStage stage, string login, Guid id)
    {
        await stage.WriteAsync(login, id, c => c, reason: (await stage.ChangeAsync(id)).Reason is { Length: > 0 } reason ? reason : "群众经常申请");
        Assert.Equal(["", "", ""], [Code(await stage.SubmitAsync(login, id)), Code(await stage.CheckAsync("city1", id)), Code(await stage.ApproveAsync("city2", id))]);
    }

    /// <summary>A third manager of the city: the draft is another's, and checked by another.</summary>
    private static async Task<Outcome> ThirdAsync(KeepingStage stage, Guid id)
    {
        var act = await stage.ActAsync("city1");
        return await stage.DoAsync<AnswerChange, Outcome>("city1", (a, _) => a.ApproveAsync(id, act with { Actor = act.Actor with { Id = Guid.CreateVersion7(), Name = "丙" } }, Ct));
    }

    private static async Task<Dictionary<string, string>> FieldsAsync(KeepingStage stage, Guid id, string name) => new()
    {
        ["Input.Revision"] = (await stage.ChangeAsync(id)).Revision.ToString(System.Globalization.CultureInfo.InvariantCulture), ["Input.Reason"] = "群众经常申请",
        ["Wish.Name"] = name, ["Wish.TypeCode"] = "20", ["Wish.Supervisor"] = "广安市住房和城乡建设局", ["Wish.Basis"] = "《四川省城镇供水条例》第二十条",
    };

    private static string Code(Outcome outcome) => outcome.Ok ? "" : outcome.Problems[0].Code;

    /// <summary>Who was told what since the last look.</summary>
    private static async Task<List<(string Login, string Title)>> ToldAsync(KeepingStage stage)
    {
        var rows = await stage.Host.InDatabaseAsync(async db =>
        {
            var told = await db.Set<Message>().Where(m => m.ReadAt == null).Join(db.Set<Account>(), m => m.PartyId, a => a.StaffId, (m, a) => new { a.Login, m.Title })
                .OrderBy(x => x.Login).ToListAsync(Ct);
            await db.Set<Message>().ExecuteUpdateAsync(s => s.SetProperty(m => m.ReadAt, DateTime.UnixEpoch), Ct);
            return told;
        });
        return rows.ConvertAll(r => (r.Login, r.Title));
    }
}
