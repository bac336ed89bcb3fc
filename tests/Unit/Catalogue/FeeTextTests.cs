using Xunit;
using Zhengtong.Catalogue.Import;

namespace Zhengtong.Tests.Unit.Catalogue;

/// <summary>The sentences are those of the guides the product carries.</summary>
public sealed class FeeTextTests
{
    [Theory]
    [InlineData("工本费30元（鲁价费发〔2002〕115号）", "工本费|30元|鲁价费发〔2002〕115号")]
    [InlineData("10元工本费（鲁价费发〔2002〕277号）", "工本费|10元|鲁价费发〔2002〕277号")]
    [InlineData("《公路运输营运证》10元/证（陕价费调发〔2000〕140号）", "《公路运输营运证》|10元/证|陕价费调发〔2000〕140号")]
    [InlineData("学历证书公证费每件150元；公证书副本费每件20元（湘发改价费规〔2020〕818号）", "学历证书公证费|每件150元|湘发改价费规〔2020〕818号", "公证书副本费|每件20元|湘发改价费规〔2020〕818号")]
    [InlineData("住宅每件80元，非住宅每件550元", "住宅|每件80元|", "非住宅|每件550元|")]
    [InlineData("住宅80元/套，非住宅550元；房屋继承、赠与400元；房屋析产200元", "住宅|80元/套|", "非住宅|550元|", "房屋继承、赠与|400元|", "房屋析产|200元|")]
    [InlineData("首次申请120元/本；补、换发120元/本；申请表免费（2019年7月1日起）")]
    [InlineData("施工占道（人行道）0.3元/平方米/天；车行道0.5元/平方米/天（鲁价涉发〔1994〕185号）")]
    [InlineData("工料费360元/户；表前水管超过3米的按实际工料费收取")]
    [InlineData("按计价格〔2000〕293号")]
    [InlineData("缴纳证件工本费")]
    [InlineData("10元")]
    public void Only_named_single_prices_become_fee_items(string text, params string[] items) =>
        Assert.Equal(items, FeeText.Items(text).Select(i => $"{i.Name}|{i.Standard}|{i.Basis}"));
}
