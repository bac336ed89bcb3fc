using Xunit;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Standards;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue.Standards;

public sealed class StandardNumberTests
{
    [Theory]
    [InlineData("GB/T 39735-2020", "GB/T 39735-2020", nameof(StandardLevel.National), "", 2020)]
    [InlineData("GB/T39554.1-2020", "GB/T 39554.1-2020", nameof(StandardLevel.National), "", 2020)]
    [InlineData("gb 12345—2008", "GB 12345-2008", nameof(StandardLevel.National), "", 2008)]
    [InlineData("GB/Z 1-2019", "GB/Z 1-2019", nameof(StandardLevel.National), "", 2019)]
    [InlineData("ＤＢ５１／Ｔ　２６１８－２０１９", "DB51/T 2618-2019", nameof(StandardLevel.Province), "51", 2019)]
    [InlineData("DB3311/T 153-2020", "DB3311/T 153-2020", nameof(StandardLevel.City), "3311", 2020)]
    [InlineData("DB35/T153-2020", "DB35/T 153-2020", nameof(StandardLevel.Province), "35", 2020)]
    [InlineData("DB35 153-2020", "DB35 153-2020", nameof(StandardLevel.Province), "35", 2020)]
    [InlineData("GM/T 0031-2025", "GM/T 0031-2025", nameof(StandardLevel.Industry), "", 2025)]
    [InlineData("DA/T  85 - 2019", "DA/T 85-2019", nameof(StandardLevel.Industry), "", 2019)]
    [InlineData("T/CAS 2-2021", "T/CAS 2-2021", nameof(StandardLevel.Association), "", 2021)]
    [Requirement("17.04")]
    public void A_number_is_read_as_people_write_it_and_written_one_way(string typed, string text, string level, string region, int year) =>
        Assert.Equal(new StandardNumber(text, Enum.Parse<StandardLevel>(level), region, year), StandardNumber.Parse(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("GB/T 39735")]
    [InlineData("GB/T 39735-20")]
    [InlineData("GB/T 39735-20201")]
    [InlineData("GB/T 000-2020")]
    [InlineData("GB/X 1-2020")]
    [InlineData("GB/T 1-1848")]
    [InlineData("DB 1-2020")]
    [InlineData("DB/T 1-2020")]
    [InlineData("DB5/T 1-2020")]
    [InlineData("DB511/T 1-2020")]
    [InlineData("DB05/T 1-2020")]
    [InlineData("DB351532020")]
    [InlineData("T/1 1-2020")]
    [InlineData("G/T 1-2020")]
    [InlineData("GB/T 1-2020 附录")]
    [InlineData("ZWFW C 0109-2018")]
    [Requirement("17.04")]
    public void What_is_no_number_of_a_standard_is_not_read_as_one(string? typed) => Assert.Null(StandardNumber.Parse(typed));

    [Fact]
    [Requirement("17.04")]
    public void What_is_written_is_read_back_the_same()
    {
        foreach (var code in (string[])["GB", "GB/T", "GB/Z", "GA/T", "DB35", "DB35/T", "DB3501/T", "T/FJX"])
        {
            foreach (var serial in (string[])["1", "39554.1", "0031", "999999.999"])
            {
                var number = StandardNumber.Parse($"{code}{serial}-2026") ?? StandardNumber.Parse($"{code} {serial}-2026");
                Assert.Equal($"{code} {serial}-2026", number?.Text);
                Assert.Equal(number, StandardNumber.Parse(number!.Text));
            }
        }
    }
}
