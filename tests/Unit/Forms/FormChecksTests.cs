using Xunit;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Tests.Unit.Forms;

public sealed class FormChecksTests
{
    private const string Colour = """{ "key": "colour", "label": "颜色", "type": "radio", "options": [ { "value": "r", "label": "红" }, { "value": "b", "label": "蓝" } ] }""";

    [Fact]
    public void A_sound_form_has_no_problems() => Assert.Empty(FormChecks.Check(Sample.Shop));

    [Theory]
    [InlineData("""{ "key": "Bad Key", "label": "甲", "type": "text" }""", "forms.bad-key")]
    [InlineData("""{ "key": "a", "label": " ", "type": "text" }""", "forms.bad-key")]
    [InlineData("""{ "key": "colour", "label": "甲", "type": "text" }""", "forms.duplicate-key")]
    [InlineData("""{ "key": "mode", "label": "甲", "type": "text" }""", "forms.duplicate-key")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "radio" }""", "forms.no-options")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "select", "codeTable": "planets" }""", "forms.no-options")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "options": [ { "value": "x", "label": "x" } ] }""", "forms.needless-options")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "radio", "codeTable": "gender", "options": [ { "value": "x", "label": "x" } ] }""", "forms.two-option-lists")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "radio", "options": [ { "value": "x", "label": "x" }, { "value": "x", "label": "y" } ] }""", "forms.duplicate-option")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "number", "min": "5", "max": "4" }""", "forms.min-above-max")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "date", "min": "2026-02-01", "max": "2026-01-01" }""", "forms.min-above-max")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "date", "min": "tomorrow" }""", "forms.bad-bound")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "min": "1" }""", "forms.bad-bound")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "maxLength": -1 }""", "forms.bad-length")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "pattern": "[a-" }""", "forms.bad-pattern")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "pattern": "(a)\\1" }""", "forms.bad-pattern")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "pattern": "(?=a)b" }""", "forms.bad-pattern")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "prefill": "party.shoeSize" }""", "forms.unknown-prefill")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "yes-no", "default": "maybe" }""", "forms.bad-default")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "statement", "required": true }""", "forms.takes-no-answer")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "visibleWhen": { "filled": "ghost" } }""", "forms.unknown-field")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "requiredWhen": { "not": { "eq": ["ghost", "x"] } } }""", "forms.unknown-field")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "visibleWhen": { "count": ["one", "gt", 1] } }""", "forms.unknown-section")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "visibleWhen": { "eq": ["colour", "green"] } }""", "forms.option-not-listed")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "visibleWhen": { "in": ["colour", ["r", 1]] } }""", "forms.option-not-listed")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "visibleWhen": { "eq": ["mode", "fast"] } }""", "forms.option-not-listed")]
    [InlineData("""{ "key": "a", "label": "甲", "type": "text", "visibleWhen": { "filled": "a" } }""", "forms.rule-cycle")]
    public void One_fault_is_one_problem(string field, string code) =>
        Assert.Equal(code, Assert.Single(FormChecks.Check(Sample.With(Colour, field)).Select(p => p.Code).Distinct()));

    [Theory]
    [InlineData("""{ "all": [ { "eq": ["colour", "r"] }, { "eq": ["colour", "b"] } ] }""")]
    [InlineData("""{ "all": [ { "filled": "colour" }, { "ne": ["colour", "r"] }, { "ne": ["colour", "b"] } ] }""")]
    [InlineData("""{ "not": { "any": [ { "filled": "colour" }, { "not": { "filled": "colour" } } ] } }""")]
    [InlineData("""{ "all": [ { "gt": ["colour", "r"] } ] }""")]
    [InlineData("""{ "all": [ { "eq": ["mode", "normal"] }, { "eq": ["mode", "tolerance"] } ] }""")]
    [InlineData("""{ "any": [] }""")]
    public void A_field_that_no_answers_can_show_is_found(string rule) => Assert.Equal(
        "forms.never-visible",
        Assert.Single(FormChecks.Check(Sample.With(Colour, $$"""{ "key": "a", "label": "甲", "type": "text", "visibleWhen": {{rule}} }"""))).Code);

    [Theory]
    [InlineData("""{ "all": [ { "gt": ["n", 5] }, { "lt": ["n", 6] } ] }""", true)]
    [InlineData("""{ "all": [ { "gt": ["n", 5] }, { "lt": ["n", 5] } ] }""", false)]
    [InlineData("""{ "all": [ { "ge": ["n", 5] }, { "le": ["n", 5] }, { "ne": ["n", 5] } ] }""", false)]
    [InlineData("""{ "all": [ { "ge": ["n", "2026-01-01"] }, { "lt": ["n", "2026-02-01"] } ] }""", true)]
    [InlineData("""{ "all": [ { "has": ["situation", "new"] }, { "has": ["situation", "change"] } ] }""", true)]
    [InlineData("""{ "all": [ { "not": { "filled": "n" } }, { "gt": ["n", 1] } ] }""", false)]
    public void Numbers_dates_and_situations_are_weighed_too(string rule, bool canShow) => Assert.Equal(
        canShow,
        FormChecks.Check(Sample.With("""{ "key": "n", "label": "数", "type": "text" }""", $$"""{ "key": "a", "label": "甲", "type": "text", "visibleWhen": {{rule}} }""")).Count == 0);

    [Fact]
    public void A_field_is_dead_when_what_it_hangs_on_is_hidden_just_then()
    {
        var form = Sample.With(
            Colour,
            """{ "key": "a", "label": "甲", "type": "text", "visibleWhen": { "eq": ["colour", "r"] } }, { "key": "b", "label": "乙", "type": "text", "visibleWhen": { "all": [ { "eq": ["colour", "b"] }, { "filled": "a" } ] } }""");

        Assert.Equal("one.b", Assert.Single(FormChecks.Check(form)).Field);
    }

    [Fact]
    public void Cycles_run_through_sections_and_counts()
    {
        var form = FormDefinition.Parse(
            """
            { "key": "f", "title": "表", "sections": [
              { "key": "one", "title": "一", "visibleWhen": { "count": ["rows", "gt", 0] }, "fields": [ { "key": "a", "label": "甲", "type": "text" } ] },
              { "key": "rows", "title": "二", "visibleWhen": { "filled": "a" }, "repeat": { "min": 0, "max": 3, "itemTitle": "项" }, "fields": [ { "key": "b", "label": "乙", "type": "text" } ] } ] }
            """).Value;

        Assert.Contains(FormChecks.Check(form), p => p.Code == "forms.rule-cycle");
    }

    [Fact]
    public void A_row_s_field_is_unknown_outside_its_row_and_may_share_a_name_inside()
    {
        const string Rows = """{ "key": "rows", "title": "二", "repeat": { "min": 0, "max": 3, "itemTitle": "项" }, "fields": [ { "key": "a", "label": "甲", "type": "text" }, { "key": "b", "label": "乙", "type": "text", "visibleWhen": { "filled": "a" } } ] }""";
        var fine = FormDefinition.Parse($$"""{ "key": "f", "title": "表", "sections": [ { "key": "one", "title": "一", "fields": [ { "key": "a", "label": "甲", "type": "text" } ] }, {{Rows}} ] }""").Value;
        var wrong = FormDefinition.Parse($$"""{ "key": "f", "title": "表", "sections": [ { "key": "one", "title": "一", "fields": [ { "key": "c", "label": "丙", "type": "text", "visibleWhen": { "filled": "b" } } ] }, {{Rows}} ] }""").Value;

        Assert.Empty(FormChecks.Check(fine));
        Assert.Equal("forms.unknown-field", Assert.Single(FormChecks.Check(wrong)).Code);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 101)]
    public void Rows_have_sensible_bounds(int min, int max)
    {
        var form = Sample.Shop with { Sections = [.. Sample.Shop.Sections.Select(s => s.Repeat is null ? s : s with { Repeat = new Repeat(min, max, "项") })] };

        Assert.Equal("forms.bad-repeat", Assert.Single(FormChecks.Check(form)).Code);
    }
}
