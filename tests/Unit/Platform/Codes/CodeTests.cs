using CsCheck;
using Xunit;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Tests.Unit.Platform.Codes;

public sealed class CodeTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", Sex.Female)]
    [InlineData("360426199101010071", "1991-01-01", Sex.Male)]
    [InlineData("120103198806018241", "1988-06-01", Sex.Female)]
    public void Published_identity_numbers_are_read(string id, string born, Sex sex)
    {
        var citizen = CitizenId.Parse(id, Today).Value;
        Assert.Equal((DateOnly.Parse(born, null), sex, id[..6]), (citizen.BirthDate, citizen.Sex, citizen.DivisionCode));
    }

    [Fact]
    public void An_identity_number_is_read_as_people_type_it() => Assert.Equal("11010519491231002X", CitizenId.Parse(" １１0105 19491231 002x", Today).Value.Text);

    [Theory]
    [InlineData("110105194912310021", "platform.citizen-id-check")]
    [InlineData("11010519490231002X", "platform.citizen-id-birth")]
    [InlineData("110105204912310029", "platform.citizen-id-birth")]
    [InlineData("11010519491231002", "platform.citizen-id-shape")]
    [InlineData("1101051949123100X2", "platform.citizen-id-shape")]
    [InlineData(null, "platform.citizen-id-shape")]
    public void A_wrong_identity_number_says_what_is_wrong(string? id, string code) => Assert.Equal(code, Assert.Single(CitizenId.Parse(id, Today).Problems).Code);

    [Fact]
    public void Every_single_wrong_digit_of_an_identity_number_is_found() => Gen.Select(Gen.Int[0, 16], Gen.Int[1, 9]).Sample((at, by) =>
    {
        var digits = "11010519491231002X".ToCharArray();
        digits[at] = (char)('0' + ((digits[at] - '0' + by) % 10));
        Assert.False(CitizenId.IsValid(new string(digits), Today));
    });

    [Theory]
    [InlineData("11450000007565194H")]
    [InlineData("11650000010183859F")]
    [InlineData("114507210081153718")]
    [InlineData("11450721MB15580811")]
    [InlineData("11100000000013338W")]
    [InlineData("11430000006122244L")]
    public void Published_credit_codes_are_valid(string code) => Assert.Equal(code, SocialCreditCode.Parse(code.ToLowerInvariant()).Value.Text);

    [Theory]
    [InlineData("11450000007565194J", "platform.credit-code-check")]
    [InlineData("1145000000756519IH", "platform.credit-code-shape")]
    [InlineData("1145000000756519", "platform.credit-code-shape")]
    public void A_wrong_credit_code_says_what_is_wrong(string code, string problem) => Assert.Equal(problem, Assert.Single(SocialCreditCode.Parse(code).Problems).Code);

    [Fact]
    public void A_rest_of_nothing_is_written_as_zero()
    {
        // By a plain sum: the code whose weighted sum divides by 31 must get 0, never a 32nd character.
        var zero = Enumerable.Range(0, 10_000).Select(x => $"911101080000{x:00000}").First(x => WeightedSum(x) % 31 == 0);
        Assert.Equal('0', SocialCreditCode.CheckOf(zero));
        Assert.True(SocialCreditCode.IsValid(zero + "0"));
    }

    [Theory]
    [InlineData("11100000000013338W011.11430000006122244L.20230000403.001.", 'U')]
    [InlineData("11100000000013338W009.11330105002500287C.2025052201.002.", '0')]
    [InlineData("11100000MB03271699022.340100.000000016.001.", '9')]
    [InlineData("11100000000013338W032.11220000013544541J.2430599.001.", 'F')]
    public void Published_licences_have_the_computed_check_character(string identifier, char check)
    {
        var plain = identifier.Replace(".", "", StringComparison.Ordinal);
        Assert.Equal(check, CheckCharacter.Mod37And36(plain));
        Assert.True(CheckCharacter.IsMod37And36(plain + check));
    }

    [Fact]
    public void Mod_37_36_finds_every_wrong_character_and_every_exchange_of_neighbours() =>
        Gen.Select(Gen.Char["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"].Array[2, 30], Gen.Int[0, 29], Gen.Int[1, 35]).Sample((text, at, by) =>
        {
            const string all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
            var whole = new string(text) + CheckCharacter.Mod37And36(text);
            at %= text.Length;
            var wrong = whole.ToCharArray();
            wrong[at] = all[(all.IndexOf(wrong[at], StringComparison.Ordinal) + by) % 36];
            Assert.False(CheckCharacter.IsMod37And36(wrong));
        });

    [Theory]
    [InlineData("138 0000 5678")]
    [InlineData("+86 138-0000-5678")]
    [InlineData("8613800005678")]
    [InlineData("１３８００００５６７８")]
    public void A_mobile_number_is_read_as_people_type_it(string text) => Assert.Equal("13800005678", MobileNumber.Parse(text).Value.Text);

    [Theory]
    [InlineData("12800005678")]
    [InlineData("1380000567")]
    [InlineData("138000056789")]
    [InlineData("0871-63100000")]
    public void What_is_no_mobile_number_is_refused(string text) => Assert.False(MobileNumber.IsValid(text));

    private static int WeightedSum(string code)
    {
        const string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var (sum, weight) = (0, 1);
        foreach (var c in code)
        {
            sum += alphabet.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return sum;
    }
}
