using System.Globalization;
using CsCheck;
using Xunit;
using Zhengtong.Cases.Rebase;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Tests.Unit.Cases.Rebase;

public sealed class RebasePlanTests
{
    private static readonly FormContext Context = new([], FormContext.Normal, PartyKind.Person, new DateOnly(2026, 3, 2));

    private static readonly FormDefinition Asked = new() { Key = "f", Title = "f", Sections = [new() { Key = "s", Title = "s", Fields = [new() { Key = "f0", Label = "f0", Type = FieldType.Text }] }] };

    private static readonly IAnswers Unanswered = new FormAnswers().Seen(Asked, Context);

    /// <summary>Forms over the same few keys, so that two of them share, move, tighten and miss fields; the section "list" repeats.</summary>
    private static readonly Gen<FormDefinition> Form = Gen.Select(Gen.Int[0, 3].Array[6], Gen.Int[0, 6].Array[6], Gen.Bool.Array[6], Gen.Int[0, 3].Array[2], Gen.Int[1, 3], (places, kinds, required, listed, max) =>
        {
            FormField Field(int i, string key, bool hides) => kinds[i] switch
            {
                0 => new() { Key = key, Label = key, Type = FieldType.Number, Required = required[i] },
                1 => new() { Key = key, Label = key, Type = FieldType.Text, MaxLength = 1, Required = required[i] },
                2 => new() { Key = key, Label = key, Type = FieldType.Radio, Options = [new("1", "一"), new("a", "甲")], Required = required[i] },
                3 when hides => new() { Key = key, Label = key, Type = FieldType.Text, VisibleWhen = Sees("f0"), Required = required[i] },
                _ => new() { Key = key, Label = key, Type = FieldType.Text, Required = required[i] },
            };
            FormSection Section(int place) => new() { Key = $"s{place}", Title = $"s{place}", Fields = [.. Enumerable.Range(0, 6).Where(i => places[i] == place).Select(i => Field(i, $"f{i}", i > 0 && places[0] < 3))] };
            var list = new FormSection { Key = "list", Title = "list", Repeat = new(0, max, "行"), Fields = [.. Enumerable.Range(0, 2).Where(i => listed[i] > 0).Select(i => Field(i, $"r{i}", false))] };
            return new FormDefinition { Key = "f", Title = "f", Sections = [.. Enumerable.Range(0, 3).Select(Section), list] };
        });

    private static readonly Gen<string[]> Texts = Gen.OneOf("1", "a", "ab", "").Array[12];

    private static Rule Sees(string key) => FormDefinition.Parse(
        $$"""{ "key": "x", "title": "x", "sections": [ { "key": "s", "title": "s", "fields": [ { "key": "{{key}}", "label": "a", "type": "text" }, { "key": "y", "label": "b", "type": "text", "visibleWhen": { "eq": ["{{key}}", "1"] } } ] } ] }""")
        .Value.Sections[0].Fields[1].VisibleWhen!;

    private static FormAnswers Answered(FormDefinition form, string[] texts)
    {
        var answers = new FormAnswers();
        foreach (var section in form.Sections)
        {
            for (var row = 0; row < (section.Repeat is null ? 1 : 3); row++)
            {
                foreach (var field in section.Fields)
                {
                    var text = texts[(int.Parse(field.Key.AsSpan(1), CultureInfo.InvariantCulture) + (row * 3)) % texts.Length];
                    answers.Set(section, field.Key, text.Length == 0 ? [] : [text], row);
                }
            }
        }

        return answers;
    }

    private static List<(string Section, int Row, string Field, string Text)> All(FormDefinition form, FormAnswers answers) =>
        [.. from s in form.Sections from row in Enumerable.Range(0, answers.Rows(s.Key)) from f in s.Fields where answers.Text(s.Key, f.Key, row).Length > 0 select (s.Key, row, f.Key, answers.Text(s.Key, f.Key, row))];

    [Fact]
    public void Every_old_answer_has_exactly_one_fate_and_what_is_kept_stands_unchanged_in_the_new_answers() =>
        Gen.Select(Form, Form, Texts).Sample(
            (before, now, texts) =>
            {
                var answers = Answered(before, texts);
                var plan = RebasePlan.Of(before, answers, now, Context);

                Assert.Equal(All(before, answers).Order(), plan.Fates.Select(a => (a.Section, a.Row, a.Field, a.Values[0])).Order());
                var staying = plan.Fates.Where(a => a.Fate is Fate.Kept or Fate.Moved).Select(a => (a.ToSection, a.Row, a.Field, a.Values[0])).Order();
                Assert.Equal(staying, All(now, plan.Answers).Order());
                Assert.All(plan.Fates, a => Assert.Equal(a.Fate == Fate.Moved, a.Fate is Fate.Kept or Fate.Moved && a.ToSection != a.Section));
            },
            iter: 3000);

