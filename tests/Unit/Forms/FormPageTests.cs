using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Xunit;
using Zhengtong.Forms.Catalogue;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Tests.Unit.Forms;

/// <summary>The HTML of sections and of answers.</summary>
public sealed class FormPageTests
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static IHtmlDocument Page(TagHelper helper)
    {
        var output = new TagHelperOutput("x", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        helper.ProcessAsync(new TagHelperContext([], new Dictionary<object, object>(), "x"), output).GetAwaiter().GetResult();
        using var writer = new StringWriter();
        output.WriteTo(writer, Encoder);
        return new HtmlParser().ParseDocument(writer.ToString());
    }

    private static IHtmlDocument Section(string section, FormAnswers? answers = null, IReadOnlyList<Problem>? problems = null, IReadOnlyDictionary<string, PrefillMark>? marks = null, FormDefinition? form = null) =>
        Page(new FormSectionTagHelper(new SomeDivisions())
        {
            Definition = form ?? Sample.Shop,
            Section = section,
            Answers = answers ?? Sample.Good(),
            Context = Sample.Context,
            Problems = problems ?? [],
            PrefillSources = marks ?? new Dictionary<string, PrefillMark>(),
        });

    [Fact]
    public void A_division_is_chosen_level_by_level_and_read_by_its_name()
    {
        var form = StandardForms.All.First(f => f.Definition.Key == "person-basic").Definition;
        var (section, field) = form.Sections.SelectMany(s => s.Fields, (s, f) => (s, f)).First(x => x.f.Type == FieldType.Region);
        var answers = new FormAnswers();
        answers.Set(section, field.Key, ["511602"], 0);

        var lists = Section(section.Key, answers, form: form).QuerySelectorAll<IHtmlSelectElement>($"select[name='{FieldName.Of(section, 0, field)}']").ToList();

        Assert.Equal(["51", "5116", "511602"], lists.Select(l => l.Value));
        Assert.Equal(["", "511602", "511603"], lists[2].Options.Select(o => o.Value));
        Assert.Contains("四川省广安市广安区", Page(new FormAnswersTagHelper(new SomeDivisions()) { Definition = form, Answers = answers, Context = Sample.Context }).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("51,5116,511602", "511602")]
    [InlineData("50,5116,511602", "50")] // The province was chosen anew without scripts: the rest is left over.
    [InlineData("51,,", "51")]
    public void The_deepest_division_within_the_others_is_the_answer(string posted, string expected)
    {
        var form = StandardForms.All.First(f => f.Definition.Key == "person-basic").Definition;
        var (section, field) = form.Sections.SelectMany(s => s.Fields, (s, f) => (s, f)).First(x => x.f.Type == FieldType.Region);

        Assert.True(AnswerReader.Read(form, [new(FieldName.Of(section, 0, field), posted.Split(','))]).TryGet(out var answers));
        Assert.Equal([expected], answers.Values(section.Key, field.Key, 0));
    }

    [Fact]
    public void Every_input_of_every_standard_form_has_a_name_for_people_and_no_id_comes_twice()
    {
        foreach (var form in StandardForms.All.Select(f => f.Definition))
        {
            foreach (var section in form.Sections)
            {
                var page = Section(section.Key, new FormAnswers(), form: form);
                foreach (var input in page.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
                {
                    Assert.True(page.QuerySelector($"label[for='{input.Id}']") is not null || input.HasAttribute("aria-label"), input.OuterHtml);
                }

                Assert.All(page.QuerySelectorAll("fieldset"), f => Assert.NotNull(f.QuerySelector("legend")));
                var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
                Assert.Equal(ids.Count, ids.Distinct().Count());
                Assert.All(page.QuerySelectorAll("[aria-describedby]"), e => Assert.All(e.GetAttribute("aria-describedby")!.Split(' '), id => Assert.Contains(id, ids)));
                Assert.Empty(page.QuerySelectorAll("[style], script, [onclick]"));
            }
        }
    }

    [Fact]
    public void A_posted_section_reads_back_as_the_answers_it_showed()
    {
        var answers = Sample.Good();
        var posted = new List<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>>();
        foreach (var section in Sample.Shop.Sections)
        {
            var inputs = Section(section.Key, answers).QuerySelectorAll("input, select, textarea")
                .Where(e => e is not IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false });
            posted.AddRange(inputs.GroupBy(e => e.GetAttribute("name")!).Select(g => KeyValuePair.Create(g.Key, new Microsoft.Extensions.Primitives.StringValues([.. g.Select(e => (string?)Value(e))]))));
        }

        Assert.Equal(answers.Effective(Sample.Shop, Sample.Context).ToJson(), AnswerReader.Read(Sample.Shop, posted).Value.Effective(Sample.Shop, Sample.Context).ToJson());

        static string Value(IElement e) => e switch
        {
            IHtmlTextAreaElement t => t.Value,
            IHtmlSelectElement s => s.Value ?? "",
            _ => e.GetAttribute("value") ?? "",
        };
    }

    [Fact]
    public void A_problem_stands_at_its_field_and_is_tied_to_it()
    {
        var page = Section("owner", new FormAnswers(), [Problem.Invalid("forms.required", "请填写姓名", "a.owner.name")]);
        var input = page.QuerySelector("#a-owner-name")!;

        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains("is-wrong", input.Closest("[data-field]")!.ClassList);
        Assert.Equal("请填写姓名", page.GetElementById(input.GetAttribute("aria-describedby")!)!.TextContent);
        Assert.Null(page.QuerySelector("#a-owner-phone")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public void What_was_typed_is_encoded_and_shown_again()
    {
        var answers = Sample.Good().Set(Sample.Shop.Section("owner")!, "name", ["\"><script>alert(1)</script>"]);
        var page = Section("owner", answers);

        Assert.Equal("\"><script>alert(1)</script>", page.QuerySelector<IHtmlInputElement>("#a-owner-name")!.Value);
        Assert.Empty(page.QuerySelectorAll("script"));
    }

    [Fact]
    public void Saved_answers_decide_what_hides_and_the_rule_travels_along()
    {
        var hot = Section("place").QuerySelector("[data-field=coldRoom]")!;
        var cold = Section("place", Sample.Good().Set(Sample.Shop.Section("place")!, "items", ["cold"])).QuerySelector("[data-field=coldRoom]")!;

        Assert.True(hot.HasAttribute("hidden"));
        Assert.False(cold.HasAttribute("hidden"));
        Assert.Equal("""{"has":["items","cold"]}""", hot.GetAttribute("data-visible-when"));
        Assert.NotNull(hot.QuerySelector("textarea[name='a.place.coldRoom']"));
        Assert.NotNull(Section("place").QuerySelector("button[data-form-update]"));
        Assert.Null(Section("owner").QuerySelector("button[data-form-update]"));
        Assert.True(Section("change").QuerySelector("[data-form-section=change]")!.HasAttribute("hidden"));
    }

    [Fact]
    public void Rules_about_other_pages_bring_their_values()
    {
        var form = StandardForms.Newest("person-basic")!.Definition;
        var answers = new FormAnswers().Set(form.Section("matter")!, "viaAgent", ["yes"]);

        Assert.Equal("""{"values":{"viaAgent":["yes"]},"counts":{}}""", Section("agents", answers, form: form).QuerySelector("[data-form-section]")!.GetAttribute("data-known"));
    }

    [Fact]
    public void Rows_have_their_buttons_and_a_pattern_for_the_next()
    {
        var page = Section("staff");
        var template = page.QuerySelector<IHtmlTemplateElement>("template")!;

        Assert.Equal("update", page.QuerySelector("button")!.GetAttribute("value"));
        Assert.Equal("add:staff", page.QuerySelector("[data-row-add]")!.GetAttribute("value"));
        Assert.Equal(["remove:staff:0"], page.QuerySelectorAll("[data-row-remove]").Select(b => b.GetAttribute("value")));
        Assert.NotNull(template.Content.QuerySelector("[name='a.staff[new].name']"));
        Assert.Single(Section("staff", new FormAnswers()).QuerySelectorAll("[data-form-row]"));
    }

    [Fact]
    public void The_source_shows_while_the_answer_is_still_the_known_one()
    {
        var marks = new Dictionary<string, PrefillMark> { ["a.owner.name"] = new("party.name", "张三"), ["a.owner.phone"] = new("party.phone", "13900000000") };

        Assert.Equal(["来自您的个人资料"], Section("owner", marks: marks).QuerySelectorAll(".zt-prefill").Select(e => e.TextContent));
    }

    [Fact]
    public void Answers_are_read_with_labels_and_masked()
    {
        var masked = Page(new FormAnswersTagHelper(new SomeDivisions()) { Definition = Sample.Shop, Answers = Sample.Good(), Context = Sample.Context }).Body!.TextContent;
        var whole = Page(new FormAnswersTagHelper(new SomeDivisions()) { Definition = Sample.Shop, Answers = Sample.Good(), Context = Sample.Context, Unmasked = true }).Body!.TextContent;

        Assert.Contains("热食", masked, StringComparison.Ordinal);
        Assert.Contains("从业人员 1", masked, StringComparison.Ordinal);
        Assert.Contains("138****5678", masked, StringComparison.Ordinal);
        Assert.DoesNotContain(Sample.CitizenId, masked, StringComparison.Ordinal);
        Assert.DoesNotContain("专间说明", masked, StringComparison.Ordinal);
        Assert.Contains(Sample.CitizenId, whole, StringComparison.Ordinal);
    }

    [Fact]
    public void A_legal_representative_is_known_to_forms_and_masked_where_answers_are_read()
    {
        var company = new PartyProfile(Guid.Empty, PartyKind.Company, "广安演示餐饮有限公司", "001", "91511602MADEM0A01", "", "", "", "王小明");
        var form = StandardForms.All.First(f => f.Definition.Key == "company-basic").Definition;
        var (section, field) = form.Sections.SelectMany(s => s.Fields, (s, f) => (s, f)).First(x => x.f.Key == "legalName");
        var answers = new FormAnswers().Set(section, field.Key, [company.Known()[field.Prefill!]]);

        Assert.All(company.Known().Keys, source => Assert.Contains(source, PrefillSources.All.Keys));
        Assert.DoesNotContain("王小明", Page(new FormAnswersTagHelper(new SomeDivisions()) { Definition = form, Answers = answers, Context = Sample.Context }).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_and_amounts_are_written_as_people_read_them()
    {
        var form = Sample.With("""{ "key": "a", "label": "甲", "type": "date" }""", """{ "key": "b", "label": "乙", "type": "money" }, { "key": "c", "label": "丙", "type": "year-month" }""");
        var reading = FormReading.Of(form, Sample.Answers("""{ "one": { "a": "2026-11-02", "b": "1234567.5", "c": "2026-07" } }"""), Sample.Context);

        Assert.Equal(["2026年11月2日", "1,234,567.50 元", "2026年7月"], reading.Parts[0].Rows[0].Lines.Select(l => l.Text));
    }
}
