using Xunit;
using Zhengtong.Forms.Catalogue;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Tests.Unit.Forms;

public sealed class FormDefinitionTests
{
    [Fact]
    public void A_definition_survives_the_way_to_json_and_back()
    {
        Assert.All(StandardForms.All.Select(f => f.Definition).Append(Sample.Shop), d =>
        {
            var json = d.ToJson();
            Assert.Equal(json, FormDefinition.Parse(json).Value.ToJson());
        });
        Assert.Contains("\"yes-no\"", Sample.Shop.ToJson(), StringComparison.Ordinal);
        Assert.Contains("经营场所地址", Sample.Shop.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "key": "f", "title": "t" }""")]
    [InlineData("""{ "key": "f", "title": null, "sections": [] }""")]
    [InlineData("""{ "key": "f", "title": "t", "sections": [], "colour": "red" }""")]
    [InlineData("""{ "key": "f", "title": "t", "sections": [ { "key": "s", "title": "t", "fields": [ { "key": "a", "label": "a", "type": "colour" } ] } ] }""")]
    [InlineData("""{ "key": "f", "title": "t", "sections": [ { "key": "s", "title": "t", "visibleWhen": { "maybe": "a" }, "fields": [] } ] }""")]
    public void What_is_no_definition_is_refused_with_its_place(string json) =>
        Assert.Equal("forms.not-a-definition", Assert.Single(FormDefinition.Parse(json).Problems).Code);

    [Fact]
    public void Every_standard_form_passes_its_own_checks()
    {
        Assert.All(StandardForms.All, f => Assert.Empty(FormChecks.Check(f.Definition)));
        Assert.Superset(
            new HashSet<string> { "person-basic", "company-basic", "food-business-licence", "public-place-hygiene" },
            StandardForms.All.Select(f => f.Definition.Key).ToHashSet());
    }

    [Theory]
    [InlineData(PartyKind.Person, "person-basic")]
    [InlineData(PartyKind.Company, "company-basic")]
    public void An_item_without_a_form_gets_the_standard_one_of_its_applicant(PartyKind kind, string key)
    {
        var form = new FormCatalogue(null!).Default("01", kind);

        Assert.Equal(key, form.Definition.Key);
        Assert.Equal(form, StandardForms.Find(key, form.Version));
    }
}
