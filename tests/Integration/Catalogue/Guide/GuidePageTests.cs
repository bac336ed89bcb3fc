using System.Net;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Browse;

namespace Zhengtong.Tests.Integration.Catalogue.Guide;

public sealed class GuidePageTests
{
    private static readonly ItemContent Full = SomeItems.Plain with
    {
        Materials =
        [
            new() { Key = "m1", Name = "食品经营许可申请书", Form = "原件", Copies = 1, SourceCode = "10" },
            new() { Key = "m2", Name = "营业执照", Form = "复印件", Copies = 2, SourceCode = "20", Tolerable = true, Need = MaterialNeed.Optional },
        ],
        Conditions = ["有固定的经营场所"],
        LegalBasis = ["《中华人民共和国食品安全法》第三十五条"],
        StatutoryLimit = new(20),
        PromisedLimit = new(9),
        Visits = 1,
        ToleranceDays = 10,
        Commitment = new("符合条件", "按期整改", "撤销许可", "两个月内核查"),
        UncountedSteps = [new("听证", "《行政许可法》第四十五条", null, "另行告知")],
        Result = new() { Name = "食品经营许可证", KindCode = "1", ValidMonths = 60 },
        Fee = new() { Charged = false },
        Places = [new("金安大道168号", "9:00-17:00", "0826-2222222")],
        Questions = [new("能代办吗？", "可以，带委托书。")],
        ConsultPhone = "0826-1111111",
        SourceUrl = "https://example.gov.cn/guide/1",
        SourceDate = "2025-04-02",
        Defaulted = ["办理环节"],
    };

