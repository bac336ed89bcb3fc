using CsCheck;
using Microsoft.Extensions.Primitives;
using Xunit;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Tests.Unit.Forms;

public sealed class FormAnswersTests
{
    private static KeyValuePair<string, StringValues> Post(string name, params string[] values) => KeyValuePair.Create(name, new StringValues(values));

    [Theory]
    [InlineData("""{"one":{"a":"1","b":["x"],"c":[]},"rows":[{"a":"1"},{}]}""", null)]
    [InlineData("""{"one":{"a":12.50,"b":true,"c":false,"d":null}}""", """{"one":{"a":"12.50","b":"yes","c":"no"}}""")]
    public void Answers_survive_the_way_to_json_and_back(string json, string? written) => Assert.Equal(written ?? json, Sample.Answers(json).ToJson());

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"one":"text"}""")]
    [InlineData("""{"one":{"a":{}}}""")]
    [InlineData("""{"one":{"a":[["x"]]}}""")]
    [InlineData("""{"rows":[1]}""")]
    public void What_is_no_set_of_answers_is_refused(string json) => Assert.Equal("forms.answers-shape", Assert.Single(FormAnswers.Parse(json).Problems).Code);

    [Fact]
    public void Too_much_is_refused()
    {
        Assert.Equal("forms.answers-too-large", FormAnswers.Parse("{\"one\":{\"a\":\"" + new string('字', 70_000) + "\"}}").Problems[0].Code);
        Assert.False(FormAnswers.Parse($$"""{"rows":[{{string.Join(',', Enumerable.Repeat("{}", 101))}}]}""").Ok);
    }

    [Fact]
    public void A_posted_page_replaces_its_sections_and_leaves_the_others()
    {
        var read = AnswerReader.Read(
            Sample.Shop,
            [Post("op", "save"), Post("__RequestVerificationToken", "x"), Post("formSection", "place", "staff"), Post("a.place.address", " 新址 "), Post("a.staff[3].name", "王五"), Post("a.staff[1].name", "李四")],
            Sample.Good()).Value;

        Assert.Equal("张三", read.Text("owner", "name"));
        Assert.Equal("新址", read.Text("place", "address"));
        Assert.Empty(read.Values("place", "items"));
        Assert.Equal(["李四", "王五"], [read.Text("staff", "name"), read.Text("staff", "name", 1)]);
        Assert.Equal(2, read.Rows("staff"));
    }

    [Fact]
    public void Unchecking_all_and_removing_all_rows_is_kept()
    {
        var read = AnswerReader.Read(Sample.Shop, [Post("formSection", "place", "staff")], Sample.Good()).Value;

        Assert.Empty(read.Values("place", "items"));
        Assert.Equal(0, read.Rows("staff"));
    }

    [Fact]
    public void A_draft_may_be_wrong()
    {
        var read = AnswerReader.Read(Sample.Shop, [Post("a.owner.idNumber", "wrong"), Post("a.place.items", "hot", "stolen")]).Value;

        Assert.Equal("wrong", read.Text("owner", "idNumber"));
        Assert.Equal(["hot", "stolen"], read.Values("place", "items"));
    }

    [Theory]
    [InlineData("a.owner.shoeSize")]
    [InlineData("a.ghost.name")]
    [InlineData("a.owner[0].name")]
    [InlineData("a.staff.name")]
    [InlineData("a.staff[-1].name")]
    [InlineData("a.staff[9999].name")]
    [InlineData("a.owner.name.more")]
    public void A_name_that_the_form_does_not_have_is_refused(string name) =>
        Assert.Equal("forms.unknown-field", Assert.Single(AnswerReader.Read(Sample.Shop, [Post(name, "x")]).Problems).Code);

    [Fact]
    public void Shape_and_size_are_checked_on_reading()
    {
        Assert.Equal("forms.several-values", AnswerReader.Read(Sample.Shop, [Post("a.owner.name", "x", "y")]).Problems[0].Code);
        Assert.Equal("forms.too-long", AnswerReader.Read(Sample.Shop, [Post("a.owner.name", new string('x', 10_001))]).Problems[0].Code);
        Assert.Equal("forms.too-many-rows", AnswerReader.Read(Sample.Shop, Enumerable.Range(0, 4).Select(i => Post($"a.staff[{i}].name", "x"))).Problems[0].Code);
    }

    [Fact]
    public void Control_characters_go_and_lines_stay_where_lines_may_be()
    {
        var read = AnswerReader.Read(Sample.Shop, [Post("a.owner.name", "张\u0000三\r\n"), Post("a.change.what", "一\r\n二")]).Value;

        Assert.Equal("张三", read.Text("owner", "name"));
        Assert.Equal("一\n二", read.Text("change", "what"));
    }

    [Fact]
    public void Hidden_answers_stay_in_the_draft_and_are_not_submitted()
    {
        var place = Sample.Shop.Section("place")!;
        var draft = Sample.Good().Set(place, "coldRoom", ["二楼"]).Set(Sample.Shop.Section("change")!, "what", ["改名"]);

        var effective = draft.Effective(Sample.Shop, Sample.Context);

        Assert.Equal("二楼", draft.Text("place", "coldRoom"));
        Assert.Empty(effective.Values("place", "coldRoom"));
        Assert.Equal(0, effective.Rows("change"));
        Assert.Equal("二楼", draft.Set(place, "items", ["hot", "cold"]).Effective(Sample.Shop, Sample.Context).Text("place", "coldRoom"));
    }

    [Fact]
    public void Effective_answers_drop_blanks_strangers_and_empty_rows_and_write_codes_officially()
    {
        var draft = Sample.Answers("""{ "owner": { "name": " 张三 ", "ghost": "1", "phone": " ", "idNumber": "11010519491231002x" }, "staff": [ {}, { "name": "李四" } ], "nowhere": { "a": "1" } }""");

        Assert.Equal("""{"owner":{"name":"张三","idNumber":"11010519491231002X"},"staff":[{"name":"李四"}]}""", draft.Effective(Sample.Shop, Sample.Context).ToJson());
    }

    [Fact]
    public void Taking_the_effective_answers_twice_changes_nothing() =>
        Gen.Select(Gen.OneOf("hot", "cold", "x").List[0, 2], Gen.OneOf("yes", "no", "", " ").List[0, 3], Gen.OneOf("new", "change").List[0, 2]).Sample((items, cooks, situations) =>
        {
            var context = Sample.Context with { Situations = situations };
            var draft = Sample.Good().Set(Sample.Shop.Section("place")!, "items", items).Set(Sample.Shop.Section("place")!, "coldRoom", ["二楼"]);
            for (var i = 0; i < cooks.Count; i++)
            {
                draft.Set(Sample.Shop.Section("staff")!, "cook", [cooks[i]], i).Set(Sample.Shop.Section("staff")!, "certificate", ["J"], i);
            }

            var once = draft.Effective(Sample.Shop, context);
            return once.Effective(Sample.Shop, context).ToJson() == once.ToJson();
        });

    [Fact]
    public void Rows_are_added_and_removed_by_buttons()
    {
        var added = RowOperation.Apply(Sample.Shop, Sample.Good(), "add:staff").Value;
        var full = RowOperation.Apply(Sample.Shop, added, "add:staff").Value;

        Assert.Equal(2, added.Rows("staff"));
        Assert.Equal("forms.too-many-rows", RowOperation.Apply(Sample.Shop, full, "add:staff").Problems[0].Code);
        Assert.Equal(1, RowOperation.Apply(Sample.Shop, added, "remove:staff:0").Value.Rows("staff"));
        Assert.Equal("", RowOperation.Apply(Sample.Shop, added, "remove:staff:0").Value.Text("staff", "name"));
        Assert.Equal(2, RowOperation.Apply(Sample.Shop, new FormAnswers(), "add:staff").Value.Rows("staff"));
        Assert.False(RowOperation.Apply(Sample.Shop, added, "add:owner").Ok);
        Assert.False(RowOperation.Apply(Sample.Shop, added, "remove:staff:x").Ok);
        Assert.True(RowOperation.Is("add:staff") && !RowOperation.Is("save") && !RowOperation.Is(null));
    }
}
