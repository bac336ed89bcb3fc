using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhengtong.Ui.Components;

namespace Zhengtong.Tests.Unit.Ui;

public sealed class ComponentTests
{
    private static readonly IHtmlContent Text = new HtmlContentBuilder().Append("<b>内容</b>");

    [Theory]
    [InlineData(Tone.Done, "zt-badge--done", true)]
    [InlineData(Tone.Danger, "zt-badge--danger", true)]
    [InlineData(Tone.Neutral, "zt-badge--neutral", false)]
    public async Task A_badge_tells_its_state_by_word_icon_and_colour(Tone tone, string css, bool icon)
    {
        var body = await Drawn.AsBodyAsync(new BadgeTagHelper { State = tone }, Text);
        var badge = body.QuerySelector("span")!;

        Assert.Contains(css, badge.ClassList);
        Assert.Equal("<b>内容</b>", badge.TextContent);
        Assert.Equal(icon, badge.QuerySelector("svg[aria-hidden=true]") is not null);
    }

    [Xunit.Fact]
    public async Task A_button_with_an_address_is_a_link_and_without_one_a_button()
    {
        var link = await Drawn.AsBodyAsync(new ButtonTagHelper { Href = "/a?b=1&c=2", Kind = ButtonKind.Secondary }, Text);
        var button = await Drawn.AsBodyAsync(new ButtonTagHelper { Disabled = true }, Text);

        Assert.Equal("/a?b=1&c=2", link.QuerySelector("a.zt-button--secondary")!.GetAttribute("href"));
        Assert.True(button.QuerySelector("button[type=submit]")!.HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("?handler=Try&page=2", "/office/rules?page=2")]
    [InlineData("?handler=Try", "/office/rules")]
    [InlineData("?page=2", null)]
    public void A_form_without_a_handler_posts_to_the_page_itself_also_after_the_act_of_another(string query, string? action)
    {
        var http = new DefaultHttpContext();
        (http.Request.Path, http.Request.QueryString) = ("/office/rules", new QueryString(query));
        var output = new TagHelperOutput("form", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));

        new PostHomeTagHelper { ViewContext = new ViewContext { HttpContext = http } }.Process(new TagHelperContext("form", [], new Dictionary<object, object>(), "1"), output);

        Assert.Equal(action, output.Attributes["action"]?.Value as string);
    }

