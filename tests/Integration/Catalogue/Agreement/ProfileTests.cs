using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.FormPlan;

namespace Zhengtong.Tests.Integration.Catalogue.Agreement;

/// <summary>四同 and 十二要素 as they come, and how another profile comes into force (01.03-01.05).</summary>
public sealed class ProfileTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.03")]
    public async Task A_profile_is_written_by_one_put_in_force_by_another_and_counts_from_its_day(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await AgreementTests.TakeOverAsync(stage, AgreementStage.Content() with { Instant = true });
        using var province = await stage.Host.BrowserAsync("province1");
        const string Address = "/office/agreement/profiles/edit/five-fifteen";
        KeyValuePair<string, string>[] form =
        [
            new("Input.Number", "1"), new("Input.Name", "五级十五同"), new("Input.Elements", "name"), new("Input.Elements", "handlingKind"), new("Input.Levels", "4"),
            new("Input.Active", "true"), new("Input.EffectiveOn", "2026-03-03"), new("Input.Reason", "省级核定"),
        ];

        var tried = await PostAsync(province, Address, form, "?handler=Try");
        Assert.Contains("1 个与上级不一致", await tried.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(province, Address, form)).StatusCode);
        Assert.Contains("待批准", await ListAsync(), StringComparison.Ordinal);
        using var county = await stage.Host.BrowserAsync("manager1");
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(county, Address, form)).StatusCode);

        // Nobody puts in force what he wrote, nor what he has not seen.
        using var second = await stage.Host.BrowserAsync("province2");
        var revision = (await second.PageAsync(Address)).QuerySelector("input[name=revision]")!.GetAttribute("value")!;
        async Task<string> ApprovedAsync(HttpClient by, string seen) => await (await PostAsync(by, Address, [new("revision", seen)], "?handler=Approve")).Content.ReadAsStringAsync(Ct);
        Assert.Contains("请由另一位", await ApprovedAsync(province, revision), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(county, Address, [new("revision", revision)], "?handler=Approve")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(province, Address, form)).StatusCode);
        Assert.Contains("刚刚由其他人修改过", await ApprovedAsync(second, revision), StringComparison.Ordinal);
        Assert.Contains("已有其他人提出的修改", await (await PostAsync(second, Address, form)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("有统一标准等待批准", (await second.PageAsync("/office/messages")).Body!.TextContent, StringComparison.Ordinal);
        revision = (await second.PageAsync(Address)).QuerySelector("input[name=revision]")!.GetAttribute("value")!;
        Assert.Equal("", await ApprovedAsync(second, revision));
        Assert.Contains("待生效", await ListAsync(), StringComparison.Ordinal);
        var stale = await PostAsync(province, Address, form);
        Assert.Contains("刚刚由其他人修改过", await stale.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        async Task<string> ListAsync() =>
            (await province.PageAsync("/office/agreement/profiles")).QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("五级十五同", StringComparison.Ordinal)).TextContent;

        await stage.RunJobAsync(CheckEverything.JobName);
        Assert.Empty(await stage.DifferencesAsync());
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 3, 2, 0, 0, TimeSpan.Zero));
        await stage.RunJobAsync(CheckEverything.JobName);
        Assert.Equal([("five-fifteen", "handlingKind")], (await stage.DifferencesAsync()).Select(d => (d.ProfileKey, d.ElementKey)));
    }

    [Theory, EachDatabase, Requirement("01.03")]
    public async Task A_new_profile_for_a_later_day_is_in_the_list_and_one_sent_back_counts_for_nothing(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        using var province = await stage.Host.BrowserAsync("province1");
        using var second = await stage.Host.BrowserAsync("province2");
        const string New = "/office/agreement/profiles/edit";
        KeyValuePair<string, string>[] form =
        [
            new("Input.Number", "0"), new("Input.Key", "six-same"), new("Input.Name", "六要素相同"), new("Input.Elements", "handlingKind"), new("Input.Levels", "4"),
            new("Input.Active", "true"), new("Input.EffectiveOn", "2026-06-01"), new("Input.Reason", "省级核定"),
        ];

        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(province, New, form)).StatusCode);
        Assert.Contains("六要素相同", (await second.PageAsync(New + "/six-same")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("请写明退回的理由", await (await PostAsync(second, New + "/six-same", [], "?handler=Discard")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(second, New + "/six-same", [new("answer", "还没有下文")], "?handler=Discard")).StatusCode);
        Assert.Contains("还没有下文", (await province.PageAsync("/office/messages")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("六要素相同", (await province.PageAsync("/office/agreement/profiles")).Body!.TextContent, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(province, New, form)).StatusCode);
        var revision = (await second.PageAsync(New + "/six-same")).QuerySelector("input[name=revision]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(second, New + "/six-same", [new("revision", revision)], "?handler=Approve")).StatusCode);
        var row = (await province.PageAsync("/office/agreement/profiles")).QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("六要素相同", StringComparison.Ordinal));
        Assert.Contains("待生效", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("six-same", (await stage.Host.InScopeAsync(s => s.GetRequiredService<ProfilesInForce>().ActiveAsync(Ct))).Select(p => p.Key));
        Assert.Contains("已有同样标识", await (await PostAsync(second, New, form)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.04", "01.05")]
    public async Task The_four_and_the_twelve_come_with_the_product(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);

        var active = await stage.Host.InScopeAsync(s => s.GetRequiredService<ProfilesInForce>().ActiveAsync(Ct));

        Assert.Equal(["三级四同", "十二要素统一"], active.Select(p => p.Name));
        Assert.Equal([2, 3, 4], active[0].Levels);
        Assert.Equal(["name", "type", "legalBasis", "catalogueCode"], active[0].Elements);
        Assert.Equal(12, active[1].Elements.Count);
        using var admin = await stage.Host.BrowserAsync("admin1");
        Assert.Contains("五级十五同", (await admin.PageAsync("/office/agreement/profiles")).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string address, IEnumerable<KeyValuePair<string, string>> fields, string handler = "")
    {
        var token = (await browser.PageAsync("/help")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)]);
        return await browser.PostAsync(new Uri(address + handler, UriKind.Relative), content, Ct);
    }
}
