using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.PermissionAdjustment;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Catalogue.Lists;

namespace Zhengtong.Tests.Integration.Catalogue.PermissionAdjustment;

/// <summary>Powers go to others through both gates, approval and the power list, and come back.</summary>
public sealed class AdjustmentTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.32", "01.33", "01.37")]
    public async Task A_power_goes_to_a_town_only_through_assessment_review_another_hand_and_the_power_list(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var applied = await editor.SubmitAsync($"/office/permissions/{stage.Batch}/apply", new()
        {
            ["Input.Kind"] = "Delegate", ["Input.Codes"] = stage.Window.Item.Code, ["Input.Receivers"] = stage.Receiver.Id.ToString(), ["Input.Zone"] = "None", ["Input.Power"] = "全部办理权限", ["Input.Reason"] = "方便就近办理",
        });
        Assert.Equal(HttpStatusCode.Redirect, applied.StatusCode);
        var self = applied.Headers.Location!.OriginalString;
        var id = Guid.Parse(self.Split('/')[^1]);
        using var one = await stage.Host.BrowserAsync("manager1");
        using var two = await stage.Host.BrowserAsync("manager2");

        async Task RefusedAsync(HttpClient by, string handler, string told, Dictionary<string, string>? fields = null, bool file = true)
        {
            using var answer = await PowerStage.UploadAsync(by, self, handler, fields ?? [], file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(told, await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        async Task DoneAsync(HttpClient by, string handler, Dictionary<string, string>? fields = null)
        {
            using var answer = await PowerStage.UploadAsync(by, self, handler, fields ?? []);
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(Ct));
        }

        var before = await stage.PublishPowersAsync(stage.Window.Item.Code);
        var receiver = await stage.Host.InDatabaseAsync(db => db.Set<AdjustmentReceiver>().Select(r => r.Id).SingleAsync(Ct));
        Dictionary<string, string> assessment = new()
        {
            ["Assess.Receiver"] = receiver.ToString(), ["Assess.People"] = "90", ["Assess.Place"] = "80", ["Assess.Equipment"] = "70", ["Assess.Training"] = "60", ["Assess.Capable"] = "True", ["Assess.Conclusion"] = "人员到位",
        };
        Dictionary<string, string> review = new() { ["Legality.Lawful"] = "True", ["Legality.Basis"] = "《中华人民共和国行政许可法》第二十四条", ["Legality.Conclusion"] = "合法" };
        foreach (var early in (string[])["Approve", "Link", "Effect", "Review"])
        {
            await RefusedAsync(two, early, "现在不在这个环节", early == "Review" ? review : null);
        }

        await RefusedAsync(one, "Assess", "请上传盖章的结论文件", assessment, file: false);
        await RefusedAsync(one, "Assess", "不能得出“具备承接能力”的结论", new(assessment) { ["Assess.Training"] = "59" });
        await DoneAsync(one, "Assess", assessment);
        await RefusedAsync(two, "Approve", "现在不在这个环节");
        await DoneAsync(one, "Review", review);
        await RefusedAsync(one, "Approve", "批准人不能是申请人或合法性审查人");
        await DoneAsync(two, "Approve");
        await RefusedAsync(two, "Effect", "还没有关联权责清单调整");
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ItemGrant>().CountAsync(Ct)));
        await RefusedAsync(two, "Link", "请选择批准之后公布的权责清单版本");
        await RefusedAsync(two, "Link", "请选择批准之后公布的权责清单版本", new() { ["Link.Version"] = $"{before}" });
        Assert.Contains("批准之后还没有公布新的权责清单", (await two.PageAsync(self)).Body!.TextContent, StringComparison.Ordinal);

        // The list of the county was published since, and says nothing of the item.
        await ListStage.AddEntryAsync(one, RegisterLists.Power, "Q-9", "别的权力", ("basis", "某法"), ("duties", "监管"));
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        var silent = await stage.PublishAsync(RegisterLists.Power);
        await RefusedAsync(two, "Link", "没有调整这些事项：食品经营许可", new() { ["Link.Version"] = $"{silent}" });
        var changed = await stage.PublishPowersAsync(stage.Window.Item.Code, "manager1", "manager2");
        await DoneAsync(two, "Link", new() { ["Link.Version"] = $"{changed}" });
        await DoneAsync(two, "Effect");

        var grant = await stage.GrantAsync();
        var catalogue = stage.Host.Services.GetRequiredService<ICatalogue>();
        var received = await catalogue.FindAsync(grant.Code, Ct);
        Assert.Equal((PowerStage.Town, "2", PowerStage.TownRegion), (received!.OrganisationName, received.Content.PowerSource, received.RegionCode));
        Assert.Equal(WindowStage.Food.Materials.Select(m => m.Name), received.Content.Materials.Select(m => m.Name));
        Assert.Null(await catalogue.FindAsync(stage.Window.Item.Code, Ct));
        Assert.Equal(ItemStatus.Cancelled, (await stage.ItemAsync(stage.Window.Item.ItemId)).Status);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<OutboxEvent>().CountAsync(e => e.Type == nameof(PermissionAdjusted), Ct)));
        var of = await stage.AdjustmentAsync(id);
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct));
        Assert.Equal(["applied", "capacity-assessed", "legality-reviewed", "adjustment-approved", "power-list-linked", "put-in-effect"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(of, trace));
        var page = (await one.PageAsync(self)).Body!;
        Assert.Contains("权责清单第 2 版，T-1 食品经营许可", page.TextContent, StringComparison.Ordinal);

        // What was received corresponds to the same entry, with the next version that two publish.
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<ListMapping>().CountAsync(m => m.List == RegisterLists.Power && m.TargetCode == grant.Code, Ct)));
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ListVersionTarget>().CountAsync(t => t.TargetCode == grant.Code, Ct)));
        // What was published with the adjustment is read as any list.
        var table = await stage.Host.InScopeAsync(s => s.GetRequiredService<ReadLists>().RegisterAsync(RegisterLists.Find(RegisterLists.Power)!, null, changed, new ListFilter(), DemoPeople.Region, 30, Ct));
        Assert.Contains(table.Rows, r => r.Cells[1].Text == "食品经营许可");
        using var document = await editor.GetAsync(new Uri(page.QuerySelector("a[href*='/documents/']")!.GetAttribute("href")!, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, document.StatusCode);
        using var stranger = await stage.Host.BrowserAsync("editor2");
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusAsync(self));
    }

    [Theory, EachDatabase, Requirement("01.32")]
    public async Task Whose_turn_it_is_who_asked_and_who_receives_are_told_with_what_is_left_to_do(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        var town = await stage.EmployAsync(Roles.ItemEditor);
        var id = await stage.ApplyAsync(keeps: true);
        Assert.Equal(["权限调整待承接能力评估"], await stage.TitlesAsync("manager1"));
        await stage.PutInEffectAsync(id);

        static IEnumerable<string> Sorted(params string[] titles) => titles.Order(StringComparer.Ordinal);
        Assert.Equal(Sorted("权限调整待承接能力评估", "权限调整待合法性审查", "权限调整待关联权责清单", "权限调整待生效"), await stage.TitlesAsync("manager1"));
        Assert.Equal(Sorted("权限调整待承接能力评估", "权限调整待合法性审查", "权限调整待批准", "权限调整待关联权责清单", "权限调整待生效"), await stage.TitlesAsync("manager2"));
        Assert.Equal(Sorted("权限调整已批准", "权限调整已生效"), await stage.TitlesAsync("editor1"));
        var told = Assert.Single(await stage.ToldAsync(town));
        Assert.Equal(("承接了新的事项", "/office/items/" + (await stage.GrantAsync()).Code), (told.Title, told.Link));
        foreach (var what in (string[])["食品经营许可", "办理地点和办理时间", "咨询电话", "监督投诉电话"])
        {
            Assert.Contains(what, told.Body, StringComparison.Ordinal);
        }

        var other = await stage.ApplyAsync(AdjustmentKind.Entrust);
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.ReturnAsync(other, "请补充培训计划", act, Ct), "manager1");
        var returned = (await stage.ToldAsync((await stage.Window.ActAsync("editor1")).Actor.Id)).Single(m => m.Title == "权限调整被退回");
        Assert.Contains("请补充培训计划", returned.Body, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.32", "01.33")]
    public async Task Who_handed_it_in_once_passes_no_gate_of_it_and_it_can_be_returned_until_it_is_in_effect(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        var id = await stage.Window.DoAsync<ApplyAdjustment, Guid>(
            (a, act) => a.HandleAsync(stage.Batch, new() { Kind = AdjustmentKind.Delegate, Items = [stage.Window.Item.Code], Receivers = [stage.Receiver.Id], Power = "权限", Reason = "理由" }, act, Ct), "manager1");
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.ReturnAsync(id, "请改", act, Ct), "manager2");
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.HandInAgainAsync(id, "已改", "权限", act, Ct), "editor1");

        var receiver = await stage.Host.InDatabaseAsync(db => db.Set<AdjustmentReceiver>().Select(r => r.Id).SingleAsync(Ct));
        PassGates.AssessCommand assess = new() { Receiver = receiver, People = 90, Place = 90, Equipment = 90, Training = 90, Capable = true, Conclusion = "具备" };
        PassGates.ReviewCommand review = new() { Lawful = true, Basis = "《中华人民共和国行政许可法》第二十四条", Conclusion = "合法" };
        async Task<string> ToldAsync<T>(Func<T, Act, Task<Outcome>> run)
            where T : notnull => (await ByAsync(stage, run, "manager1")).Problems[0].Code;
        Assert.Equal("catalogue.adjustment-own", await ToldAsync<PassGates>((g, act) => g.AssessAsync(id, assess, PowerStage.Document(), act, Ct)));
        await stage.DoneAsync<PassGates>((g, act) => g.AssessAsync(id, assess, PowerStage.Document(), act, Ct), "manager2");
        Assert.Equal("catalogue.adjustment-own", await ToldAsync<PassGates>((g, act) => g.ReviewAsync(id, review, PowerStage.Document(), act, Ct)));
        await stage.DoneAsync<PassGates>((g, act) => g.ReviewAsync(id, review, PowerStage.Document(), act, Ct), "city1");
        Assert.Equal("catalogue.adjustment-second-person", await ToldAsync<DecideAdjustment>((d, act) => d.ApproveAsync(id, act, Ct)));
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.ApproveAsync(id, act, Ct), "manager2");
        var version = await stage.PublishPowersAsync(stage.Window.Item.Code);
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.LinkAsync(id, new() { Version = version }, act, Ct), "manager2");

        // The item ended meanwhile: what waits to come into effect goes back instead of standing still for ever.
        await stage.DoneAsync<BecomeItems>((b, act) => b.HandleAsync(stage.Window.Item.Code, ItemStatus.Paused, act, Ct), "manager1");
        var refused = await ByAsync<PutInEffect>(stage, (e, act) => e.HandleAsync(id, act, Ct), "manager2");
        Assert.Contains("请退回申请", refused.Problems[0].Message, StringComparison.Ordinal);
        using var manager = await stage.Host.BrowserAsync("manager2");
        using var back = await manager.SubmitAsync($"/office/permissions/adjustments/{id}", new() { ["why"] = "事项已暂停" }, "Return");
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        await stage.DoneAsync<BecomeItems>((b, act) => b.HandleAsync(stage.Window.Item.Code, ItemStatus.InUse, act, Ct), "manager1");
        await stage.Window.DoAsync<PublishList, Guid>((p, act) => p.ApproveAsync(RegisterLists.Find(RegisterLists.Power)!, act, Ct), "city1");
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.HandInAgainAsync(id, "已恢复", "权限", act, Ct), "editor1");
        await stage.DoneAsync<PassGates>((g, act) => g.AssessAsync(id, assess, PowerStage.Document(), act, Ct), "manager2");
        await stage.DoneAsync<PassGates>((g, act) => g.ReviewAsync(id, review, PowerStage.Document(), act, Ct), "city1");
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.ApproveAsync(id, act, Ct), "manager2");
        var again = await stage.PublishPowersAsync(stage.Window.Item.Code);
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.LinkAsync(id, new() { Version = again }, act, Ct), "manager2");
        await stage.DoneAsync<PutInEffect>((e, act) => e.HandleAsync(id, act, Ct), "manager2");
        Assert.Equal(3, (await stage.AdjustmentAsync(id)).Round);
        Assert.Equal(3, await stage.Host.InDatabaseAsync(db => db.Set<AdjustmentApplicant>().CountAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.32", "01.33")]
    public async Task What_was_handed_in_again_passes_no_gate_from_a_page_of_the_round_before(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        var receiver = await stage.Host.InDatabaseAsync(db => db.Set<AdjustmentReceiver>().Select(r => r.Id).SingleAsync(Ct));
        PassGates.AssessCommand assess = new() { Receiver = receiver, People = 90, Place = 90, Equipment = 90, Training = 90, Capable = true, Conclusion = "具备" };
        PassGates.ReviewCommand review = new() { Lawful = true, Basis = "《中华人民共和国行政许可法》第二十四条", Conclusion = "合法" };
        Task<Outcome> AssessAsync(string seen) => ByAsync<PassGates>(stage, (g, act) => g.AssessAsync(id, assess, PowerStage.Document(), act with { Seen = seen }, Ct), "manager1");
        Task<Outcome> ReviewAsync(string seen) => ByAsync<PassGates>(stage, (g, act) => g.ReviewAsync(id, review, PowerStage.Document(), act with { Seen = seen }, Ct), "manager1");
        Assert.True((await AssessAsync("1")).Ok);
        Assert.True((await ReviewAsync("1")).Ok);
        using var second = await stage.Host.BrowserAsync("manager2");
        var page = $"/office/permissions/adjustments/{id}";
        var approve = await second.FillInAsync(page, [], "Approve");
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.ReturnAsync(id, "请改", act, Ct), "manager1");
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.HandInAgainAsync(id, "已改", "另外的权限", act, Ct), "editor1");

        Assert.Equal("platform.changed-meanwhile", (await AssessAsync("1")).Problems[0].Code);
        Assert.True((await AssessAsync("2")).Ok);
        Assert.Equal("platform.changed-meanwhile", (await ReviewAsync("1")).Problems[0].Code);
        Assert.True((await ReviewAsync("2")).Ok);
        await approve.IsStaleAsync();
        Assert.Equal(AdjustmentStage.Approving, (await stage.AdjustmentAsync(id)).Stage);
        using var approved = await second.SubmitAsync(page, [], "Approve");
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
    }

    [Theory, EachDatabase, Requirement("01.32")]
    public async Task Items_and_organisations_are_looked_for_and_chosen_while_what_was_typed_stays(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await PowerStage.StartAsync(engine, sql.Attach);
        await stage.ManyOrganisationsAsync(120);
        using var editor = await stage.Host.BrowserAsync("editor1");
        var self = $"/office/permissions/{stage.Batch}/apply";
        var first = await editor.PageAsync(self);
        Assert.Empty(first.QuerySelectorAll("main input[name='Input.Receivers'], main input[name='Input.Items']"));

        async Task<AngleSharp.Html.Dom.IHtmlDocument> FindAsync(Dictionary<string, string> fields)
        {
            using var answer = await editor.SubmitAsync(self, fields, "Find");
            return new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Ct));
        }

        var many = await FindAsync(new() { ["FindReceivers"] = "便民服务站", ["Input.Power"] = "受理权限" });
        Assert.Equal(50, many.QuerySelectorAll("input[name='Input.Receivers']").Length);
        Assert.Contains("请多写几个字", many.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("受理权限", many.QuerySelector("textarea[name='Input.Power']")!.TextContent.Trim());
        var sent = await sql.DuringAsync(() => FindAsync(new() { ["FindReceivers"] = "协兴 便民", ["FindItems"] = "食品" }), "identity_organisation");
        Assert.InRange(sent.Count, 1, 3);
        var found = await FindAsync(new() { ["FindReceivers"] = "协兴 便民", ["FindItems"] = "食品", ["Input.Kind"] = "Delegate" });
        var (unit, item) = (found.QuerySelectorAll("input[name='Input.Receivers']").Single(), found.QuerySelectorAll("input[name='Input.Items']").Single());
        Assert.Equal((stage.Receiver.Id.ToString(), stage.Window.Item.Code), (unit.GetAttribute("value"), item.GetAttribute("value")));
        var kept = await FindAsync(new() { ["Input.Receivers"] = stage.Receiver.Id.ToString(), ["Input.Items"] = stage.Window.Item.Code, ["FindReceivers"] = "没有这样的单位" });
        Assert.Equal(2, kept.QuerySelectorAll("input[name='Input.Receivers'][checked], input[name='Input.Items'][checked]").Length);
        Assert.Contains("没有找到这样的单位", kept.Body!.TextContent, StringComparison.Ordinal);

        using var applied = await editor.SubmitAsync(self, new()
        {
            ["Input.Kind"] = "Delegate", ["Input.Items"] = stage.Window.Item.Code, ["Input.Receivers"] = stage.Receiver.Id.ToString(), ["Input.Power"] = "全部", ["Input.Reason"] = "便民",
        });
        Assert.Equal(HttpStatusCode.Redirect, applied.StatusCode);

        // Another's items are not found, nor taken.
        using var other = await stage.Host.BrowserAsync("editor2");
        using var none = await other.SubmitAsync(self, new() { ["FindItems"] = "食品", ["Input.Items"] = stage.Window.Item.Code }, "Find");
        Assert.DoesNotContain(stage.Window.Item.Code, await none.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.33")]
    public async Task A_negative_conclusion_at_either_gate_stops_the_adjustment_for_good(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        var (incapable, unlawful) = (await stage.ApplyAsync(), await stage.ApplyAsync(AdjustmentKind.Entrust));
        var receivers = await stage.Host.InDatabaseAsync(db => db.Set<AdjustmentReceiver>().ToDictionaryAsync(r => r.AdjustmentId, r => r.Id, Ct));
        PassGates.AssessCommand Assess(Guid of, bool capable) => new() { Receiver = receivers[of], People = capable ? 90 : 10, Place = 90, Equipment = 90, Training = 90, Capable = capable, Conclusion = "结论" };

        await stage.DoneAsync<PassGates>((g, act) => g.AssessAsync(incapable, Assess(incapable, false), PowerStage.Document(), act, Ct), "manager1");
        await stage.DoneAsync<PassGates>((g, act) => g.AssessAsync(unlawful, Assess(unlawful, true), PowerStage.Document(), act, Ct), "manager1");
        await stage.DoneAsync<PassGates>((g, act) => g.ReviewAsync(unlawful, new() { Lawful = false, Basis = "《中华人民共和国行政许可法》第二十四条", Conclusion = "无委托依据" }, PowerStage.Document(), act, Ct), "manager1");

        foreach (var id in (Guid[])[incapable, unlawful])
        {
            Assert.Equal(Zhengtong.Catalogue.Model.AdjustmentStage.Stopped, (await stage.AdjustmentAsync(id)).Stage);
            var approved = await ByAsync<DecideAdjustment>(stage, (d, act) => d.ApproveAsync(id, act, Ct), "manager2");
            Assert.Equal("catalogue.adjustment-stage", approved.Problems[0].Code);
        }

        using var manager = await stage.Host.BrowserAsync("manager1");
        var stopped = (await manager.PageAsync($"/office/permissions/{stage.Batch}?stage=Stopped")).Body!.TextContent;
        Assert.Contains("全部办理权限", stopped, StringComparison.Ordinal);
        Assert.Contains("无委托依据", (await manager.PageAsync($"/office/permissions/adjustments/{unlawful}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.32")]
    public async Task A_region_has_one_batch_each_half_year_and_takes_applications_only_in_its_window(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        using var city = await stage.Host.BrowserAsync("city2");
        async Task<string> OpenAsync(string from, string to)
        {
            using var answer = await city.SubmitAsync("/office/permissions", new() { ["Input.Name"] = "又一批", ["Input.From"] = from, ["Input.To"] = to });
            return answer.StatusCode == HttpStatusCode.Redirect ? "opened" : await answer.Content.ReadAsStringAsync(Ct);
        }

        Assert.Contains("重叠", await OpenAsync("2026-05-31", "2026-08-01"), StringComparison.Ordinal);
        Assert.Contains("每半年一批", await OpenAsync("2026-06-01", "2026-06-30"), StringComparison.Ordinal);
        Assert.Contains("截止不早于开始", await OpenAsync("2026-08-01", "2026-07-01"), StringComparison.Ordinal);
        Assert.Equal("opened", await OpenAsync("2026-09-01", "2026-10-31"));
        var county = await ByAsync<OpenBatch>(stage, async (o, act) => await o.HandleAsync(new() { Name = "县", From = new(2027, 1, 1), To = new(2027, 2, 1) }, act, Ct), "manager1");
        Assert.Equal("catalogue.batch-by-city", county.Problems[0].Code);

        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 5, 31, 16, 0, 1, TimeSpan.Zero));
        var late = await ByAsync<ApplyAdjustment>(stage, async (a, act) => await a.HandleAsync(stage.Batch, new() { Kind = AdjustmentKind.Delegate, Codes = stage.Window.Item.Code, Receivers = [stage.Receiver.Id], Power = "权限", Reason = "理由" }, act, Ct), "editor1");
        Assert.Equal("catalogue.batch-closed", late.Problems[0].Code);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<AdjustmentReceiver>().CountAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.34", "01.36")]
    public async Task What_was_entrusted_is_counted_by_receiver_and_zone_and_its_real_use_is_told(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await PowerStage.StartAsync(engine, sql.Attach);
        await stage.PutInEffectAsync(await stage.ApplyAsync(AdjustmentKind.Entrust, zone: ZoneKind.Development));
        var grant = await stage.GrantAsync();
        Assert.NotNull(await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(stage.Window.Item.Code, Ct));
        var item = await stage.ItemAsync(grant.ItemId);
        await stage.CasesAsync(grant.ItemId, item.CurrentVersionId, 3);
        using var manager = await stage.Host.BrowserAsync("manager1");

        var counted = Cells(await manager.PageAsync($"/office/permissions/{stage.Batch}"), "按承接单位统计");
        Assert.Equal([PowerStage.Town, "经济开发区", "0", "1", "0"], counted);
        var sent = await sql.DuringAsync(() => manager.GetAsync(new Uri("/office/permissions/effect?from=2026-03-01&to=2026-03-31", UriKind.Relative), Ct), "catalogue_item_grant");
        Assert.InRange(sent.Count, 1, 2);
        var effect = Cells(await manager.PageAsync("/office/permissions/effect?from=2026-03-01&to=2026-03-31"), "成效");
        Assert.Equal(["委托", PowerStage.Town, "3", "3", "2"], effect[2..7]);
        Assert.Equal("0", Cells(await manager.PageAsync("/office/permissions/effect?from=2026-02-01&to=2026-02-28"), "成效")[4]);
        using var sheet = await manager.GetAsync(new Uri("/office/permissions/effect/export?from=2026-03-01&to=2026-03-31", UriKind.Relative), Ct);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Content.Headers.ContentType!.MediaType);
        var published = await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(grant.Code, Ct);
        Assert.Equal(("5", grant.GiverName), (published!.Content.PowerSource, published.Content.EntrustedBy));
    }

    [Theory, EachDatabase, Requirement("01.35")]
    public async Task What_shows_no_effect_is_told_by_the_grassroots_and_recalled_while_running_cases_go_on(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        await stage.PutInEffectAsync(await stage.ApplyAsync());
        var grant = await stage.GrantAsync();
        var before = await stage.ItemAsync(grant.ItemId);
        var said = await stage.Host.InScopeAsync(s => s.GetRequiredService<LeaveOpinion>().HandleAsync(grant.Id, OpinionKind.TakeBack, "没有人手", new Act(stage.TownEditor, null, End.Pc, "", At(stage)), Ct));
        Assert.True(said.Ok);
        var giver = await ByAsync<LeaveOpinion>(stage, (l, act) => l.HandleAsync(grant.Id, OpinionKind.Smooth, "很好", act, Ct), "editor1");
        Assert.Equal("catalogue.opinion-by-receiver", giver.Problems[0].Code);

        stage.Host.Clock.Advance(TimeSpan.FromDays(60));
        using var editor = await stage.Host.BrowserAsync("editor1");
        var address = "/office/permissions/effect?from=2026-03-10&to=2026-05-01";
        var line = Cells(await editor.PageAsync(address), "成效");
        Assert.Equal(["0", "0", "0", "不明显", "1 条（建议收回 1）"], line[4..9]);
        Assert.Contains("没有人手", (await editor.PageAsync($"/office/permissions/grants/{grant.Id}")).Body!.TextContent, StringComparison.Ordinal);
        using var started = await editor.SubmitAsync(address, new() { ["grants"] = grant.Id.ToString(), ["into"] = stage.Batch.ToString(), ["Reason"] = "成效不明显" });
        Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        var recall = Guid.Parse(started.Headers.Location!.OriginalString.Split('/')[^1]);
        Assert.Contains("正在办理收回", string.Join(' ', Cells(await editor.PageAsync(address), "成效")), StringComparison.Ordinal);
        await stage.PutInEffectAsync(recall);

        var catalogue = stage.Host.Services.GetRequiredService<ICatalogue>();
        Assert.NotNull(await catalogue.FindAsync(stage.Window.Item.Code, Ct));
        Assert.Null(await catalogue.FindAsync(grant.Code, Ct));
        Assert.NotNull((await stage.GrantAsync()).RecalledAt);
        Assert.Equal(grant.Code, (await catalogue.VersionAsync(before.CurrentVersionId, Ct)).Code);
        Assert.True(await stage.Host.InDatabaseAsync(db => db.Set<ItemIndex>().AnyAsync(i => i.ItemId == stage.Window.Item.ItemId && i.Applicable, Ct)));
    }

    [Theory, EachDatabase]
    public async Task An_application_is_returned_with_reasons_handed_in_again_and_withdrawn(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        var self = $"/office/permissions/adjustments/{id}";
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var editor = await stage.Host.BrowserAsync("editor1");

        using var silent = await manager.SubmitAsync(self, new() { ["why"] = "" }, "Return");
        Assert.Contains("请写明理由", await silent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var returned = await manager.SubmitAsync(self, new() { ["why"] = "请补充培训计划" }, "Return");
        Assert.Contains("请补充培训计划", (await editor.PageAsync(self)).Body!.TextContent, StringComparison.Ordinal);
        using var again = await editor.SubmitAsync(self, new() { ["Power"] = "受理权限", ["Reason"] = "已补充培训计划" }, "Again");
        var of = await stage.AdjustmentAsync(id);
        Assert.Equal((2, "受理权限", Zhengtong.Catalogue.Model.AdjustmentStage.Assessing), (of.Round, of.Power, of.Stage));
        using var withdrawn = await editor.SubmitAsync(self, new() { ["withdrawal"] = "暂不下放" }, "Withdraw");
        Assert.Equal(Zhengtong.Catalogue.Model.AdjustmentStage.Withdrawn, (await stage.AdjustmentAsync(id)).Stage);
        Assert.Equal(["applied", "adjustment-returned", "handed-in-again", "adjustment-withdrawn"], (await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct))).Select(t => t.What));
    }

    private static DateTime At(PowerStage stage) => Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime);

    private static async Task<Outcome> ByAsync<T>(PowerStage stage, Func<T, Act, Task<Outcome>> run, string login)
        where T : notnull
    {
        var act = await stage.Window.ActAsync(login);
        return await stage.Host.InScopeAsync(s => run(s.GetRequiredService<T>(), act));
    }

    private static List<string> Cells(AngleSharp.Html.Dom.IHtmlDocument page, string caption) =>
        [.. page.QuerySelectorAll("table").Single(t => t.QuerySelector("caption")!.TextContent.Contains(caption, StringComparison.Ordinal)).QuerySelectorAll("tbody tr").Single().QuerySelectorAll("td").Select(c => c.TextContent.Trim())];
}
