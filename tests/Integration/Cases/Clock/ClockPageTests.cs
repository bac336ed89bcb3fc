using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.CasePage;

namespace Zhengtong.Tests.Integration.Cases.Clock;

/// <summary>The account of the days, and what a new calendar does to them.</summary>
public sealed class ClockPageTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.19", "03.20")]
    public async Task Applicant_and_officer_see_each_day_with_its_reason_and_nobody_else_does(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await OfficeStage.StartAsync(engine, null, sql.Attach);
        var caseId = await stage.AcceptedAsync();
        var address = $"/cases/{caseId}/clock";
        foreach (var login in (string[])["zhangsan", "reviewer1", "clerk1", "supervisor1"])
        {
            var page = await (await stage.Host.BrowserAsync(login)).PageAsync(address);
            var days = page.QuerySelectorAll("table.zt-days")[0].QuerySelectorAll("td.is-counted");
            Assert.Equal(10, days.Length);
            Assert.Equal("3/16", days[^1].QuerySelector(".zt-days__date")!.TextContent);
            Assert.Contains("周末，不计时", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains("《中华人民共和国行政许可法》第四十五条", page.Body.TextContent, StringComparison.Ordinal);
        }

        foreach (var login in (string[])["lisi", "health1", "manager1"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await (await stage.Host.BrowserAsync(login)).GetAsync(new Uri(address, UriKind.Relative), Ct)).StatusCode);
        }

        var applicant = await stage.Host.BrowserAsync("zhangsan");
        await applicant.PageAsync(address);
        Assert.Equal(7, (await sql.DuringAsync(() => applicant.PageAsync(address), "cases_")).Count);
    }

    [Theory, EachDatabase]
    [Requirement("03.19")]
    public async Task A_new_calendar_is_tried_imported_and_moves_the_days_of_open_cases(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        await DispatchAsync(stage);
        var caseId = await stage.AcceptedAsync();
        var waiting = await stage.ReceivedAsync();
        Assert.Equal(new DateOnly(2026, 3, 16), (await stage.CaseAsync(caseId)).DueOn);
        var admin = await stage.Host.BrowserAsync("admin1");
        var reviewer = await stage.Host.BrowserAsync("reviewer1");
        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.GetAsync(new Uri("/office/calendar", UriKind.Relative), Ct)).StatusCode);

        var changed = await YearAsync("2026-03-05,临时放假,true,2026,测试通知\n");
        var wrong = await SendAsync(admin, changed.Replace("2026-03-05,临时放假,true", "2026-02-30,临时放假,true", StringComparison.Ordinal), dryRun: true);
        Assert.Contains("2026-02-30", wrong, StringComparison.Ordinal);
        var tried = await SendAsync(admin, changed, dryRun: true);
        Assert.Contains("新增放假", tried, StringComparison.Ordinal);
        await DispatchAsync(stage);
        Assert.Equal(new DateOnly(2026, 3, 16), (await stage.CaseAsync(caseId)).DueOn);

        Assert.Contains("请写明导入的依据", await SendAsync(admin, changed, dryRun: false), StringComparison.Ordinal);
        Assert.Equal("", await SendAsync(admin, changed, dryRun: false, reason: "国办发明电〔2025〕9号"));
        await DispatchAsync(stage);
        Assert.Equal(new DateOnly(2026, 3, 17), (await stage.CaseAsync(caseId)).DueOn);
        Assert.Equal(new DateOnly(2026, 3, 31), (await stage.CaseAsync(caseId)).StatutoryDueOn);
        var steps = await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().AsNoTracking().Where(s => s.CompletedAt == null).ToDictionaryAsync(s => s.CaseId, s => s.DueOn, Ct));
        Assert.Equal(new DateOnly(2026, 3, 10), steps[caseId]);
        Assert.Equal(new DateOnly(2026, 3, 10), steps[waiting]);
        Assert.Contains("1 件到期日有变化", (await admin.PageAsync("/office/calendar")).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task DispatchAsync(OfficeStage stage)
    {
        while (await stage.Host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(Ct) > 0)
        {
        }

        Assert.True((await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync("cases.reckon-after-calendar", Ct)).Ok);
    }

    /// <summary>The product's own year with a line more.</summary>
    private static async Task<string> YearAsync(string line)
    {
        var all = await File.ReadAllLinesAsync(Path.Combine(ProductFolder.Data, "calendar", "holidays-2018-2026.csv"), Ct);
        return string.Join('\n', all.Where((l, i) => i == 0 || l.Split(',')[3] == "2026")) + "\n" + line;
    }

    private static async Task<string> SendAsync(HttpClient admin, string csv, bool dryRun, string reason = "")
    {
        var page = await admin.PageAsync("/office/calendar");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent(dryRun ? "true" : "false"), "dryRun" },
            { new StringContent(reason), "reason" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "source", "2026.csv" },
        };
        using var answer = await admin.PostAsync(new Uri("/office/calendar", UriKind.Relative), form, Ct);
        return answer.StatusCode == HttpStatusCode.Redirect ? "" : await answer.Content.ReadAsStringAsync(Ct);
    }
}
