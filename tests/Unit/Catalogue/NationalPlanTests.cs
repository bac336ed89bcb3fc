using Xunit;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class NationalPlanTests
{
    private static readonly Dictionary<string, string> Departments = new() { ["国家发展改革委"] = "04", ["自然资源部"] = "15" };

    /// <summary>The structure of published codes: 00 + 01 + department + main item + 000 (00 01 04 002 000 is the energy review of a published list).</summary>
    [Fact]
    public void Rows_without_a_code_get_the_next_main_item_of_their_department_and_leave_official_codes_alone()
    {
        var (rows, faults) = NationalList.Read(Csv.Read(new StringReader(
            "中央主管部门,事项名称,设定依据,基本编码\n国家发展改革委,甲,法一条；法二条,\n国家发展改革委,乙,,000104001000\n自然资源部,丙,,\n国家发展改革委,丁,,\n")), "x.csv");
        var plan = NationalPlan.Of(rows, [], Departments, "x.csv");

        Assert.Empty(faults);
        Assert.Equal([("000104002000", "甲"), ("000104001000", "乙"), ("000115001000", "丙"), ("000104003000", "丁")], plan.Added.Select(a => (a.Code, a.Row.Name)));
        Assert.Equal(["法一条", "法二条"], plan.Added[0].Content.LegalBasis);
        Assert.Contains("自编", plan.Added[0].Content.SourceNote, StringComparison.Ordinal);
        Assert.DoesNotContain("自编", plan.Added[1].Content.SourceNote, StringComparison.Ordinal);
    }

    [Fact, Requirement("01.10")]
    public void Other_types_than_licences_have_a_column_and_codes_and_numbers_of_their_own()
    {
        var (rows, faults) = NationalList.Read(Csv.Read(new StringReader(
            "中央主管部门,事项名称,事项类型,基本编码\n自然资源部,甲,行政确认,\n自然资源部,甲,公共服务,\n自然资源部,乙,07,000715001000\n自然资源部,丙,,\n自然资源部,丁,许可,\n自然资源部,戊,行政给付,000115009000\n")), "x.csv");
        var plan = NationalPlan.Of(rows, [], Departments, "x.csv");

        Assert.Equal(["catalogue.list-type", "catalogue.list-code"], faults.Select(f => f.Problem));
        Assert.Equal([("000715002000", "甲", "行政确认"), ("002015001000", "甲", "公共服务"), ("000715001000", "乙", "行政确认"), ("000115001000", "丙", "行政许可")],
            plan.Added.Select(a => (a.Code, a.Row.Name, a.Content.TypeName)));
    }

    [Fact]
    public void The_nearest_catalogue_is_suggested_and_two_entries_of_it_are_no_suggestion()
    {
        static BindingSuggestions.Candidate Entry(string region, string name, string code = "") => new(Guid.CreateVersion7(), code + "@" + region, name, code, region, "");
        var (nation, city) = (Entry("", "食品经营许可"), Entry("5116", "食品经营许可"));
        var index = new BindingSuggestions.EntryIndex([nation, city, Entry("3501", "食品经营许可"), Entry("51", "重名"), Entry("51", "重名"), Entry("51", "某事项（设立）")]);

        Assert.Equal((city, "名称相同"), index.Match(Entry("511602", "食品经营许可（县级权限）")));
        Assert.Equal((nation, "名称相同"), index.Match(Entry("110101", "食品经营许可")));
        Assert.Null(index.Match(Entry("511602", "重名")));
        Assert.Equal("名称相近", index.Match(Entry("511602", "某事项"))!.Value.How);
        Assert.Null(index.Match(Entry("511602", "别的")));
    }
}
