using AngleSharp.Html.Parser;
using Xunit;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Tests.Unit.Platform.Documents;

public sealed class QrImageTests
{
    [Fact]
    public void The_svg_has_a_label_and_neither_style_nor_script()
    {
        var svg = QrImage.Svg("https://example.gov.cn/v/1", "核验码\"><script>");

        var image = new HtmlParser().ParseDocument(svg).QuerySelector("svg")!;
        Assert.Equal("核验码\"><script>", image.GetAttribute("aria-label"));
        Assert.Null(image.QuerySelector("script,[style]"));
        Assert.NotEmpty(image.QuerySelector("path")!.GetAttribute("d")!);
    }

    [Fact]
    public void The_bars_draw_exactly_the_dark_modules()
    {
        var matrix = QrImage.Matrix("政通");

        var drawn = QrImage.Bars(matrix).SelectMany(b => Enumerable.Range(b.From, b.Length).Select(c => (b.Row, c))).ToHashSet();

        Assert.All(Enumerable.Range(0, matrix.Count).SelectMany(r => Enumerable.Range(0, matrix.Count).Select(c => (r, c))), m => Assert.Equal(matrix[m.r][m.c], drawn.Contains(m)));
        Assert.All(Enumerable.Range(0, 7), i => Assert.True(matrix[0][i] && matrix[i][0] && matrix[^1][i]));
    }
}
