using System.Net;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Identity.Space;
using Xunit;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Cases.Apply;

/// <summary>From the guide's button to the receipt, by plain forms without a script.</summary>
public sealed class ApplyJourneyTests
{
    [Theory, EachDatabase]
    [Requirement("03.10", "03.11", "12.01")]
    public async Task A_person_applies_and_gets_a_number_a_receipt_and_the_day_of_the_answer(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);

        await FillPersonAsync(browser, draft);
        await FillMaterialsAsync(browser, draft);
        await Good(browser.SubmitAsync(draft + "/delivery", new() { ["Delivery"] = "courier", ["DeliveryAddress"] = "广安区金安大道1号 张三" }));
        var tasks = (await browser.PageAsync(draft)).QuerySelector(".zt-tasks")!.TextContent;
        var check = (await browser.PageAsync(draft + "/check")).Body!.TextContent;
        var id = await SubmitAsync(browser, draft);

        var done = await browser.PageAsync($"/apply/done/{id}");
        var made = await stage.CaseAsync(id);
        Assert.Contains("已备齐", tasks, StringComparison.Ordinal);
        Assert.Contains("申请开办食品经营店。", check, StringComparison.Ordinal);
        Assert.Equal(made.Number, done.QuerySelector(".zt-receipt__number")!.TextContent);
        Assert.True(CaseNumber.TryParse(made.Number) is not null);
        Assert.Contains("3月9日", done.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(done.QuerySelector("svg.qr"));
        Assert.NotNull(done.QuerySelector($"a[href^='/cases/{id}/notices/']"));
        Assert.Equal(End.Pc, made.End);
        var application = await stage.Host.InDatabaseAsync(db => db.Set<Application>().SingleAsync(a => a.CaseId == id));
        Assert.Equal("courier", application.Delivery);
        Assert.NotEmpty(application.ContactPhone);

        // The draft leads on to the receipt from now on, and nobody changes it any more.
        var after = await browser.GetAsync(new Uri(draft, UriKind.Relative));
        Assert.Equal($"/apply/done/{id}", after.Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase]
    [Requirement("03.10")]
    public async Task What_the_profile_and_the_last_case_know_is_filled_in_and_says_where_it_comes_from(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        var first = await browser.PageAsync(draft + "/form/applicant");
        Assert.Equal("张三（演示）", first.QuerySelector("#a-applicant-name")!.GetAttribute("value"));
        Assert.Contains("来自您的个人资料", first.QuerySelector("#a-applicant-name-source")!.TextContent, StringComparison.Ordinal);
        await Good(FillAsync(browser, draft + "/form/contact", new() { ["a.contact.email"] = "zhang@example.com", ["a.contact.address"] = "广安区金安大道1号" }));
        await FillPersonAsync(browser, draft);
        await FillMaterialsAsync(browser, draft);
        await SubmitAsync(browser, draft);
        await stage.Host.DispatchAsync();

        // The e-mail is in no profile: it was given once, with the first case.
        var second = await BeginAsync(browser);
        var contact = await browser.PageAsync(second + "/form/contact");
        Assert.NotEqual(draft, second);
        Assert.Equal("zhang@example.com", contact.QuerySelector("#a-contact-email")!.GetAttribute("value"));

        // So is the file: it can be used again.
        await Good(browser.SubmitAsync(second + "/materials", new()
        {
            ["Key"] = "id-card",
            ["fileId"] = (await browser.PageAsync(second + "/materials")).QuerySelector("#fileId option[value]:not([value=''])")!.GetAttribute("value")!,
        }, "Reuse"));
        Assert.Contains("id-card", (await stage.DraftAsync(second)).Materials, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("03.10")]
    public async Task An_agent_applies_for_his_company_and_stands_in_the_case(Engine engine)
    {
        await using var stage = await StartAsync(engine, Content with { ForPersons = false });
        var browser = await stage.SignedInAsync("company1");
        var asPerson = await browser.PageAsync("/apply/" + Code);
        Assert.NotNull(asPerson.QuerySelector("a[href^='/account/acting-for']"));
        Assert.Null(asPerson.QuerySelector("[name=Mode]"));

        await ActForCompanyAsync(stage, browser);
        var draft = await BeginAsync(browser);
        var company = await browser.PageAsync(draft + "/form/company");
        Assert.Contains("企业登记信息", company.QuerySelector("#a-company-name-source")!.TextContent, StringComparison.Ordinal);
        await Good(FillAsync(browser, draft + "/form/company", new() { ["a.company.address"] = "广安区金安大道2号" }));
        await Good(FillAsync(browser, draft + "/form/legalPerson", new()
        {
            ["a.legalPerson.legalName"] = "王五", ["a.legalPerson.legalIdNumber"] = "11010519491231002X", ["a.legalPerson.legalPhone"] = "13800138000",
        }));
        var handler = await browser.PageAsync(draft + "/form/handler");
        Assert.Equal("王五（演示）", handler.QuerySelector("#a-handler-handlerName")!.GetAttribute("value"));
        await Good(FillAsync(browser, draft + "/form/handler", []));
        await Good(FillAsync(browser, draft + "/form/matter", new() { ["a.matter.summary"] = "新开餐饮店。" }));
        await Good(FillAsync(browser, draft + "/form/promise", new() { ["a.promise.agreed"] = "yes" }));
        await FillMaterialsAsync(browser, draft);
        var made = await stage.CaseAsync(await SubmitAsync(browser, draft));

        Assert.Equal(PartyKind.Company, made.ApplicantKind);
        Assert.NotNull(made.AgentId);
        Assert.NotEqual(made.ApplicantId, made.AgentId);
    }

    [Theory, EachDatabase]
    [Requirement("03.11")]
    public async Task A_clerk_applies_for_somebody_present_with_paper_he_has_seen(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("clerk1");
        Assert.Contains(Code, (await browser.PageAsync("/desk/apply?q=食品")).Body!.InnerHtml, StringComparison.Ordinal);
        var begun = await browser.SubmitAsync("/desk/apply?code=" + Code, new()
        {
            ["Input.IdNumber"] = "11010519491231002X", ["Input.Name"] = "钱七", ["Input.Phone"] = "13800138000",
        });
        Assert.True(begun.StatusCode == HttpStatusCode.Redirect, await begun.Content.ReadAsStringAsync());
        var draft = begun.Headers.Location!.OriginalString[..^"/mode".Length];
        await Good(browser.SubmitAsync(draft + "/mode", new() { ["Situation"] = "shop", ["Mode"] = "Normal" }));
        await FillPersonAsync(browser, draft);
        foreach (var key in (string[])["id-card", "site-plan"])
        {
            await Good(browser.SubmitAsync(draft + "/materials", new() { ["Key"] = key }, "Paper"));
        }

        var made = await stage.CaseAsync(await SubmitAsync(browser, draft));
        Assert.Equal(("钱七", End.Window), (made.ApplicantName, made.End));
        Assert.NotNull(made.ReceivedById);
        Assert.Null(made.AgentId);
        var rows = await stage.Host.InDatabaseAsync(db => db.Set<CaseMaterial>().Where(m => m.CaseId == made.Id).ToListAsync());
        Assert.All(rows, m => Assert.Equal(MaterialState.Paper, m.State));
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<PersonalDataReading>().CountAsync(r => r.PartyId == made.ApplicantId)));
    }

