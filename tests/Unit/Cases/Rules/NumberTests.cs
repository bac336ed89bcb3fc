using CsCheck;
using Xunit;
using Zhengtong.Cases.Rules;

namespace Zhengtong.Tests.Unit.Cases.Rules;

public sealed class NumberTests
{
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[700_000, 760_000].Select(DateOnly.FromDayNumber);

    [Fact]
    public void A_case_number_is_read_back() => Gen.Select(Gen.Int[110000, 659999], AnyDay, Gen.Int[1, CaseNumber.MostSerial]).Sample((region, day, serial) =>
    {
        var number = CaseNumber.Format($"{region}", day, serial);
        Assert.Equal(CaseNumber.Length, number.Length);
        Assert.Equal(new CaseNumber($"{region}", day, serial), CaseNumber.TryParse($" {number[..6]}-{number[6..].ToLowerInvariant()} "));
    });

    [Fact]
    public void A_mistyped_case_number_is_refused() => Gen.Select(Gen.Int[0, 20], Gen.Int[1, 9]).Sample((at, by) =>
    {
        var number = CaseNumber.Format("511602", new DateOnly(2026, 11, 22), 42).ToCharArray();
        number[at] = (char)('0' + ((number[at] - '0' + by) % 10));
        Assert.Null(CaseNumber.TryParse(new string(number)));
    });

    [Theory]
    [InlineData("51", "510000")]
    [InlineData("5116", "511600")]
    [InlineData("511602001", "511602")]
    public void A_region_of_any_level_gives_six_digits(string region, string expected) =>
        Assert.StartsWith(expected + "202611220000042", CaseNumber.Format(region, new DateOnly(2026, 11, 22), 42), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("办件编号")]
    [InlineData("5116022026112200000421")]
    public void What_is_no_case_number_is_nothing(string? text) => Assert.Null(CaseNumber.TryParse(text));

    [Fact]
    public void A_serial_of_eight_digits_is_a_bug() => Assert.Throws<ArgumentOutOfRangeException>(() => CaseNumber.Format("51", new DateOnly(2026, 11, 22), 10_000_000));

    [Fact]
    public void A_pickup_code_finds_every_wrong_digit_and_every_exchange_of_neighbours() => Gen.Select(Gen.Byte.Array[8], Gen.Int[0, 6], Gen.Int[1, 9]).Sample((random, at, by) =>
    {
        var code = PickupCode.Of(random);
        Assert.True(code.Length == PickupCode.Length && PickupCode.IsWellFormed(code));
        var wrong = code.ToCharArray();
        wrong[at] = (char)('0' + ((wrong[at] - '0' + by) % 10));
        Assert.False(PickupCode.IsWellFormed(new string(wrong)));
        var i = at % 6;
        if (code[i] != code[i + 1])
        {
            var swapped = code.ToCharArray();
            (swapped[i], swapped[i + 1]) = (swapped[i + 1], swapped[i]);
            Assert.False(PickupCode.IsWellFormed(new string(swapped)));
        }
    });
}
