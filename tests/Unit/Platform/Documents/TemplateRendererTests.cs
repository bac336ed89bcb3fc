using UglyToad.PdfPig;
using Xunit;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Platform.Documents;

public sealed class TemplateRendererTests
{
    private const string Body = """
        # 受理通知书
        > {{applicant}}：
        经审查，你于{{day}}提交的申请材料齐全，予以受理。
        | 申请人 | {{applicant}} |
        | 办件编号 | {{number}} |
        ## 收到的材料
        |! 序号 | 材料名称 | 份数 |
        {{#each materials}}
        | {{index}} | {{name}} | {{copies}} |
        {{/each}}
        {{#if reason}}
        理由：{{reason}}
        {{/if}}
        {{#unless reason}}
        无需说明理由。
        {{/unless}}
        [[qr:{{url}}|扫码核验真伪]]
        [[seal:{{organisation}}|{{day}}]]
        """;

    private static readonly Issuing Issued = new("测试市行政审批局", "测受〔2026〕1号", new DateTime(2026, 11, 22, 1, 0, 0, DateTimeKind.Utc));
    private static readonly FontLibrary Fonts = new();
    private static readonly TemplateRenderer Renderer = new(new PdfWriter(Fonts));

    private static readonly DocumentTemplate Template = DocumentTemplate.First(new TemplateSeed("test.notice", "受理通知书", Body,
    [
        new("applicant", "申请人"), new("number", "办件编号"), new("day", "日期"), new("url", "核验网址"), new("organisation", "机关"), new("reason", "理由", Optional: true),
        new("materials", "材料", FieldKind.List, Items: [new("name", "名称"), new("copies", "份数")]),
    ]), Act.BySystem("", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));

    [Fact]
    [Requirement("03.18")]
    public void A_notice_comes_out_as_pdf_with_its_data()
    {
        using var document = PdfDocument.Open(Renderer.Render(Template, Data("王𬭎"), Issued));
        var text = string.Concat(document.GetPages().Select(p => p.Text));

        Assert.Contains("王𬭎：", text, StringComparison.Ordinal);
        Assert.Contains("你于2026年11月22日提交", text, StringComparison.Ordinal);
        Assert.Contains("营业执照", text, StringComparison.Ordinal);
        Assert.Contains("（盖章）", text, StringComparison.Ordinal);
        Assert.Contains("无需说明理由。", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_shows_one_side_only()
    {
        var html = Renderer.RenderHtml(Template, Data("张三", "地址不符"), Issued);

        Assert.Contains("理由：地址不符", html, StringComparison.Ordinal);
        Assert.DoesNotContain("无需说明理由", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_citizen_typed_stays_text()
    {
        var html = Renderer.RenderHtml(Template, Data("<script>alert(1)</script>\n# 假标题\n[[page]] | a | {{url}}"), Issued);

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h1>假标题", html, StringComparison.Ordinal);
        Assert.DoesNotContain("page-break", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("{{url}}", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_has_headings_for_tables_and_reads_without_a_pdf()
    {
        var html = Renderer.RenderHtml(Template, Data("张三"), Issued);

        Assert.Contains("<h1>受理通知书</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">申请人</th><td>张三</td>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">材料名称</th>", html, StringComparison.Ordinal);
        Assert.Contains("<td>2</td><td>身份证</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_data_is_a_fault_of_the_program()
    {
        var data = Data("张三");
        data.Remove("number");

        var thrown = Assert.Throws<ArgumentException>(() => Renderer.Render(Template, data, Issued));
        Assert.Contains("number", thrown.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, object?> Data(string applicant, string? reason = null) => new()
    {
        ["applicant"] = applicant,
        ["number"] = "20261122-1",
        ["day"] = new DateOnly(2026, 11, 22),
        ["url"] = "https://example.gov.cn/v/1",
        ["organisation"] = "测试市行政审批局",
        ["reason"] = reason,
        ["materials"] = new[] { Material("营业执照", 1), Material("身份证", 2) },
    };

    private static Dictionary<string, object?> Material(string name, int copies) => new() { ["name"] = name, ["copies"] = copies };
}