    [Theory, EachDatabase]
    [Requirement("12.24")]
    public async Task Another_clerk_cannot_open_the_draft_nor_a_number_alone_a_person(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var first = await stage.SignedInAsync("clerk1");
        var begun = await first.SubmitAsync("/desk/apply?code=" + Code, new() { ["Input.IdNumber"] = "11010519491231002X", ["Input.Name"] = "钱七", ["Input.Phone"] = "13800138000" });
        var draft = begun.Headers.Location!.OriginalString[..^"/mode".Length];
        var second = await stage.SignedInAsync("clerk2");
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync(new Uri(draft, UriKind.Relative))).StatusCode);

        // A name that does not fit the number opens nobody's data, and an item of nowhere is not offered.
        var wrong = await second.SubmitAsync("/desk/apply?code=" + Code, new() { ["Input.IdNumber"] = "11010519491231002X", ["Input.Name"] = "孙八", ["Input.Phone"] = "13800138000" });
        Assert.Contains("与已登记的不一致", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("12.24")]
    public async Task An_item_outside_the_clerks_region_cannot_be_begun_at_his_window(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var act = stage.World.By(TestKit.Cases.CaseWorld.FarClerk, "测试");
        var profile = new PartyProfile(Guid.CreateVersion7(), PartyKind.Person, "钱七", "111", "11010519491231002X", "13800138000", "", "", "");
        var begun = await stage.World.DoAsync<StartDraft, Outcome<Guid>>(s => s.AtWindowAsync(Code, profile, act, CancellationToken.None));
        Assert.Equal("cases.item-outside-region", begun.Problems[0].Code);
    }
}
