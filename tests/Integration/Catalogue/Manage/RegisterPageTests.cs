using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Change;

namespace Zhengtong.Tests.Integration.Catalogue.Manage;

public sealed class RegisterPageTests
{
    [Theory, EachDatabase, Requirement("01.01", "01.02", "01.06")]
    public async Task Each_sees_the_items_he_keeps_by_kind_type_and_words_in_a_fixed_number_of_statements(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await KeepingStage.StartAsync(engine, sql.Attach);
        for (var i = 0; i < 60; i++)
        {
            await stage.PublishAsync($"DEMO-511602-{i:D3}", $"演示事项{i}", ItemKind.Implementation, "511602", DemoPeople.MarketOffice, null);
        }

        var manager = await stage.Host.BrowserAsync("manager1");
        var sent = await sql.DuringAsync(() => manager.PageAsync("/office/items"), "catalogue_");
        Assert.Single(sent);
        var first = await manager.PageAsync("/office/items");
        Assert.Equal(50, first.QuerySelectorAll("#items tr").Length);
        var next = await manager.PageAsync(first.QuerySelector(".zt-pager a")!.GetAttribute("href")!);
        Assert.Equal(11, next.QuerySelectorAll("#items tr").Length);
        Assert.Single((await manager.PageAsync("/office/items?words=" + Uri.EscapeDataString("卫生许可"))).QuerySelectorAll("#items tr"));
        Assert.Single((await manager.PageAsync("/office/items?kind=Basic")).QuerySelectorAll("#items tr"));
        Assert.Single((await (await stage.Host.BrowserAsync("editor2")).PageAsync("/office/items")).QuerySelectorAll("#items tr"));
        Assert.NotNull((await manager.PageAsync("/office/items?words=nothing")).QuerySelector(".zt-empty"));
        var sheet = await manager.GetAsync("/office/items/register?kind=Implementation");
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
        Assert.Contains("spreadsheet", sheet.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.06")]
    public async Task Words_are_found_as_they_are_typed_whatever_their_case_and_with_blanks_around(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PublishAsync("DEMO-511602-001", "ETC发行与Ⅱ类射线装置", ItemKind.Implementation, "511602", DemoPeople.MarketOffice, null);
        using var manager = await stage.Host.BrowserAsync("manager1");

        foreach (var words in (string[])["etc发行", "ETC", " Etc ", "Ⅱ类", " DEMO-511602-001 "])
        {
            Assert.Contains("射线装置", Assert.Single((await manager.PageAsync("/office/items?words=" + Uri.EscapeDataString(words))).QuerySelectorAll("#items tr")).TextContent, StringComparison.Ordinal);
        }

        Assert.NotNull((await manager.PageAsync("/office/items?words=%25")).QuerySelector(".zt-empty"));
    }

    [Theory, EachDatabase, Requirement("01.01", "01.02")]
    public async Task A_province_narrows_to_a_city_and_within_it_to_an_office_and_filtering_again_keeps_both(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PublishAsync("DEMO-51-001", "省级事项", ItemKind.Implementation, "51", DemoPeople.ProvinceOffice, null);
        await stage.PublishAsync("DEMO-511602-001", "市监事项", ItemKind.Implementation, "511602", DemoPeople.MarketOffice, null);
        using var province = await stage.Host.BrowserAsync("province1");

        var all = await province.PageAsync("/office/items");
        Assert.Equal(3, all.QuerySelectorAll("#items tr").Length);
        Assert.Equal(["", "5116"], all.QuerySelectorAll("#register-region option").Select(o => o.GetAttribute("value")!));
        Assert.Null(all.QuerySelector("#register-org"));

        // What is sent again is what the form holds.
        var city = await province.PageAsync("/office/items?region=5116");
        Assert.Equal(2, city.QuerySelectorAll("#items tr").Length);
        Assert.Equal(["", "5116", "511602"], city.QuerySelectorAll("#register-region option").Select(o => o.GetAttribute("value")!));
        Assert.Equal("5116", city.QuerySelector("#register-region option[selected]")!.GetAttribute("value"));
        var office = city.QuerySelectorAll("#register-org option").Single(o => o.TextContent == DemoPeople.MarketOffice).GetAttribute("value");
        var narrowed = await province.PageAsync($"/office/items?region=511602&org={office}");
        Assert.Contains("市监事项", Assert.Single(narrowed.QuerySelectorAll("#items tr")).TextContent, StringComparison.Ordinal);
        Assert.Equal("511602", narrowed.QuerySelector("#register-region option[selected]")!.GetAttribute("value"));

        // The office's editor has no regions to choose from; what stands in his address stays.
        using var editor = await stage.Host.BrowserAsync("editor1");
        Assert.Equal("511602", (await editor.PageAsync("/office/items?region=511602")).QuerySelector("input[name=region]")!.GetAttribute("value"));
    }

    [Theory, EachDatabase, Requirement("01.06", "01.07")]
    public async Task An_item_shows_its_elements_with_the_manual_its_versions_and_their_difference_and_the_public_sees_no_manual(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PublishAsync(KeepingStage.Item, "公共场所卫生许可", ItemKind.Implementation, "511602", DemoPeople.HealthOffice, null, KeepingStage.Content() with { Manual = [new("受理", "核对原件后盖章")], ConsultPhone = "0826-2345678" });
        var editor = await stage.Host.BrowserAsync("editor2");

        var page = await editor.PageAsync("/office/items/" + KeepingStage.Item);
        Assert.Contains("核对原件后盖章", page.Body!.TextContent, StringComparison.Ordinal);
        var difference = await editor.PageAsync($"/office/items/{KeepingStage.Item}/difference?from=1&to=2");
        Assert.Equal(["咨询方式", "业务手册"], difference.QuerySelectorAll("tbody th").Select(t => t.TextContent));
        Assert.Equal("0826-2345678", difference.QuerySelector("ins")!.TextContent);
        Assert.DoesNotContain("核对原件后盖章", (await stage.Host.Browser().PageAsync("/items/" + KeepingStage.Item)).Body!.TextContent, StringComparison.Ordinal);
        var stranger = await stage.Host.BrowserAsync("editor1");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/office/items/" + KeepingStage.Item)).StatusCode);
    }

    [Theory, EachDatabase, Requirement("01.17", "01.19")]
    public async Task The_pages_lead_from_the_item_over_draft_check_and_approval_to_the_new_version(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var (editor, first, second) = (await stage.Host.BrowserAsync("editor2"), await stage.Host.BrowserAsync("manager1"), await stage.Host.BrowserAsync("manager2"));
        var begun = await editor.SubmitAsync("/office/items/" + KeepingStage.Item, new() { ["kind"] = "Change" });
        var address = begun.Headers.Location!.OriginalString;
        var fields = await FieldsAsync(editor, address);
        fields["Input.ConsultPhone"] = "0826-2345678";
        fields["Input.Reason"] = "川卫规〔2026〕2号";
        var submitted = await editor.SubmitAsync(address, fields, "Submit");
        Assert.True(submitted.StatusCode == HttpStatusCode.Redirect, await submitted.Content.ReadAsStringAsync());

        Assert.Contains(address, (await first.PageAsync("/office/changes")).QuerySelectorAll("#changes a").Select(a => a.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.Redirect, (await first.SubmitAsync(address, new() { ["opinion"] = "同意" }, "Check")).StatusCode);
        Assert.Contains(address, (await second.PageAsync("/office/changes?show=approve")).QuerySelectorAll("#changes a").Select(a => a.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.Redirect, (await second.SubmitAsync(address, [], "Approve")).StatusCode);

        Assert.Equal(2, (await stage.ItemAsync()).CurrentVersion);
        Assert.Contains("已发布", (await editor.PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.31", "01.08")]
    public async Task Coverage_counts_what_runs_and_names_what_is_kept_out_with_its_reason(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PublishAsync("DEMO-511602-001", "涉密事项", ItemKind.Implementation, "511602", DemoPeople.HealthOffice, null, KeepingStage.Content() with { ExcludedReason = "涉及国家秘密" });
        await stage.PublishAsync("DEMO-511602-002", "另一事项", ItemKind.Implementation, "511602", DemoPeople.HealthOffice, null);
        await stage.PublishAsync("DEMO-511602-003", "已取消的事项", ItemKind.Implementation, "511602", DemoPeople.HealthOffice, null);
        await stage.Host.InScopeAsync(s => s.GetRequiredService<Zhengtong.Catalogue.Publish.BecomeItems>().HandleAsync("DEMO-511602-003", ItemStatus.Cancelled, stage.Host.Act(), default));
        await stage.PassAsync(ChangeKind.Suspend);

        var county = await stage.Host.BrowserAsync("manager1");
        var page = await county.PageAsync("/office/items/coverage");
        var province = await stage.Host.BrowserAsync("province1");
        Assert.Equal("/office/items/coverage?region=5116", (await province.PageAsync("/office/items/coverage")).QuerySelector("main .zt-rows a")!.GetAttribute("href"));
        Assert.Equal(5, (await province.PageAsync("/office/items/coverage?region=5116")).QuerySelectorAll("tbody td").Length);
        Assert.Empty((await county.PageAsync("/office/items/coverage?region=37")).QuerySelectorAll("tbody td"));

        Assert.Equal(["3", "1", "1", "1", "50.0%"], page.QuerySelectorAll("tbody td").Select(c => c.TextContent.Trim().Replace(" ", "", StringComparison.Ordinal)));
        Assert.Contains("涉及国家秘密", page.QuerySelector("#excluded")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ItemIndex>().CountAsync(i => i.Name == "涉密事项" && i.Applicable)));
    }

    /// <summary>What a browser would send of the form as it stands.</summary>
    private static async Task<Dictionary<string, string>> FieldsAsync(HttpClient browser, string address)
    {
        var page = await browser.PageAsync(address);
        var form = page.QuerySelector("form[data-guard]")!;
        var fields = new Dictionary<string, string>();
        foreach (var input in form.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            var value = input switch
            {
                AngleSharp.Html.Dom.IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
                AngleSharp.Html.Dom.IHtmlInputElement i => i.Value,
                AngleSharp.Html.Dom.IHtmlTextAreaElement t => t.Value,
                AngleSharp.Html.Dom.IHtmlSelectElement s => s.Value,
                _ => null,
            };
            if (value is not null)
            {
                fields[input.GetAttribute("name")!] = value;
            }
        }

        return fields;
    }
}