    [Theory]
    [InlineData("2026-03-02", true)]
    [InlineData("2026-03-04", false)]
    [InlineData(null, false)]
    public async Task The_key_of_a_form_stays_when_the_form_is_shown_again_unless_it_is_none_of_ours(string? made, bool stays)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 3, 2, 0, 0, TimeSpan.Zero));
        var sent = made is null ? Guid.NewGuid() : Guid.CreateVersion7(DateTimeOffset.Parse(made + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        var http = new DefaultHttpContext();
        http.Request.ContentType = "application/x-www-form-urlencoded";
        http.Request.Form = new FormCollection(new() { ["once"] = sent.ToString() });

        var body = await Drawn.AsBodyAsync(new OnceTagHelper(clock) { ViewContext = new ViewContext { HttpContext = http } });
        var key = Guid.Parse(body.QuerySelector("input[type=hidden][name=once]")!.GetAttribute("value")!);

        Assert.Equal((stays, 7), (key == sent, key.Version));
    }

    [Xunit.Fact]
    public async Task A_self_closed_card_closes_its_element()
    {
        var body = await Drawn.AsBodyAsync(new CardTagHelper { Title = "开办企业", Href = "/themes/1", Hint = "<x>" });

        Assert.Equal(body, body.QuerySelector("#after")!.ParentElement);
        Assert.Equal("/themes/1", body.QuerySelector("article h3 a")!.GetAttribute("href"));
        Assert.Equal("<x>", body.QuerySelector(".zt-card__hint")!.TextContent);
    }

    [Xunit.Fact]
    public async Task A_live_warning_is_announced_and_a_standing_one_is_not()
    {
        var live = await Drawn.AsBodyAsync(new NoticeTagHelper { Kind = Tone.Warning, Live = true, Title = "材料需要补正" }, Text);
        var standing = await Drawn.AsBodyAsync(new NoticeTagHelper { Kind = Tone.Warning }, Text);

        Assert.NotNull(live.QuerySelector("[role=alert]"));
        Assert.Null(standing.QuerySelector("[role]"));
    }

    [Xunit.Fact]
    public async Task Steps_mark_the_current_one_and_link_only_back()
    {
        var body = await Drawn.AsBodyAsync(new StepsTagHelper { Current = 1, Steps = [new("基本信息", "/1"), new("材料", "/2"), new("提交", "/3")] });

        Assert.Equal("材料", body.QuerySelector("li[aria-current=step] .zt-steps__title")!.TextContent);
        Assert.Equal("/1", Assert.Single(body.QuerySelectorAll("a")).GetAttribute("href"));
        Assert.Contains("第 2 步，共 3 步", body.TextContent, StringComparison.Ordinal);
    }

    [Xunit.Fact]
    public async Task A_task_list_counts_what_is_done_and_does_not_link_what_is_locked()
    {
        var body = await Drawn.AsBodyAsync(new TaskListTagHelper
        {
            Tasks = [new("信息", "/1", TaskState.Done), new("委托", "/2", TaskState.NotNeeded), new("提交", "/3", TaskState.Locked)],
        });

        Assert.Contains("已完成 1 项，共 2 项", body.TextContent, StringComparison.Ordinal);
        var link = Assert.Single(body.QuerySelectorAll("a"));
        Assert.Equal("已完成", body.QuerySelector("#" + link.GetAttribute("aria-describedby"))!.TextContent);
    }

    [Xunit.Fact]
    public async Task A_timeline_says_what_is_now_in_words()
    {
        var body = await Drawn.AsBodyAsync(new TimelineTagHelper { Entries = [new("提交"), new("审查", "11月19日", "市监局", State: TimelineState.Now), new("决定", State: TimelineState.Next)] });

        Assert.Contains("正在办理", body.QuerySelector("ol > li[aria-current=step]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, body.QuerySelectorAll("ol > li").Length);
    }

    [Theory]
    [InlineData(9, CardState.None, "12月4日前(还剩 9 个工作日)")]
    [InlineData(0, CardState.None, "12月4日前(今天到期)")]
    [InlineData(1, CardState.Yellow, "黄牌12月4日前(还剩 1 个工作日)")]
    [InlineData(-2, CardState.Red, "红牌12月4日前(已超期 2 个工作日)")]
    [InlineData(null, CardState.Paused, "12月4日前(计时已暂停)")]
    public async Task A_limit_is_a_date_and_the_days_left(int? days, CardState card, string words)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
        var body = await Drawn.AsBodyAsync(new DueTagHelper(clock) { Date = new DateOnly(2026, 12, 4), Days = days, CardState = card });

        Assert.Equal(words, body.TextContent);
        Assert.Equal("2026-12-04", body.QuerySelector("time")!.GetAttribute("datetime"));
        Assert.NotNull(body.QuerySelector("svg"));
    }

    [Xunit.Fact]
    public async Task A_limit_of_another_year_names_the_year_by_the_beijing_day()
    {
        // 2026-12-31 16:30 UTC is already 2027 in Beijing.
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 12, 31, 16, 30, 0, TimeSpan.Zero));

        Assert.StartsWith("1月8日前", (await Drawn.AsBodyAsync(new DueTagHelper(clock) { Date = new DateOnly(2027, 1, 8), Days = 5 })).TextContent, StringComparison.Ordinal);
        Assert.StartsWith("2026年12月31日前", (await Drawn.AsBodyAsync(new DueTagHelper(clock) { Date = new DateOnly(2026, 12, 31), Days = -1 })).TextContent, StringComparison.Ordinal);
    }

    [Xunit.Fact]
    public async Task A_flow_is_a_picture_for_the_eye_and_a_list_for_the_reader()
    {
        var body = await Drawn.AsBodyAsync(new FlowTagHelper
        {
            Stages = [new("申请"), new("") { Parallel = [new("材料审查", "3 日", true), new("现场核查")] }, new("决定<br>")],
        });

        Assert.Equal(4, body.QuerySelectorAll("[aria-hidden=true] svg rect").Length);
        Assert.Equal(4, body.QuerySelectorAll(".zt-flow__arrow").Length);
        var list = body.QuerySelector("ol")!;
        Assert.Equal(3, list.Children.Length);
        Assert.Equal(["材料审查 3 日", "现场核查"], list.QuerySelectorAll("ul > li").Select(li => li.TextContent));
        Assert.Contains("决定<br>", list.TextContent, StringComparison.Ordinal);
    }

    [Xunit.Fact]
    public async Task The_pager_leads_on_while_there_is_more()
    {
        var more = await Drawn.AsBodyAsync(new PagerTagHelper { Next = "/items?after=x&q=食品", Shown = 20, About = 128, Unit = "项" });
        var end = await Drawn.AsBodyAsync(new PagerTagHelper { Shown = 8 });

        Assert.Equal("/items?after=x&q=食品", more.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("约 128 项", more.TextContent, StringComparison.Ordinal);
        Assert.Null(end.QuerySelector("a"));
        Assert.Contains("共 8 条", end.TextContent, StringComparison.Ordinal);
    }

    [Xunit.Fact]
    public async Task The_last_crumb_and_the_current_tab_say_that_one_is_there()
    {
        var crumbs = await Drawn.AsBodyAsync(new BreadcrumbTagHelper { Crumbs = [new("首页", "/"), new("事项", "/items"), new("详情", "/items/1")] });
        var tabs = await Drawn.AsBodyAsync(new TabsTagHelper { Tabs = [new("在办", "/a", true, 3), new("办结", "/b")] });

        Assert.Equal("详情", crumbs.QuerySelector("[aria-current=page]")!.TextContent);
        Assert.Equal(2, crumbs.QuerySelectorAll("a").Length);
        Assert.Equal("/a", tabs.QuerySelector("a[aria-current=page]")!.GetAttribute("href"));
    }

    [Xunit.Fact]
    public async Task A_summary_strip_is_a_list_of_terms()
    {
        var body = await Drawn.AsBodyAsync(new SummaryStripTagHelper { Facts = [new("收费", "不收费"), new("承诺时限", "9 个工作日", "法定 20 个工作日", "clock")] });

        Assert.Equal(["收费", "承诺时限"], body.QuerySelectorAll("dl dt").Select(t => t.TextContent));
        Assert.Equal("法定 20 个工作日", body.QuerySelector("dd small")!.TextContent);
    }

    [Xunit.Fact]
    public async Task An_empty_list_says_what_to_do()
    {
        var body = await Drawn.AsBodyAsync(new EmptyTagHelper { Title = "还没有办件", Text = "去找要办的事", Href = "/items", Action = "去办事" });

        Assert.Equal("/items", body.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("还没有办件", body.TextContent, StringComparison.Ordinal);
    }

    [Xunit.Fact]
    public async Task A_wide_table_can_be_scrolled_by_keyboard_and_a_card_table_needs_not()
    {
        var wide = await Drawn.AsBodyAsync(new TableTagHelper { Caption = "台账", Cards = false }, new HtmlContentBuilder().AppendHtml("<tbody><tr><td>1</td></tr></tbody>"));
        var cards = await Drawn.AsBodyAsync(new TableTagHelper { Caption = "台账" });

        Assert.Equal("0", wide.QuerySelector("[role=region][aria-label=台账]")!.GetAttribute("tabindex"));
        Assert.Equal("台账", wide.QuerySelector("table > caption")!.TextContent);
        Assert.Null(cards.QuerySelector("[tabindex]"));
    }

    [Theory]
    [InlineData(MaskKind.Person, "张伟", "张*")]
    [InlineData(MaskKind.Number, "11010119900307002X", "1101**********002X")]
    [InlineData(MaskKind.Phone, "13812345678", "138****5678")]
    [InlineData(MaskKind.Phone, "1234", "**34")]
    [InlineData(MaskKind.Person, null, "")]
    public void Personal_data_are_masked(MaskKind kind, string? value, string shown) => Assert.Equal(shown, MaskedText.Of(kind, value));

    [Xunit.Fact]
    public async Task A_masked_value_is_nowhere_in_the_html()
    {
        var body = await Drawn.AsBodyAsync(new MaskTagHelper { Kind = MaskKind.Number, Value = "11010119900307002X", RevealHref = "/reveal" });

        Assert.DoesNotContain("19900307", body.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("/reveal", body.QuerySelector("a")!.GetAttribute("href"));
    }

    [Xunit.Fact]
    public async Task An_icon_is_decoration_unless_it_has_a_label()
    {
        var decoration = await Drawn.AsBodyAsync(new IconTagHelper { Name = "house" });
        var labelled = await Drawn.AsBodyAsync(new IconTagHelper { Name = "house", Label = "首页" });

        Assert.Equal("true", decoration.QuerySelector("svg")!.GetAttribute("aria-hidden"));
        Assert.Equal("首页", labelled.QuerySelector("svg[role=img]")!.GetAttribute("aria-label"));
        Assert.Equal("/ui/lib/icons.svg#house", labelled.QuerySelector("use")!.GetAttribute("href"));
    }
}