    [Theory, EachDatabase, Requirement("02.01", "02.02", "02.05", "03.20", "12.03")]
    public async Task The_guide_shows_every_element_of_its_version(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-K-1", "食品经营许可", Full);

        var page = await host.Browser().PageAsync("/items/Z-K-1");
        string Text(string selector) => string.Join(" ", page.QuerySelectorAll(selector).Select(x => x.TextContent));

        Assert.Equal("食品经营许可", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(2, page.QuerySelectorAll("#materials tbody tr").Length);
        Assert.Equal(["申请人自备", "政府部门核发"], page.QuerySelectorAll("#materials td[data-label=来源渠道]").Select(x => x.TextContent));
        Assert.Contains("复印件 2 份", Text("#materials"), StringComparison.Ordinal);
        Assert.Contains("可容缺后补", Text("#materials"), StringComparison.Ordinal);
        Assert.Contains("有固定的经营场所", Text("#conditions"), StringComparison.Ordinal);
        Assert.Contains("第三十五条", Text("#basis"), StringComparison.Ordinal);
        Assert.Contains("9 个工作日", Text(".zt-strip"), StringComparison.Ordinal);
        Assert.Contains("最多 1 次", Text(".zt-strip"), StringComparison.Ordinal);
        Assert.Contains("不收费", Text("#fees"), StringComparison.Ordinal);
        Assert.Contains("听证", Text("#process"), StringComparison.Ordinal);
        Assert.Contains("10 个工作日", Text("#modes"), StringComparison.Ordinal);
        Assert.Contains("撤销许可", Text("#modes"), StringComparison.Ordinal);
        Assert.Contains("有效期 5 年", Text("#result"), StringComparison.Ordinal);
        Assert.Contains("金安大道168号", Text("#places"), StringComparison.Ordinal);
        Assert.Contains("0826-1111111", Text("#places"), StringComparison.Ordinal);
        Assert.Contains("可以，带委托书。", Text("#questions"), StringComparison.Ordinal);
        Assert.Contains("2025-04-02", Text(".zt-guide__source"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href='/apply/Z-K-1']"));
        Assert.NotNull(page.QuerySelector("a[href='#places']"));
        Assert.Single(page.QuerySelectorAll("#process .zt-default"));
        Assert.Equal(["收件受理", "审查", "现场核查", "决定", "制证出件"], page.QuerySelectorAll("#process svg .zt-flow__title").Select(x => x.TextContent));
        Assert.All(page.QuerySelectorAll(".zt-guide__nav a"), a => Assert.NotNull(page.QuerySelector(a.GetAttribute("href")!)));
    }

    [Theory, EachDatabase, Requirement("02.01")]
    public async Task What_the_source_does_not_give_is_said_to_be_missing(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-L-1", "空白的事项");

        var page = await host.Browser().PageAsync("/items/Z-L-1");

        foreach (var section in (string[])["materials", "conditions", "result", "basis", "places"])
        {
            Assert.Contains("来源未提供", page.QuerySelector("#" + section)!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, EachDatabase, Requirement("02.01")]
    public async Task A_text_of_law_is_no_local_guide_and_names_local_items(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "ST0001", "食品经营许可", region: "", guideOnly: true);
        await SomeItems.PublishAsync(host, "Z-M-1", "食品经营许可（新办）");

        var page = await host.Browser().PageAsync("/items/ST0001");

        Assert.Null(page.QuerySelector("a[href^='/apply/ST0001']"));
        Assert.Contains("不能直接在这里申请", page.QuerySelector(".zt-notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("食品经营许可（新办）", page.Names());
    }

    [Theory, EachDatabase, Requirement("02.11")]
    public async Task The_short_guide_says_what_to_bring_how_long_and_where(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-N-1", "食品经营许可", Full);
        var browser = host.Browser();

        var brief = await browser.PageAsync("/items/Z-N-1/brief");
        Assert.Equal(["食品经营许可申请书"], brief.QuerySelectorAll("ol li strong").Select(x => x.TextContent));
        Assert.NotNull((await browser.PageAsync("/items/Z-N-1")).QuerySelector("a[href='/items/Z-N-1/brief']"));
    }

    [Theory, EachDatabase, Requirement("02.01", "02.03", "02.06")]
    public async Task Blank_forms_and_samples_are_linked_when_their_files_exist_and_nothing_else_is_served(Engine engine)
    {
        var folder = Directory.CreateTempSubdirectory("zt-samples-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "form.pdf"), "blank", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "licence.png"), "sample", TestContext.Current.CancellationToken);
        try
        {
            await using var host = await TestHost.StartAsync(engine, b => b.Configuration["Catalogue:SamplesFolder"] = folder);
            await SomeItems.AddRegionsAsync(host);
            await SomeItems.PublishAsync(host, "Z-P-1", "食品经营许可", Full with
            {
                Materials = [new() { Key = "m1", Name = "申请书", SourceCode = "10", BlankForm = "form.pdf", Sample = "missing.pdf" }],
                Result = new() { Name = "许可证", Sample = "licence.png" },
            });
            var browser = host.Browser();
            var page = await browser.PageAsync("/items/Z-P-1");

            Assert.Equal(["/samples/form.pdf"], page.QuerySelectorAll("#materials a[download]").Select(a => a.GetAttribute("href")));
            Assert.NotNull(page.QuerySelector("#result a[href='/samples/licence.png']"));
            Assert.Equal("blank", await browser.GetStringAsync(new Uri("/samples/form.pdf", UriKind.Relative), TestContext.Current.CancellationToken));
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri("/samples/..%2Fform.pdf", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Theory, EachDatabase, Requirement("02.01")]
    public async Task The_print_form_and_the_code_picture_lead_back_to_the_guide(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-Q-1", "食品经营许可", Full);
        var browser = host.Browser();

        var print = await browser.PageAsync("/items/Z-Q-1/print");
        Assert.NotNull(print.QuerySelector("#materials"));
        Assert.Null(print.QuerySelector("footer.zt-foot"));
        var qr = await browser.GetAsync(new Uri("/items/Z-Q-1/qr.svg", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("image/svg+xml", qr.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri("/items/none", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }
}
