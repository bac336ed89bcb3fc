using Xunit;
using Zhengtong.Platform.Files;

namespace Zhengtong.Tests.Unit.Platform.Files;

public sealed class CleanFileNameTests
{
    [Theory]
    [InlineData("营业执照.pdf", "营业执照.pdf")]
    [InlineData("../../etc/执照.PDF", "执照.pdf")]
    [InlineData(@"C:\Users\张\执照.pdf", "执照.pdf")]
    [InlineData("执照\u202Efdp.pdf", "执照fdp.pdf")]
    [InlineData("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf")]
    [InlineData("a\0b\u200B.pdf", "ab.pdf")]
    [InlineData(".pdf", "未命名.pdf")]
    [InlineData("....pdf", "未命名.pdf")]
    [InlineData("张䶮𬭎.pdf", "张䶮𬭎.pdf")]
    [InlineData("a<b>\"|?*.pdf", "a_b_____.pdf")]
    [InlineData("执照.exe.pdf", "执照.exe.pdf")]
    public void A_name_is_cleaned(string claimed, string clean) => Assert.Equal(clean, CleanFileName.Of(claimed, FileKind.Pdf));

    [Fact]
    public void A_long_name_keeps_its_extension_and_whole_characters()
    {
        var name = CleanFileName.Of(new string('a', 119) + string.Concat(Enumerable.Repeat("𬭎", 50)) + ".pdf", FileKind.Pdf);

        Assert.EndsWith(".pdf", name, StringComparison.Ordinal);
        Assert.DoesNotContain(name, char.IsSurrogate);
        Assert.True(name.Length <= 124);
    }

    [Theory]
    [InlineData("a.exe", null)]
    [InlineData("a", null)]
    [InlineData("a.JPEG", "jpeg")]
    public void The_extension_must_be_of_the_kind(string claimed, string? extension) => Assert.Equal(extension, CleanFileName.Extension(claimed, FileKind.Jpeg));
}
