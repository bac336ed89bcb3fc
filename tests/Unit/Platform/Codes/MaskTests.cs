using CsCheck;
using Xunit;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Tests.Unit.Platform.Codes;

public sealed class MaskTests
{
    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("张三丰", "张**")]
    [InlineData("欧阳娜", "欧阳*")]
    [InlineData("欧阳", "欧*")]
    [InlineData("𠮷田", "𠮷*")]
    [InlineData("张", "*")]
    [InlineData("", "")]
    public void Of_a_name_the_surname_stays(string name, string masked) => Assert.Equal(masked, Mask.Name(name));

    [Theory]
    [InlineData("11010519491231002X", "1101**********002X")]
    [InlineData("E12345678", "E1*****78")]
    [InlineData("1234", "****")]
    public void Of_a_document_the_ends_stay(string id, string masked) => Assert.Equal(masked, Mask.Id(id));

    [Theory]
    [InlineData("13800005678", "138****5678")]
    [InlineData("63100000", "*****000")]
    [InlineData("110", "***")]
    public void Of_a_phone_number_the_ends_stay(string phone, string masked) => Assert.Equal(masked, Mask.Phone(phone));

    [Theory]
    [InlineData("zhangsan@example.com", "z***@example.com")]
    [InlineData("z@example.com", "***@example.com")]
    [InlineData("nonsense", "********")]
    public void Of_an_address_of_mail_the_host_stays(string mail, string masked) => Assert.Equal(masked, Mask.Email(mail));

    [Theory]
    [InlineData("四川省广安市广安区金安大道一段8号", "四川省广安市广安区****")]
    [InlineData("金安大道8号", "****")]
    [InlineData("", "")]
    public void Of_an_address_the_division_stays(string address, string masked) => Assert.Equal(masked, Mask.Address(address));

    [Fact]
    public void No_masked_value_is_the_value() => Gen.Char['0', '9'].Array[1, 20].Sample(x =>
    {
        var text = new string(x);
        Assert.NotEqual(text, Mask.Id(text));
        Assert.NotEqual(text, Mask.Phone(text));
        Assert.NotEqual(text, Mask.Name(text));
    });
}
