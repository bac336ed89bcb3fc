using Xunit;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Tests.Unit.Platform.Documents;

public sealed class LineBreakingTests
{
    [Fact]
    public void A_full_stop_takes_its_character_to_the_next_line() => Assert.Equal(["一二三", "四。"], Lines("一二三四。", 4));

    [Fact]
    public void An_opening_mark_goes_to_the_line_of_what_it_opens() => Assert.Equal(["一二三", "《四五》", "六"], Lines("一二三《四五》六", 4));

    [Fact]
    public void Closing_marks_stay_together() => Assert.DoesNotContain(Lines("依据《行政许可法》（二〇一九年修正）。", 6), l => "》）。，".Contains(l[0], StringComparison.Ordinal));

    [Fact]
    public void Opening_marks_never_end_a_line() => Assert.DoesNotContain(Lines("依据《行政许可法》（二〇一九年修正）“甲”", 6), l => "《（“".Contains(l[^1], StringComparison.Ordinal));

    [Theory]
    [InlineData("一二三……四")]
    [InlineData("一二三——四")]
    public void Dashes_and_ellipses_are_not_torn(string text) => Assert.DoesNotContain(Lines(text, 4), l => l[0] is '…' or '—' || (l[^1] is '…' or '—' && l.Length > 1 && l[^2] != l[^1]));

    [Fact]
    public void Words_and_numbers_stay_whole() => Assert.Equal(["编号", "AB-12345"], Lines("编号AB-12345", 9));

    [Fact]
    public void A_word_longer_than_a_line_is_cut() => Assert.Equal(["xxxxx", "xxxxx", "xx"], Lines(new string('x', 12), 5));

    [Fact]
    public void The_indent_shortens_the_first_line_only() =>
        Assert.Equal(["一二", "三四五六", "七"], LineBreaking.Lines("一二三四五六七", 4, s => s.EnumerateRunes().Count(), 2));

    [Fact]
    public void Nothing_is_lost_whatever_the_width()
    {
        const string Text = "根据《中华人民共和国行政许可法》第三十二条第一款第（五）项，申请材料齐全……决定受理（编号：20261122-AB）。";
        for (var width = 2; width < 60; width++)
        {
            Assert.Equal(Text, string.Concat(Lines(Text, width)));
        }
    }

    [Fact]
    public void Hard_breaks_are_kept() => Assert.Equal(["甲", "", "乙"], Lines("甲\n\n乙", 4));

    private static IReadOnlyList<string> Lines(string text, float width) => LineBreaking.Lines(text, width, s => s.EnumerateRunes().Count());
}
