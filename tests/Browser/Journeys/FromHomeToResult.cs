using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>The one journey the product exists for, in a real browser: a person finds an item, applies; window, reviewer, approver and issue desk do their parts; the result is proven and rated.</summary>
[Collection(BrowserRun.Name)]
public sealed class FromHomeToResult(BrowserStage stage)
{
    private const string Item = "511A0005200004-511602000000-000-115113016823646795-1-00";

    [Theory]
    [InlineData(Screen.Pc)]
    [InlineData(Screen.Phone)]
    [Requirement("12.01", "12.03", "12.24", "12.25", "03.02", "03.28", "03.29")]
    public async Task A_person_applies_and_gets_the_result(Screen screen)
    {
        await using var person = await Visitor.OpenAsync(stage, screen, "result");
        await person.GoAsync("/", "home");
        await person.GoAsync("/search?q=食品经营许可", "search");
        await person.GoAsync($"/items/{Item}", "guide");
        await person.SignInAsync("zhangsan");
        var number = await ApplyAsync(person);

        await using var clerk = await Visitor.OpenAsync(stage, Screen.Pc, $"result-{screen}-clerk");
        await clerk.SignInAsync("clerk1");
        await clerk.GoAsync("/desk", "worklist");
        await OpenCaseAsync(clerk, number, "/desk/cases/");
        await clerk.SeeAsync("intake");
        await clerk.PressAsync("受理");
        await clerk.SeeAsync("accepted");

        await using var reviewer = await Visitor.OpenAsync(stage, screen, "result-reviewer");
        await reviewer.SignInAsync("reviewer2");
        await reviewer.GoAsync("/office", "worklist");
        await OpenCaseAsync(reviewer, number, "/office/cases/");
        await reviewer.SeeAsync("case");
        await reviewer.Page.Locator("[name='review.choice']").First.CheckAsync(new() { Force = true });
        await reviewer.Page.FillAsync("[name='review.opinion']", "符合法定条件，建议准予。");
        await reviewer.PressAsync("提交审查意见");
        await reviewer.SeeAsync("reviewed");

        await using var approver = await Visitor.OpenAsync(stage, screen, "result-approver");
        await approver.SignInAsync("approver2", "决定人员");
        await approver.Page.GotoAsync("/office");
        await OpenCaseAsync(approver, number, "/office/cases/");
        await approver.SeeAsync("case");
        await approver.Page.Locator("[name='decide.choice']").First.CheckAsync(new() { Force = true });
        await approver.Page.Locator("form:has([name='decide.choice']) button[data-confirm]").ClickAsync();
        await approver.LeaveAsync(() => approver.Page.Locator("dialog[open] [data-confirm-yes], dialog[open] button.zt-button--primary, dialog[open] button.zt-button--danger").First.ClickAsync());
        await approver.SeeAsync("decided");
        await stage.DeliverEventsAsync();

        await using var desk = await Visitor.OpenAsync(stage, Screen.Pc, $"result-{screen}-issue");
        await desk.SignInAsync("issuer1");
        await desk.GoAsync("/desk/issue", "issuelist");
        await OpenCaseAsync(desk, number, "/desk/issue/");
        await desk.SeeAsync("handover");
        await desk.Page.FillAsync("[name='byCode.code']", await PickupCodeAsync(number));
        await desk.Page.FillAsync("[name='byCode.signedBy']", "张三");
        await desk.PressAsync("核对取件码并发放");
        await desk.SeeAsync("handedover");
        await stage.DeliverEventsAsync();

        await person.GoAsync("/my", "my");
        await person.GoAsync("/my/cases", "mycases");
        await person.GoAsync("/my/messages", "messages");
        var caseId = await CaseIdAsync(number);
        await person.GoAsync($"/my/cases/{caseId}", "mycase");
        Assert.Contains("已办结（准予）", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await person.GoAsync($"/cases/{caseId}/clock", "clock");
        await person.GoAsync($"/verify/{await VerificationCodeAsync(caseId)}", "verify");
        await person.GoAsync($"/rate/{caseId}", "rate");
        await person.Page.Locator("[name=Level]").First.CheckAsync(new() { Force = true });
        await person.PressAsync("提交评价");
        await person.SeeAsync("rated");
    }

    private static async Task<string> ApplyAsync(Visitor person)
    {
        await person.GoAsync($"/apply/{Item}", "start");
        foreach (var group in (string[])["Situation", "Mode"])
        {
            var choice = person.Page.Locator($"main [name={group}]");
            if (await choice.CountAsync() > 0)
            {
                await choice.First.CheckAsync(new() { Force = true });
            }
        }

        await person.PressAsync("开始填写");
        await person.SeeAsync("tasks");
        var home = new Uri(person.Page.Url).AbsolutePath;
        foreach (var link in await SectionsAsync(person))
        {
            await person.Page.GotoAsync(link);
            await person.FillAsync();
            await person.SeeAsync("form");
            await person.PressAsync("保存并继续");
            Assert.NotEqual(link, new Uri(person.Page.Url).AbsolutePath);
        }

        await person.Page.GotoAsync($"{home}/materials");
        var inputs = person.Page.Locator("main input[type=file]");
        for (var i = 0; i < await inputs.CountAsync(); i++)
        {
            var uploaded = person.Page.WaitForResponseAsync(r => r.Url.Contains("handler=Upload", StringComparison.Ordinal));
            await inputs.Nth(i).SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = $"材料{i + 1}.png", MimeType = "image/png", Buffer = Picture });
            Assert.True((await uploaded).Ok);
        }

        await person.SeeAsync("materials");
        await person.GoAsync($"{home}/delivery", "delivery");
        await person.Page.Locator("[name=Delivery]").First.CheckAsync(new() { Force = true });
        await person.PressAsync("保存并继续");
        await person.GoAsync($"{home}/check", "check");
        await person.PressAsync("确认提交");
        await person.SeeAsync("done");
        Assert.Contains("/apply/done/", person.Page.Url, StringComparison.Ordinal);
        return System.Text.RegularExpressions.Regex.Match(await person.Page.InnerTextAsync("main"), "[0-9]{21}[0-9A-Z]").Value;
    }

    private static async Task<IReadOnlyList<string>> SectionsAsync(Visitor person) => await person.Page.EvaluateAsync<string[]>(
        "[...new Set([...document.querySelectorAll('main a[href*=\"/form/\"]')].map(a => new URL(a.href).pathname))]");

    private static async Task OpenCaseAsync(Visitor staff, string number, string path)
    {
        var link = staff.Page.Locator($"main a[href*='{path}']:has-text('{number}'), main tr:has-text('{number}') a[href*='{path}']").First;
        await staff.Page.GotoAsync((await link.GetAttributeAsync("href"))!);
    }

    private async Task<Guid> CaseIdAsync(string number) => await InDatabaseAsync(db => db.Set<Case>().Where(x => x.Number == number).Select(x => x.Id).SingleAsync());

    private async Task<string> PickupCodeAsync(string number)
    {
        var id = await CaseIdAsync(number);
        return await InDatabaseAsync(db => db.Set<Delivery>().Where(x => x.CaseId == id).Select(x => x.PickupCode).SingleAsync());
    }

    private Task<string> VerificationCodeAsync(Guid caseId) => InDatabaseAsync(db => db.Set<Result>().Where(x => x.CaseId == caseId).Select(x => x.VerificationCode).SingleAsync());

    private async Task<T> InDatabaseAsync<T>(Func<Database, Task<T>> read)
    {
        await using var scope = stage.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<Database>());
    }

    /// <summary>A real 1 by 1 PNG.</summary>
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
}