    [Fact]
    public void What_is_kept_or_moved_is_valid_under_the_new_form_and_what_is_missing_there_is_told() =>
        Gen.Select(Form, Form, Texts).Sample(
            (before, now, texts) =>
            {
                if (before.ToJson() == now.ToJson())
                {
                    return;
                }

                var plan = RebasePlan.Of(before, Answered(before, texts), now, Context);
                var problems = FormValidator.Validate(now, plan.Answers, Context).ToDictionary(p => p.Field!, p => p.Code);
                foreach (var kept in plan.Fates.Where(a => a.Fate is Fate.Kept or Fate.Moved))
                {
                    var section = now.Section(kept.ToSection)!;
                    Assert.DoesNotContain(FieldName.Of(section, kept.Row, section.Field(kept.Field)!), problems.Keys);
                }

                Assert.All(problems.Values, code => Assert.Equal("forms.required", code));
                var again = plan.Fates.Where(a => a.Fate == Fate.AskedAgain).Select(a => FieldName.Of(now.Section(a.ToSection)!, a.Row, now.Section(a.ToSection)!.Field(a.Field)!)).ToHashSet();
                Assert.Equal(problems.Keys.Where(k => !again.Contains(k)).Order(StringComparer.Ordinal), plan.NewlyAsked.Select(a => a.Place).Order(StringComparer.Ordinal));
            },
            iter: 3000);

    [Fact]
    public void Going_over_to_the_identical_form_changes_nothing() =>
        Gen.Select(Form, Texts).Sample(
            (form, texts) =>
            {
                var answers = Answered(form, texts);
                var plan = RebasePlan.Of(form, answers, form with { }, Context);
                Assert.Equal(answers.ToJson(), plan.Answers.ToJson());
                Assert.All(plan.Fates, a => Assert.Equal(Fate.Kept, a.Fate));
                Assert.Empty(plan.NewlyAsked);
            },
            iter: 1000);

    [Fact]
    public void Materials_handed_in_are_kept_or_no_longer_asked_and_only_required_ones_are_newly_asked() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 6], Gen.Int[0, 9].Array[0, 6], Gen.Bool.Array[10], Gen.Bool.Array[10]).Sample((given, all, optional, unlessAnswered) =>
        {
            var asked = all.Where(i => !unlessAnswered[i]).ToList();
            var content = new ItemContent
            {
                TypeCode = "01",
                TypeName = "行政许可",
                Materials = [.. all.Distinct().Select(i => new ItemMaterial
                {
                    Key = $"m{i}", Name = $"m{i}", Need = optional[i] ? MaterialNeed.Optional : MaterialNeed.Required, When = unlessAnswered[i] ? """{"filled":"f0"}""" : "",
                })],
            };
            var plan = PlannedMaterials.Of(given.Select(i => $"m{i}"), content, "", Unanswered);
            Assert.Equal(given.Distinct().Select(i => $"m{i}").Order(), plan.Kept.Concat(plan.NoLongerAsked).Order());
            Assert.Equal(given.Intersect(asked).Select(i => $"m{i}").Order(), plan.Kept.Order());
            Assert.Equal(asked.Distinct().Where(i => !given.Contains(i) && !optional[i]).Select(i => $"m{i}").Order(), plan.NewlyAsked.Select(m => m.Key).Order());
        });

    [Fact]
    public void A_situation_that_the_new_questions_find_otherwise_is_told_and_none_while_they_find_nothing()
    {
        var content = new ItemContent
        {
            TypeCode = "01",
            TypeName = "行政许可",
            FormPlan = new() { Questions = [new("f0", "房屋是谁的？", [new("1", "自己的"), new("a", "租的")])] },
            Situations = [new("own", "自有", "", """{"eq":["f0","1"]}"""), new("rented", "租赁", "", """{"eq":["f0","a"]}""")],
        };
        IAnswers Says(string text) => new FormAnswers().Set(Asked.Sections[0], "f0", [text]).Seen(Asked, Context);
        Assert.Equal("租赁", RebaseRefusal.OtherSituation("own", content, Says("a"))?.Name);
        Assert.Null(RebaseRefusal.OtherSituation("rented", content, Says("a")));
        Assert.Null(RebaseRefusal.OtherSituation("own", content, Unanswered));
        Assert.Null(RebaseRefusal.OtherSituation("own", content with { FormPlan = null }, Says("a")));
    }

    /// <summary>行政许可法 art. 32: told once, and nothing after acceptance.</summary>
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, false)]
    public void New_things_are_demanded_only_before_the_notice_and_before_acceptance(bool told, bool accepted, bool may) => Assert.Equal(may, RebaseLaw.MayDemand(told, accepted));

    [Theory]
    [InlineData(9, 5, false)]
    [InlineData(9, 9, false)]
    [InlineData(9, 10, true)]
    [InlineData(9, null, true)]
    [InlineData(null, 20, false)]
    public void A_longer_limit_is_worse_for_the_applicant(int? before, int? after, bool worse) =>
        Assert.Equal(worse, RebaseLaw.Worse(before is { } b ? new TimeLimit(b) : null, after is { } a ? new TimeLimit(a) : null));

    [Fact]
    public void Limits_of_different_units_are_not_taken_for_shorter() => Assert.True(RebaseLaw.Worse(new TimeLimit(9), new TimeLimit(9, LimitUnit.CalendarDays)));
}
