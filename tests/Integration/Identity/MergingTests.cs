using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Merging;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>Accounts of departments' portals come under one account (08.18).</summary>
public sealed class MergingTests
{
    private const string Page = LegacyPageModel.Path;
    private static readonly string Zhang = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);
    private static readonly string Li = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[1]);
    private static readonly string Chen = "51160219900101998" + CheckCharacter.Mod11Minus2("51160219900101998");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.18")]
    public async Task Doubles_become_names_of_one_account_and_the_others_get_theirs(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        string[][] rows =
        [
            ["人社网", "zhang_rs", "张三（演示）", "", Zhang, "13911110001"],
            ["医保网", "zhang_yb", "张三（演示）", "居民身份证", Zhang, "13911110001"],
            ["人社网", "chen_rs", "陈某某", "111", Chen, "13911110002"],
            ["医保网", "chen_yb", "陈某某", "", Chen, "13911110002"],
            ["人社网", "li_rs", "李似", "", Li, "13911110003"],
            ["医保网", "anne", "ANNE", "外国护照", "E1234567", "19900000001"],
        ];
        var ready = (await UploadAsync(admin, rows)).Headers.Location!.OriginalString;
        var before = await CountsAsync(host);
        var facts = (await admin.PageAsync(ready)).QuerySelector("dl.zt-facts")!.TextContent;
        Assert.All((string[])["归到已有的人3", "新建1", "需要人工处理2", "以前导入过0"], t => Assert.Contains(t, Plain(facts), StringComparison.Ordinal));
        Assert.Equal(before, await CountsAsync(host));

        Assert.Equal(Page + "?done=applied", (await admin.SubmitAsync(ready, [], "Apply")).Headers.Location?.OriginalString);
        Assert.Equal((before.Persons + 1, before.Accounts + 1, 4, 2), await CountsAsync(host));
        var import = await host.InDatabaseAsync(db => db.Set<LegacyImport>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal(("", 3, 1, 2), (import.Hidden, import.Merged, import.Made, import.Conflicts));

        // The old name opens the one account; who is new sets a password by his phone, and then by either.
        Assert.Equal("/my", (await SignInAsync(host, "ZHANG_yb", DemoPeople.Password)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(host, "chen_rs", "Sunny-Day-77")).StatusCode);
        var chen = host.Browser();
        await chen.SubmitAsync("/account/sign-in", new() { ["Phone"] = "13911110002" }, "Code");
        var code = (await chen.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        Assert.Equal("/account/password", (await chen.SubmitAsync("/account/code", new() { ["Code"] = code })).Headers.Location?.OriginalString);
        Assert.Contains("您还没有密码", (await chen.PageAsync("/account/password")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/my", (await chen.SubmitAsync("/account/password", new() { ["Input.Password"] = "Sunny-Day-77", ["Input.PasswordAgain"] = "Sunny-Day-77" })).Headers.Location?.OriginalString);
        Assert.Equal("/my", (await SignInAsync(host, "chen_rs", "Sunny-Day-77")).Headers.Location?.OriginalString);

        // It proves nobody, and twice is once.
        var person = await host.InDatabaseAsync(db => db.Set<Person>().AsNoTracking().SingleAsync(p => p.Name == "陈某某", Ct));
        Assert.Empty(await host.ProofsAsync(person.Id));
        Assert.Null(Trace.Check(person, await host.InDatabaseAsync(db => db.TraceOfAsync(person.Id, Ct))));
        Assert.Equal(HttpStatusCode.OK, (await admin.PostWithTokenOfAsync(Page, Page + "?handler=Apply", new() { ["id"] = import.Id.ToString() })).StatusCode);
        var again = (await UploadAsync(admin, rows[..4])).Headers.Location!.OriginalString;
        Assert.Contains("以前导入过4", Plain((await admin.PageAsync(again)).QuerySelector("dl.zt-facts")!.TextContent), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.18")]
    public async Task What_contradicts_waits_for_somebody_who_decides_with_a_reason(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        var ready = (await UploadAsync(admin, [["人社网", "li_rs", "李似", "", Li, "13911110003"], ["医保网", "anne", "ANNE", "外国护照", "E1234567", "19900000001"]])).Headers.Location!.OriginalString;
        await admin.SubmitAsync(ready, [], "Apply");
        var page = await admin.PageAsync(Page);
        var listed = page.QuerySelectorAll(".zt-choice").Select(c => (Id: c.QuerySelector("input")!.GetAttribute("value")!, Text: c.TextContent)).ToList();
        Assert.Equal(2, listed.Count);
        Assert.DoesNotContain("李似", page.Body!.TextContent, StringComparison.Ordinal);
        var (li, anne) = (listed.Single(c => c.Text.Contains("li_rs", StringComparison.Ordinal)), listed.Single(c => c.Text.Contains("anne", StringComparison.Ordinal)));

        Assert.Contains("请写明处理依据", await (await admin.SubmitAsync(Page, new() { ["id"] = li.Id }, "Same")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var shown = await (await admin.SubmitAsync(Page, new() { ["id"] = li.Id, ["Reason"] = "核对姓名" }, "Reveal")).Content.ReadAsStringAsync(Ct);
        Assert.Contains("表格中：李似；登记的：李四（演示）", WebUtility.HtmlDecode(shown), StringComparison.Ordinal);
        Assert.Equal("核对姓名", Assert.Single(await host.InDatabaseAsync(db => db.Set<PersonalDataReading>().AsNoTracking().ToListAsync(Ct))).Purpose);
        Assert.Equal(Page + "?done=settled", (await admin.SubmitAsync(Page, new() { ["id"] = li.Id, ["Reason"] = "已电话核实" }, "Same")).Headers.Location?.OriginalString);
        Assert.Equal(Page + "?done=settled", (await admin.SubmitAsync(Page, new() { ["id"] = anne.Id, ["Reason"] = "手机号是张三的" }, "Other")).Headers.Location?.OriginalString);
        Assert.Equal("/my", (await SignInAsync(host, "li_rs", DemoPeople.Password)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(host, "anne", DemoPeople.Password)).StatusCode);
        Assert.Contains("没有找到这条冲突", await (await admin.PostWithTokenOfAsync(Page, Page + "?handler=Same", new() { ["id"] = anne.Id, ["Reason"] = "再来" })).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.18")]
    public async Task One_faulty_row_and_nothing_is_imported(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        var before = await CountsAsync(host);
        var answer = await UploadAsync(admin,
        [
            ["人社网", "a", "陈某某", "", Chen, "13911110002"], ["人社网", "a", "陈某某", "", Chen, "13911110002"], ["", "b", "陈某某", "", Chen, "13911110002"],
            ["人社网", "c", "陈3", "", Chen, "13911110002"], ["人社网", "d", "陈某某", "驾驶证", Chen, "13911110002"], ["人社网", "e", "陈某某", "", "123", "13911110002"],
            ["人社网", "f", "陈某某", "", Chen, "0826"],
        ]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        Assert.All((string[])["什么都没有导入", "出现了不止一次", "“原系统”没有填写", "姓名中只能有", "不认识证件类型“驾驶证”", "18 位身份证号码", "请输入 11 位手机号码"], t => Assert.Contains(t, said, StringComparison.Ordinal));
        Assert.Equal(before, await CountsAsync(host));
        Assert.False(await host.InDatabaseAsync(db => db.Set<LegacyImport>().AnyAsync(Ct)));
        using var other = await ExchangeStage.UploadAsync(admin, Page, "x.xlsx", Excel.Of([["什么", "什么"], ["a", "b"]]));
        Assert.Contains("认不出这个文件", await other.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> UploadAsync(HttpClient admin, string[][] rows) => ExchangeStage.UploadAsync(admin, Page, "账号.xlsx", Excel.Of([[.. LegacyRow.Heads], .. rows]));

    private static Task<HttpResponseMessage> SignInAsync(TestHost host, string login, string password) =>
        host.Browser().SubmitAsync("/account/sign-in", new() { ["Input.Login"] = login, ["Input.Password"] = password });

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static Task<(int Persons, int Accounts, int Aliases, int Conflicts)> CountsAsync(TestHost host) => host.InDatabaseAsync(async db =>
        (await db.Set<Person>().CountAsync(Ct), await db.Set<Account>().CountAsync(Ct), await db.Set<LoginAlias>().CountAsync(Ct), await db.Set<MergeConflict>().CountAsync(Ct)));
}
