using System.Diagnostics;
using Xunit;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Tests.Unit.Forms;

public sealed class FormValidatorTests
{
    [Fact]
    public void A_complete_form_has_no_problems() => Assert.Empty(FormValidator.Validate(Sample.Shop, Sample.Good(), Sample.Context));

    [Fact]
    public void What_is_missing_is_said_at_its_field_in_the_order_of_the_form()
    {
        var problems = FormValidator.Validate(Sample.Shop, new FormAnswers(), Sample.Context);

        Assert.Equal(
            ["a.owner.name", "a.owner.idNumber", "a.owner.phone", "a.place.address", "a.place.items", "a.staff", "a.staff[0].name"],
            problems.Select(p => p.Field));
        Assert.Equal("请填写经营场所地址", problems[3].Message);
        Assert.Equal("请选择经营项目", problems[4].Message);
    }

    [Theory]
    [InlineData("text", "", "a", null)]
    [InlineData("text", ", \"maxLength\": 3", "四个字呀", "forms.too-long")]
    [InlineData("text", ", \"pattern\": \"[0-9]{8}\"", "12345678", null)]
    [InlineData("text", ", \"pattern\": \"[0-9]{8}\"", "123456789", "forms.pattern")]
    [InlineData("text", ", \"pattern\": \"a|b\"", "ac", "forms.pattern")]
    [InlineData("number", ", \"min\": \"1\", \"max\": \"9.5\"", "9.5", null)]
    [InlineData("number", ", \"min\": \"1\", \"max\": \"9.5\"", "9.6", "forms.too-large")]
    [InlineData("number", ", \"min\": \"1\"", "-2", "forms.too-small")]
    [InlineData("number", "", "1,000", "forms.number")]
    [InlineData("number", "", "1e3", "forms.number")]
    [InlineData("money", "", "1200.50", null)]
    [InlineData("money", "", "1200.505", "forms.money")]
    [InlineData("money", "", "-1", "forms.money")]
    [InlineData("date", "", "2024-02-29", null)]
    [InlineData("date", "", "2026-02-29", "forms.date")]
    [InlineData("date", "", "2026/03/02", "forms.date")]
    [InlineData("date", "", "today", "forms.date")]
    [InlineData("date", ", \"min\": \"today\"", "2026-03-02", null)]
    [InlineData("date", ", \"min\": \"today\"", "2026-03-01", "forms.too-early")]
    [InlineData("date", ", \"max\": \"2026-01-31\"", "2026-02-01", "forms.too-late")]
    [InlineData("year-month", "", "2026-12", null)]
    [InlineData("year-month", "", "2026-13", "forms.year-month")]
    [InlineData("year-month", ", \"max\": \"today\"", "2026-04", "forms.too-late")]
    [InlineData("yes-no", "", "yes", null)]
    [InlineData("yes-no", "", "true", "forms.no-such-option")]
    [InlineData("select", ", \"codeTable\": \"gender\"", "1", null)]
    [InlineData("select", ", \"codeTable\": \"gender\"", "3", "forms.no-such-option")]
    [InlineData("phone", "", "13812345678", null)]
    [InlineData("phone", "", "0826-2222222", null)]
    [InlineData("phone", "", "12345", "forms.phone")]
    [InlineData("e-mail", "", "name@example.cn", null)]
    [InlineData("e-mail", "", "name@example", "forms.e-mail")]
    [InlineData("citizen-id", "", Sample.CitizenId, null)]
    [InlineData("citizen-id", "", "110105194912310021", "platform.citizen-id-check")]
    [InlineData("credit-code", "", Sample.CreditCode, null)]
    [InlineData("credit-code", "", "91350100M000100Y44", "platform.credit-code-check")]
    [InlineData("region", "", "511602", null)]
    [InlineData("region", "", "51160", "forms.region")]
    public void Each_type_has_its_check(string type, string more, string text, string? code)
    {
        var form = Sample.With($$"""{ "key": "a", "label": "甲", "type": "{{type}}"{{more}} }""");
        var answers = new FormAnswers().Set(form.Sections[0], "a", [text]);

        Assert.Equal(code, FormValidator.Validate(form, answers, Sample.Context).SingleOrDefault()?.Code);
        Assert.Empty(FormChecks.Check(form));
    }

    [Theory]
    [InlineData("""["x"]""", "forms.too-few")]
    [InlineData("""["x","y"]""", null)]
    [InlineData("""["x","y","z"]""", "forms.too-many")]
    [InlineData("""["x","q"]""", "forms.no-such-option")]
    public void A_checkbox_counts_its_choices(string chosen, string? code)
    {
        var form = Sample.With("""{ "key": "a", "label": "甲", "type": "checkbox", "min": "2", "max": "2", "options": [ { "value": "x", "label": "x" }, { "value": "y", "label": "y" }, { "value": "z", "label": "z" } ] }""");

        Assert.Equal(code, FormValidator.Validate(form, Sample.Answers($$"""{ "one": { "a": {{chosen}} } }"""), Sample.Context).SingleOrDefault()?.Code);
    }

    [Fact]
    public void What_does_not_show_is_not_asked_and_what_shows_is()
    {
        var answers = Sample.Good().Set(Sample.Shop.Section("place")!, "items", ["cold"]).Set(Sample.Shop.Section("place")!, "online", ["yes"]);

        Assert.Equal(["a.place.coldRoom", "a.place.site"], FormValidator.Validate(Sample.Shop, answers, Sample.Context).Select(p => p.Field));
        Assert.Equal(["a.change.what"], FormValidator.Validate(Sample.Shop, Sample.Good(), Sample.Context with { Situations = ["change"] }).Select(p => p.Field));
    }

    [Fact]
    public void Blank_rows_are_passed_over_and_rows_keep_their_numbers()
    {
        var answers = Sample.Good();
        answers.Set(Sample.Shop.Section("staff")!, "cook", ["yes"], row: 2);

        Assert.Equal(["a.staff[2].name", "a.staff[2].certificate"], FormValidator.Validate(Sample.Shop, answers, Sample.Context).Select(p => p.Field));
    }

    [Fact]
    public void One_page_is_checked_alone() =>
        Assert.Equal(["a.place.address", "a.place.items"], FormValidator.Validate(Sample.Shop, new FormAnswers(), Sample.Context, "place").Select(p => p.Field));

    [Fact]
    public void A_hostile_pattern_cannot_stall_a_request()
    {
        var form = Sample.With("""{ "key": "a", "label": "甲", "type": "text", "pattern": "(a+)+b", "maxLength": 10000 }""");
        var answers = new FormAnswers().Set(form.Sections[0], "a", [new string('a', 9_999)]);
        var watch = Stopwatch.StartNew();

        Assert.Equal("forms.pattern", Assert.Single(FormValidator.Validate(form, answers, Sample.Context)).Code);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2));
    }
}
