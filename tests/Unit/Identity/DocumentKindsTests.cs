using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Codes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Identity;

public sealed class DocumentKindsTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData(DocumentKinds.ResidentCard, "11010519491231002x", "11010519491231002X")]
    [InlineData(DocumentKinds.ResidentCard, "１１０１０５ 19491231 002X", "11010519491231002X")]
    [InlineData(DocumentKinds.ResidentCard, "110105194912310021", null)]
    [InlineData(DocumentKinds.ResidentCard, "H12345678", null)]
    [InlineData(DocumentKinds.HongKongMacaoPermit, "h12345678", "H12345678")]
    [InlineData(DocumentKinds.HongKongMacaoPermit, "M1234567801", "M12345678")]
    [InlineData(DocumentKinds.HongKongMacaoPermit, "H123456789", null)]
    [InlineData(DocumentKinds.HongKongMacaoPermit, "A12345678", null)]
    [InlineData(DocumentKinds.TaiwanPermit, "01234567", "01234567")]
    [InlineData(DocumentKinds.TaiwanPermit, "0123456", null)]
    [InlineData(DocumentKinds.ForeignersCard, "usa110080010199", "USA110080010199")]
    [InlineData(DocumentKinds.ForeignersCard, "11010519491231002X", null)]
    [InlineData(DocumentKinds.Passport, "e-1234567", "E1234567")]
    [InlineData(DocumentKinds.Passport, "ABCDEF", null)]
    [InlineData(DocumentKinds.Passport, "1234", null)]
    [Requirement("08.04")]
    public void A_number_is_kept_in_one_form_or_refused(string kind, string typed, string? kept)
    {
        var number = DocumentKinds.Find(kind)!.Number(typed, Today, "IdNumber");
        Assert.Equal(kept, number.Ok ? number.Value : null);
        Assert.All(number.Problems, p => Assert.Equal("IdNumber", p.Field));
    }

    /// <summary>The check character is right in all of them: it is the beginning that tells.</summary>
    [Theory]
    [InlineData("81000019900101001", DocumentKinds.ResidencePermit, true)]
    [InlineData("82000019900101001", DocumentKinds.ResidencePermit, true)]
    [InlineData("83000019900101001", DocumentKinds.ResidencePermit, true)]
    [InlineData("51160219900101001", DocumentKinds.ResidencePermit, false)]
    [InlineData("91184019900101001", DocumentKinds.ForeignersCard, true)]
    [InlineData("91184019900101001", DocumentKinds.ResidentCard, false)]
    public void The_beginning_of_a_citizen_number_tells_whose_it_is(string body, string kind, bool right) =>
        Assert.Equal(right, DocumentKinds.Find(kind)!.Number(body + CheckCharacter.Mod11Minus2(body), Today).Ok);

    [Fact]
    [Requirement("08.04")]
    public void A_citizen_number_is_one_person_on_whichever_document_it_stands()
    {
        Assert.Equal(DocumentKinds.SpaceOf(DocumentKinds.ResidentCard), DocumentKinds.SpaceOf(DocumentKinds.ResidencePermit));
        Assert.Equal(4, DocumentKinds.All.Select(k => k.Space).Distinct().Count());
        Assert.Equal(DocumentKinds.All.Count, DocumentKinds.All.Select(k => k.Code).Distinct().Count());
        Assert.All(DocumentKinds.All, k => Assert.InRange(k.Code.Length, 1, 10));
        Assert.Null(DocumentKinds.Find("999"));
    }

    [Theory]
    [InlineData(" 张三 ", "张三")]
    [InlineData("张 三", "张三")]
    [InlineData("阿依古丽•买买提", "阿依古丽·买买提")]
    [InlineData("阿依古丽・买买提", "阿依古丽·买买提")]
    [InlineData("𠮷野", "𠮷野")]
    [InlineData("王\U00031350", "王\U00031350")]
    [InlineData("O'Brien-Müller  Anne", "O'Brien-Müller Anne")]
    [InlineData("张三（演示）", "张三（演示）")]
    [InlineData("", null)]
    [InlineData("·", null)]
    [InlineData("张3", null)]
    [InlineData("<b>张</b>", null)]
    [InlineData("张\u0001三", null)]
    public void A_name_is_one_form_of_itself_or_refused(string typed, string? kept)
    {
        var name = PersonName.Parse(typed);
        Assert.Equal(kept, name.Ok ? name.Value : null);
    }

    [Fact]
    public void Half_of_a_rare_character_is_no_name() => Assert.False(PersonName.Parse("王" + "\U00020BB7"[0]).Ok);

    /// <summary>Fifty characters that take two UTF-16 units each are fifty characters.</summary>
    [Fact]
    [Requirement("08.04")]
    public void The_length_of_a_name_is_counted_in_characters()
    {
        Assert.True(PersonName.Parse(string.Concat(Enumerable.Repeat("𠮷", 50))).Ok);
        Assert.Equal("identity.name-long", PersonName.Parse(string.Concat(Enumerable.Repeat("𠮷", 51))).Problems[0].Code);
        Assert.Equal("identity.name-long", PersonName.Parse(new string('王', 51)).Problems[0].Code);
    }

    [Theory]
    [InlineData("买买提·阿里", "买买提・阿里", true)]
    [InlineData("SMITH ANNE", "Smith Anne", true)]
    [InlineData("张三", "张三丰", false)]
    [InlineData("", "张三", false)]
    public void Names_are_compared_as_their_bearers_would(string one, string other, bool same) => Assert.Equal(same, PersonName.Same(one, other));
}
