using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Cases.Accept;

public sealed class CasePageTests
{
    [Theory, EachDatabase]
    [Requirement("01.22", "03.11", "03.12", "03.14")]
    public async Task A_clerk_accepts_and_opens_the_next_case(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await WindowStage.StartAsync(engine, adjust: sql.Attach);
        var first = await stage.ApplyAsync();
        var second = await stage.ApplyAsync("lisi");
        var clerk = await stage.SignInAsync("clerk1");
        await clerk.OpenAsync("/desk");
        var path = $"/desk/cases/{(await stage.StepAsync(first)).Id}";

        var listed = await sql.DuringAsync(() => clerk.OpenAsync("/desk"));
        await clerk.OpenAsync(path);
        var read = await sql.DuringAsync(() => clerk.OpenAsync(path));
        var page = await clerk.OpenAsync(path);
        var done = await clerk.AfterAsync(await clerk.SendAsync(path, "Accept"));

        Assert.Single(listed);
        Assert.True(read.Count <= 6, string.Join("\n---\n", read));
        Assert.Contains("张*", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("张三", page.Text(), StringComparison.Ordinal);
        Assert.Contains("名称与申请表一致", page.Text(), StringComparison.Ordinal);
        Assert.Contains("小店", page.Text(), StringComparison.Ordinal);
        Assert.Contains("3月9日前(还剩 5 个工作日)", page.Text(), StringComparison.Ordinal);
        Assert.Contains("已受理", done.Text(), StringComparison.Ordinal);
        Assert.Contains("受理通知书", done.Text(), StringComparison.Ordinal);
        Assert.Equal($"/desk/cases/{(await stage.StepAsync(second)).Id}", done.QuerySelector("[autofocus]")!.GetAttribute("href"));
        var accepted = await stage.CaseAsync(first);
        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 13)), (accepted.AcceptedOn, accepted.DueOn));
        Assert.Equal(HttpStatusCode.NotFound, await clerk.StatusAsync(path));
    }

    [Theory, EachDatabase]
    [Requirement("01.06", "01.07")]
    public async Task Who_handles_a_case_reads_the_manual_of_the_version_it_is_pinned_to_and_no_applicant_does(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine, WindowStage.Food with { Manual = [new("受理", "先核对营业执照原件")] });
        var id = await stage.ApplyAsync();
        await stage.PublishAsync(WindowStage.Food with { Manual = [new("受理", "改为核对电子营业执照")] });
        var clerk = await stage.SignInAsync("clerk1");

        var page = await clerk.OpenAsync($"/desk/cases/{(await stage.StepAsync(id)).Id}");
        Assert.Contains("先核对营业执照原件", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("改为核对电子营业执照", page.Text(), StringComparison.Ordinal);
        var link = page.QuerySelector("a[href^='/office/manuals/']")!.GetAttribute("href")!;
        Assert.Contains("先核对营业执照原件", (await clerk.OpenAsync(link)).Text(), StringComparison.Ordinal);
        Assert.Contains("名称与申请表一致", (await clerk.OpenAsync(link)).Text(), StringComparison.Ordinal);
        Assert.Contains("改为核对电子营业执照", (await clerk.OpenAsync(link.Split('?')[0])).Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await clerk.StatusAsync(link.Split('?')[0] + "?version=9"));
        Assert.NotEqual(HttpStatusCode.OK, await (await stage.SignInAsync("zhangsan")).StatusAsync(link));
    }

    [Theory, EachDatabase]
    [Requirement("03.11", "03.13")]
    public async Task What_is_missing_is_told_once_and_the_mended_case_is_accepted(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        var clerk = await stage.SignInAsync("clerk1");
        var path = $"/desk/cases/{(await stage.StepAsync(id)).Id}";

        var nothing = await clerk.AfterAsync(await clerk.SendAsync(path, "Ask"));
        var unsaid = await clerk.AfterAsync(await clerk.SendAsync(path, "Ask", ("lack", "m1")));
        var done = await clerk.AfterAsync(await clerk.SendAsync(path, "Ask", ("lack", "m1"), ("ask.deficiency-m1", "照片不清楚，请重新拍摄"), ("ask.deficiency-form", "店名写错一个字")));

        Assert.Contains("请至少写明一项", nothing.Text(), StringComparison.Ordinal);
        Assert.Contains("请写明这一项缺什么", unsaid.QuerySelector("#ask-deficiency-m1-error")?.TextContent ?? unsaid.Text(), StringComparison.Ordinal);
        Assert.Contains("补正材料一次性告知书", done.Text(), StringComparison.Ordinal);
        Assert.Equal(CaseStatus.AwaitingCorrection, (await stage.CaseAsync(id)).Status);

        stage.Host.Clock.Advance(TimeSpan.FromDays(8));
        var applicant = await stage.ActAsync("zhangsan");
        await stage.Host.InScopeAsync(async s =>
        {
            var handed = await Get<HandInCorrection>(s).HandleAsync(id, [new("m1", null, "")], """{"shop":{"name":"好店","phone":"13812345678"}}""", applicant, default);
            Assert.True(handed.Ok);
        });
        clerk = await stage.SignInAsync("clerk1");
        var step = await stage.StepAsync(id);
        Assert.Equal(new DateOnly(2026, 3, 17), step.DueOn);
        var again = await clerk.OpenAsync($"/desk/cases/{step.Id}");
        Assert.Contains("报请再次补正", again.Text(), StringComparison.Ordinal);
        await clerk.AfterAsync(await clerk.SendAsync($"/desk/cases/{step.Id}", "Accept"));
        Assert.Equal(CaseStatus.InReview, (await stage.CaseAsync(id)).Status);
    }

    [Theory, EachDatabase]
    [Requirement("03.13")]
    public async Task A_second_correction_needs_the_lead_and_a_reason(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await TwiceWantedAsync(stage);
        var clerk = await stage.SignInAsync("clerk1");
        var lead = await stage.SignInAsync("lead1");
        var step = (await stage.StepAsync(id)).Id;

        var act = await stage.ActAsync("clerk1");
        var straight = await stage.Host.InScopeAsync(s => Get<AskCorrection>(s).HandleAsync(step, [new("m2", "还是不清楚")], act, default));
        var sent = await clerk.AfterAsync(await clerk.SendAsync($"/desk/cases/{step}", "Again", ("again.reason", "补正的照片仍然无法辨认")));
        var list = await lead.OpenAsync("/desk/leads");
        var path = list.QuerySelector("[data-href]")!.GetAttribute("data-href")!;
        var page = await lead.OpenAsync(path);
        var unreasoned = await lead.AfterAsync(await lead.SendAsync(path, "Ask", ("ask.deficiency-m2", "请重新拍摄")));
        var done = await lead.AfterAsync(await lead.SendAsync(path, "Ask", ("ask.deficiency-m2", "请重新拍摄"), ("ask.reason", "照片无法辨认")));

        Assert.Equal("cases.told-once", straight.Problems[0].Code);
        Assert.Contains("已报受理负责人", sent.Text(), StringComparison.Ordinal);
        Assert.Contains("补正的照片仍然无法辨认", page.Text(), StringComparison.Ordinal);
        Assert.Contains("必须写明理由", unreasoned.Text(), StringComparison.Ordinal);
        Assert.Contains("已一次性告知", done.Text(), StringComparison.Ordinal);
        var traced = await stage.Host.InDatabaseAsync(db => db.Set<TraceEntry>().Where(t => t.SubjectId == id && t.What == "correction-asked").OrderBy(t => t.Sequence).LastAsync());
        Assert.Equal("照片无法辨认", traced.Reason);
    }

    [Theory, EachDatabase]
    public async Task A_slip_is_mended_on_the_spot_and_stays_traced(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync(shop: "小点");
        var clerk = await stage.SignInAsync("clerk1");
        var path = $"/desk/cases/{(await stage.StepAsync(id)).Id}";

        var wrong = await clerk.AfterAsync(await clerk.SendAsync(path + "/mend?section=shop", "", ("a.shop.name", ""), ("a.shop.phone", "13812345678")));
        var same = await clerk.AfterAsync(await clerk.SendAsync(path + "/mend?section=shop", "", ("a.shop.name", "小点"), ("a.shop.phone", "13812345678")));
        var mended = await clerk.AfterAsync(await clerk.SendAsync(path + "/mend?section=shop", "", ("a.shop.name", "小店"), ("a.shop.phone", "13812345678")));

        Assert.Contains("请填写店名", wrong.Text(), StringComparison.Ordinal);
        Assert.Contains("没有改动", same.Text(), StringComparison.Ordinal);
        Assert.Contains("小店", mended.Text(), StringComparison.Ordinal);
        var entry = await stage.Host.InDatabaseAsync(db => db.Set<TraceEntry>().SingleAsync(t => t.SubjectId == id && t.What == "mended-on-the-spot"));
        Assert.Contains("店铺 · 店名", entry.Data, StringComparison.Ordinal);
        Assert.Contains("小点", entry.Data, StringComparison.Ordinal);
        Assert.True(await stage.Host.InDatabaseAsync(db => db.Set<PersonalDataReading>().AnyAsync(r => r.Purpose == "当场更正申请表")));
    }

    [Theory, EachDatabase]
    public async Task Seeing_the_applicant_whole_wants_a_purpose_and_is_recorded(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        var clerk = await stage.SignInAsync("clerk1");
        var path = $"/desk/cases/{(await stage.StepAsync(id)).Id}";

        var refused = await clerk.AfterAsync(await clerk.SendAsync(path, "Reveal", ("purpose", " ")));
        var shown = await clerk.AfterAsync(await clerk.SendAsync(path, "Reveal", ("purpose", "核对身份证件")));

        Assert.DoesNotContain("张三", refused.Text(), StringComparison.Ordinal);
        Assert.Contains("张三", shown.Text(), StringComparison.Ordinal);
        var reading = await stage.Host.InDatabaseAsync(db => db.Set<PersonalDataReading>().SingleAsync());
        Assert.Equal(("核对身份证件", (await stage.CaseAsync(id)).ApplicantId), (reading.Purpose, reading.PartyId));
    }

    [Theory, EachDatabase]
    [Requirement("03.11")]
    public async Task Nobody_else_finds_the_case(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        await stage.Host.InDatabaseAsync(async db =>
        {
            var elsewhere = await db.Set<Account>().SingleAsync(a => a.Login == "clerk2");
            return await db.Set<StaffPost>().Where(p => p.StaffId == elsewhere.StaffId).ExecuteUpdateAsync(s => s.SetProperty(p => p.RegionCode, "510107"));
        });
        var path = $"/desk/cases/{(await stage.StepAsync(id)).Id}";
        var material = $"/cases/{id}/materials/1";
        var elsewhere = await stage.SignInAsync("clerk2");

        Assert.Equal(HttpStatusCode.NotFound, await elsewhere.StatusAsync(path));
        Assert.Equal(HttpStatusCode.NotFound, await elsewhere.StatusAsync(path + "/mend"));
        Assert.Equal(HttpStatusCode.NotFound, await elsewhere.StatusAsync(material));
        Assert.DoesNotContain("食品经营许可", (await elsewhere.OpenAsync("/desk")).Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await (await stage.SignInAsync("reviewer1")).StatusAsync(path));
        Assert.Equal(HttpStatusCode.NotFound, await (await stage.SignInAsync("lisi")).StatusAsync(material));
        Assert.Equal(HttpStatusCode.Redirect, await stage.Host.Browser().StatusAsync(material));
        var owner = await (await stage.SignInAsync("zhangsan")).GetAsync(new Uri(material, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "image/png"), (owner.StatusCode, owner.Content.Headers.ContentType!.MediaType));
        var kept = await (await stage.SignInAsync("clerk1")).GetAsync(new Uri(material + "?download=1", UriKind.Relative));
        Assert.Equal("attachment", kept.Content.Headers.ContentDisposition!.DispositionType);
    }

    private static T Get<T>(IServiceProvider services)
        where T : notnull => (T)services.GetService(typeof(T))!;

    /// <summary>A case that was told once, mended, and is at the window again.</summary>
    private static async Task<Guid> TwiceWantedAsync(WindowStage stage)
    {
        var id = await stage.ApplyAsync();
        var step = (await stage.StepAsync(id)).Id;
        await stage.DoAsync<AskCorrection, Guid>((a, act) => a.HandleAsync(step, [new("m2", "照片不清楚")], act, default), "clerk1");
        var applicant = await stage.ActAsync("zhangsan");
        var handed = await stage.Host.InScopeAsync(s => Get<HandInCorrection>(s).HandleAsync(id, [new("m2", null, "")], null, applicant, default));
        Assert.True(handed.Ok);
        return id;
    }
}
