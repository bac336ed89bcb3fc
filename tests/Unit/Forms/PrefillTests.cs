using Xunit;
using Zhengtong.Forms.Contracts;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Forms;

[Requirement("03.10")]
public sealed class PrefillTests
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["party.name"] = "张三",
        ["party.idNumber"] = Sample.CitizenId,
        ["party.phone"] = "not a number",
        ["earlier.place.address"] = "旧址",
    };

    [Fact]
    public void Empty_fields_are_filled_and_say_from_where()
    {
        var filled = Prefill.Apply(Sample.Shop, new FormAnswers(), Known);

        Assert.Equal("张三", filled.Answers.Text("owner", "name"));
        Assert.Equal("旧址", filled.Answers.Text("place", "address"));
        Assert.Equal(new PrefillMark("party.name", "张三"), filled.Marks["a.owner.name"]);
        Assert.Equal("earlier", filled.Marks["a.place.address"].Source);
    }

    [Fact]
    public void Where_it_is_known_from_where_exactly_the_page_says_so()
    {
        var filled = Prefill.Apply(Sample.Shop, new FormAnswers(), Known, new Dictionary<string, string> { ["earlier.place.address"] = "2026年3月2日办件 1" });

        Assert.Equal(["2026年3月2日办件 1", "您的个人资料"], [filled.Marks["a.place.address"].Text!, filled.Marks["a.owner.name"].Text!]);
    }

    [Fact]
    public void What_the_applicant_wrote_stays()
    {
        var filled = Prefill.Apply(Sample.Shop, Sample.Answers("""{ "owner": { "name": "李四" } }"""), Known);

        Assert.Equal("李四", filled.Answers.Text("owner", "name"));
        Assert.DoesNotContain("a.owner.name", filled.Marks.Keys);
    }

    [Fact]
    public void A_known_value_that_the_field_would_refuse_is_not_taken() =>
        Assert.Equal("", Prefill.Apply(Sample.Shop, new FormAnswers(), Known).Answers.Text("owner", "phone"));

    [Fact]
    public void A_default_fills_in_without_a_source()
    {
        var filled = Prefill.Apply(Sample.Shop, new FormAnswers(), Known);

        Assert.Equal("no", filled.Answers.Text("place", "online"));
        Assert.DoesNotContain("a.place.online", filled.Marks.Keys);
    }

    [Fact]
    public void One_form_teaches_the_next()
    {
        var known = Prefill.Collect(Sample.Shop, Sample.Good().Effective(Sample.Shop, Sample.Context));

        var next = Prefill.Apply(Sample.Shop, new FormAnswers(), known).Answers;

        Assert.Equal("13812345678", known["party.phone"]);
        Assert.Equal(["张三", "13812345678", "思源大道12号"], [next.Text("owner", "name"), next.Text("owner", "phone"), next.Text("place", "address")]);
    }
}
