using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class FormPlanTests
{
    private static readonly FormContext Context = new([], FormContext.Normal, PartyKind.Person, new DateOnly(2026, 3, 2));

    [Fact]
    public void A_form_has_the_questions_first_then_the_groups_of_the_party_with_rules_of_plan_and_dictionary()
    {
        var person = ComposeForm.Of(SmallDictionary.Shop, SmallDictionary.Plan, "item-a", "申请表", PartyKind.Person).Value;
        var company = ComposeForm.Of(SmallDictionary.Shop, SmallDictionary.Plan, "item-a", "申请表", PartyKind.Company).Value;

        Assert.Equal([ItemFormPlan.QuestionSection, "shop"], person.Sections.Select(s => s.Key));
        Assert.Equal([ItemFormPlan.QuestionSection, "shop", "staff"], company.Sections.Select(s => s.Key));
        Assert.Equal(["自有", "租用"], person.Sections[0].Fields[0].Options!.Select(o => o.Label));
        Assert.Equal("""{"eq":["premises","rent"]}""", person.Sections[0].Fields[1].VisibleWhen!.ToJson());
        var kitchen = person.Sections[1].Field("kitchenArea")!;
        Assert.Equal(("""{"eq":["hasKitchen","yes"]}""", """{"ge":["area",50]}"""), (kitchen.VisibleWhen!.ToJson(), kitchen.RequiredWhen!.ToJson()));
        Assert.True(person.Sections[1].Field("shopName")!.Required);
        Assert.Empty(FormChecks.Check(person));
    }

    [Fact]
    public void A_relation_counts_only_where_all_its_elements_are_used()
    {
        var plan = new ItemFormPlan { Groups = [new PlanGroup("shop", [new PlanElement("kitchenArea")])] };
        var field = ComposeForm.Of(SmallDictionary.Shop, plan, "item-a", "申请表", PartyKind.Person).Value.Sections[0].Fields[0];
        Assert.Null(field.VisibleWhen);
        Assert.Null(field.RequiredWhen);
    }

    [Fact]
    public void Answers_to_the_questions_find_situation_and_materials()
    {
        var form = ComposeForm.Of(SmallDictionary.Shop, SmallDictionary.Plan, "item-a", "申请表", PartyKind.Person).Value;
        string[] Of(params (string Key, string Value)[] given)
        {
            var answers = new FormAnswers();
            foreach (var (key, value) in given)
            {
                answers.Set(form.Sections[0], key, [value]);
            }

            var seen = answers.Seen(form, Context);
            var situation = SmallDictionary.Item.SituationOf(seen);
            return [situation, .. SmallDictionary.Item.MaterialsFor(situation, seen).Select(m => m.Key)];
        }

        Assert.Equal(["own", "m1"], Of(("premises", "own")));
        Assert.Equal(["rent", "m1", "m2"], Of(("premises", "rent")));
        Assert.Equal(["rent", "m1", "m2", "m3"], Of(("premises", "rent"), ("landlord", "person")));
        // The answer to a question that is no longer asked does not count.
        Assert.Equal(["own", "m1"], Of(("premises", "own"), ("landlord", "person")));
        Assert.Equal(["", "m1"], Of());
    }

    [Fact]
    public void A_sound_plan_has_no_problem() => Assert.Empty(FormPlanCheck.Of(SmallDictionary.Shop, SmallDictionary.Item));

    [Fact]
    public void What_cannot_be_right_is_named_with_its_place()
    {
        static (string, string?)[] Found(ItemContent content, ElementDictionary? dictionary = null) =>
            [.. FormPlanCheck.Of(dictionary ?? SmallDictionary.Shop, content).Select(p => (p.Code, p.Field))];
        ItemContent With(Func<ItemFormPlan, ItemFormPlan> change) => SmallDictionary.Item with { FormPlan = change(SmallDictionary.Plan) };

        var never = """{"all":[{"eq":["premises","own"]},{"eq":["premises","rent"]}]}""";
        Assert.Equal([("forms.never-visible", "situationQuestions.landlord")], Found(With(p => p with { Questions = [p.Questions[0], p.Questions[1] with { AskWhen = never }] }))[..1]);
        Assert.Equal([("catalogue.material-unreachable", "material.m3")], Found(SmallDictionary.Item with { Materials = [.. SmallDictionary.Item.Materials.Select(m => m.Key == "m3" ? m with { When = never } : m)] }));
        Assert.Equal([("catalogue.material-unreachable", "material.m2")], Found(SmallDictionary.Item with
        {
            Materials = [.. SmallDictionary.Item.Materials.Select(m => m.Key == "m2" ? m with { When = """{"eq":["premises","own"]}""" } : m)],
        }));
        Assert.Equal([("catalogue.plan-unknown-name", "material.m3")], Found(SmallDictionary.Item with { Materials = [.. SmallDictionary.Item.Materials.Select(m => m.Key == "m3" ? m with { When = """{"filled":"nobody"}""" } : m)] }));
        Assert.Equal([("catalogue.situation-gap", "situation")], Found(SmallDictionary.Item with { Situations = [SmallDictionary.Item.Situations[0]], Materials = [] }));
        Assert.Equal([("catalogue.situation-unreachable", "situation.rent")], Found(SmallDictionary.Item with { Situations = [SmallDictionary.Item.Situations[0] with { When = "" }, SmallDictionary.Item.Situations[1]], Materials = [] }));
        Assert.Equal([("catalogue.plan-element", "shop.gone")], Found(With(p => p with { Groups = [new PlanGroup("shop", [new PlanElement("gone")])] })));
        Assert.Equal([("catalogue.plan-contradiction", "shop.area")], Found(With(p => p with
        {
            Groups = [new PlanGroup("shop", [new PlanElement("shopName"), new PlanElement("area", false, """{"eq":["premises","own"]}""", """{"eq":["premises","rent"]}""")])],
        })));
        Assert.Contains(("forms.rule-cycle", "shop.shopName"), Found(With(p => p with
        {
            Groups = [new PlanGroup("shop", [new PlanElement("shopName", false, "", """{"filled":"area"}"""), new PlanElement("area", false, "", """{"filled":"shopName"}""")])],
        })));
    }

    [Fact]
    public void Relations_of_the_dictionary_that_contradict_are_found()
    {
        Assert.Empty(DictionaryCheck.Of(SmallDictionary.Shop));
        var against = SmallDictionary.Shop with
        {
            Relations = [new("a", """{"filled":"shopName"}""", RelationKind.Required, "area", ""), new("b", """{"filled":"shopName"}""", RelationKind.Hidden, "area", "")],
        };
        Assert.Equal(["catalogue.plan-contradiction"], DictionaryCheck.Of(against).Select(p => p.Code));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("premises = own", """{"eq":["premises","own"]}""")]
    [InlineData("area >= 100", """{"ge":["area",100]}""")]
    [InlineData("premises = rent 且 area < 20.5", """{"all":[{"eq":["premises","rent"]},{"lt":["area",20.5]}]}""")]
    [InlineData("premises 属于 own、rent 或 note 未填", """{"any":[{"in":["premises",["own","rent"]]},{"not":{"filled":"note"}}]}""")]
    [InlineData("a = 1 且 b = 2 或 c ≠ 3", """{"any":[{"all":[{"eq":["a","1"]},{"eq":["b","2"]}]},{"ne":["c","3"]}]}""")]
    public void Conditions_in_words_are_rules_and_back(string words, string rule)
    {
        Assert.Equal(rule, RuleWords.Read(words).Value);
        Assert.Equal(words, RuleWords.Write(rule));
    }

    [Fact]
    public void What_words_cannot_say_stays_a_rule_and_nonsense_is_refused()
    {
        const string Counted = """{"count":["staff","ge",2]}""";
        var shown = RuleWords.Write(Counted);
        Assert.Equal(RuleWords.Read(Counted).Value, RuleWords.Read(shown).Value);
        foreach (var nonsense in (string[])["自有场所", "premises", "premises =", "premises 属于", "{", "a = 1 且", "a 已填 b"])
        {
            Assert.Equal("catalogue.rule-words", RuleWords.Read(nonsense).Problems[0].Code);
        }
    }

    [Fact]
    public void Points_of_review_are_met_not_met_or_left_to_people()
    {
        var form = ComposeForm.Of(SmallDictionary.Shop, SmallDictionary.Plan, "item-a", "申请表", PartyKind.Person).Value;
        var seen = new FormAnswers().Set(form.Sections[1], "area", ["30"]).Seen(form, Context);
        ReviewPoint[] points =
        [
            new("p1", "面积不小于 20", """{"ge":["area",20]}"""),
            new("p2", "面积不小于 50", """{"ge":["area",50]}"""),
            new("p3", "店名与执照一致", """{"eq":["shopName","小店"]}"""),
            new("p4", "照片清楚"),
        ];
        Assert.Equal([ReviewVerdict.Met, ReviewVerdict.NotMet, ReviewVerdict.ByHand, ReviewVerdict.ByHand], ReviewMaterial.Run(points, seen).Select(p => p.Verdict));
    }

    [Fact]
    public void An_edited_plan_comes_back_as_it_was()
    {
        var again = EditPlan.Apply(SmallDictionary.Item, PlanInput.Of(SmallDictionary.Item));
        Assert.Equal(SmallDictionary.Item.ToJson(), again.Value.ToJson());
    }

    [Fact]
    public void Keys_of_forms_fit_and_tell_items_apart()
    {
        var codes = (string[])["511A0005200004-511602000000-000-115113016823646795-1-00", "511a0005200004-511602000000-000-115113016823646795-1-01", "DEMO-511602-001", "000104001000@51"];
        var keys = codes.Select(c => PlannedForms.KeyOf(c, PartyKind.Person)).ToList();
        Assert.All(keys, k => Assert.Matches("^[a-z][a-z0-9-]{0,59}$", k));
        Assert.Equal(codes.Length, keys.Distinct().Count());
    }
}
