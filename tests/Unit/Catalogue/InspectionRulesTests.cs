using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

/// <summary>Each rule of the standard on an item that is right and on the same item with one thing wrong.</summary>
public sealed class InspectionRulesTests
{
    private static readonly VagueWord[] Words = [new("有关材料", ["materials"], false, ""), new("等", ["materials"], true, ""), new("原则上", ["conditions"], false, "")];

    private static readonly Around Whole = new(
        Words, f => f != "gone.pdf", k => k == "broken" ? "有错误：字段永远不会出现。" : null, (s, _) => s.Role != "nobody", _ => false, _ => new(true, ItemStatus.InUse, "01", []), true,
        _ => [ThemeAudience.Company], _ => false);

    private static readonly ItemContent Right = new()
    {
        TypeCode = "01",
        TypeName = "行政许可",
        ForPersons = false,
        ServiceObject = "企业法人",
        LegalBasis = ["《中华人民共和国食品安全法》第三十五条"],
        Conditions = ["有固定的经营场所"],
        Materials = [new() { Key = "m1", Name = "食品经营许可申请书", SourceCode = "10", BlankForm = "blank.pdf", Sample = "sample.pdf" }, new() { Key = "m2", Name = "营业执照", SourceCode = "20" }],
        StatutoryLimit = new(20),
        PromisedLimit = new(10),
        Steps =
        [
            new("intake", "收件受理", StepKind.Intake, 1, Roles.WindowClerk), new("review", "审查", StepKind.Review, 2, Roles.Reviewer), new("decide", "决定", StepKind.Decide, 3, Roles.Approver),
            new("issue", "出件", StepKind.Issue, 4, Roles.IssueClerk),
        ],
        Fee = new() { Charged = false },
        Visits = 1,
        VisitsReason = "现场核验原件",
        OnlineDepth = "网上受理",
        HandleForms = ["1", "2"],
        EntersHall = true,
        Places = [new("广安区政务服务中心", "09:00-17:00")],
        ConsultPhone = "0826-2222222",
        ComplaintPhone = "0826-3333333",
        Result = new() { Name = "食品经营许可证", KindCode = "1", Sample = "licence.pdf" },
        Questions = [new("多久办好？", "10 个工作日。")],
    };

    private static readonly (string Key, ItemContent Content)[] Wrong =
    [
        ("handling-kind", Right with { Instant = true }),
        ("handling-kind", Right with { PromisedLimitText = "当场办结" }),
        ("result-kind", Right with { Result = Right.Result with { KindCode = "2" } }),
        ("result-kind", Right with { Result = new() { Name = "准予许可决定书", KindCode = "1", Sample = "licence.pdf" } }),
        ("visits-reason", Right with { VisitsReason = "" }),
        ("visits-courier", Right with { Visits = 0, OnlineDepth = "", HandleForms = ["1"] }),
        ("depth-visits", Right with { OnlineDepth = "全程网办" }),
        ("fee-terms", Right with { Fee = new() { Charged = true }, OnlinePayment = true }),
        ("fee-terms", Right with { Fee = new() { Charged = true, Items = [new("工本费", "10元", "")] }, OnlinePayment = false }),
        ("fee-terms", Right with { Fee = new() { Charged = true, Items = [new("工本费", "10元", "依据")] } }),
        ("fee-terms", Right with { OnlinePayment = true }),
        ("fee-terms", Right with { Fee = new() { Charged = false, Items = [new("工本费", "10元", "依据")] } }),
        ("phones", Right with { ComplaintPhone = Right.ConsultPhone }),
        ("phones", Right with { ConsultPhone = "2222222" }),
        ("audience", Right with { ServiceObject = "企业法人、自然人" }),
        ("audience-theme", Right with { ServiceObject = "企业法人、自然人", ForPersons = true }),
        ("visits-missing", Right with { Visits = null }),
        ("special-terms", Right with { SpecialSteps = [new("现场勘验", "核查", null, "某法第十条", Counted: true)] }),
        ("special-terms", Right with { SpecialSteps = [new("现场勘验", "核查", 5, "", Counted: true)] }),
        ("special-terms", Right with { SpecialSteps = [new("技术审查", "检测", 5, "某法第十条", Counted: true, Charged: true)] }),
        ("special-uncounted", Right with { SpecialSteps = [new("听证论证", "听证", 20, "某法第十条")] }),
        ("uncounted-ground", Right with { UncountedSteps = [new("听证", " ", 20, "")] }),
        ("licence-questions", Right with { Questions = [] }),
        ("licence-process", Right with { Steps = [.. Right.Steps.Where(s => s.Kind != StepKind.Review)] }),
        ("result-sample", Right with { Result = Right.Result with { Sample = "" } }),
        ("promise-over-law", Right with { PromisedLimit = new(21) }),
        ("legal-basis-missing", Right with { LegalBasis = [] }),
        ("statutory-missing", Right with { StatutoryLimit = null }),
        ("statutory-over-20", Right with { StatutoryLimit = new(45) }),
        ("promise-missing", Right with { PromisedLimit = null }),
        ("commitment-terms", Right with { Commitment = new("内容", "", "责任", "监管") }),
        ("tags", Right with { Tags = [ItemTags.ZeroTrip] }),
        ("tags", Right with { Tags = [ItemTags.Tolerance] }),
        ("code-type", Right with { TypeCode = "07" }),
        ("catch-all", Right with { Materials = [.. Right.Materials, new() { Key = "m3", Name = "法律法规规定的其他材料", SourceCode = "10" }] }),
        ("source-missing", Right with { Materials = [Right.Materials[0], Right.Materials[1] with { SourceCode = "" }] }),
        ("blank-form-missing", Right with { Materials = [Right.Materials[0] with { BlankForm = "" }] }),
        ("filled-sample-missing", Right with { Materials = [Right.Materials[0] with { Sample = "" }] }),
        ("file-missing", Right with { Materials = [Right.Materials[0] with { Sample = "gone.pdf" }] }),
        ("source-url", Right with { SourceUrl = "www.example" }),
        ("material-twice", Right with { Materials = [Right.Materials[0], Right.Materials[1], Right.Materials[1] with { Key = "m9" }] }),
        ("vague-words", Right with { Materials = [Right.Materials[0], Right.Materials[1] with { Name = "身份证、户口簿等" }] }),
        ("vague-words", Right with { Conditions = ["原则上年满十八周岁"] }),
        ("no-materials", Right with { Materials = [] }),
        ("form", Right with { CompanyForm = "broken" }),
        ("step-unstaffed", Right with { Steps = [.. Right.Steps, new("more", "专家审查", StepKind.Review, 2, "nobody")] }),
        ("paper-online", Right with { OnlineDepth = "全程网办", Visits = 0, Materials = [Right.Materials[0] with { PaperRequiredBy = "某法" }] }),
        ("hall-place", Right with { Places = [] }),
        ("hall-place", Right with { EntersHall = false }),
        ("hall-fields", Right with { HandleForms = ["2"] }),
        ("hall-fields", Right with { HandleForms = ["2", "4"], OnlineDepth = "全程网办", Visits = 0 }),
        ("hall-neither", Right with { EntersHall = null }),
        ("hall-neither", Right with { EntersHall = null, Visits = 0, HandleForms = ["2"], Places = [] }),
        ("hall-neither", Right with { EntersHall = false, Places = [new("广安区金安大道 1 号", "09:00-17:00")] }),
        ("empty-situation", Right with { Situations = [new("new", "新办")] }),
    ];

    public static TheoryData<int, string> Cases => new(Wrong.Select((w, i) => (i, w.Key)));

    [Fact]
    [Requirement("02.13")]
    public void An_item_that_is_right_has_no_fault() => Assert.Empty(Judge(Right).Select(f => f.RuleKey + ": " + f.Message));

    [Theory]
    [MemberData(nameof(Cases))]
    [Requirement("01.20", "02.03", "02.06", "02.14")]
    public void One_thing_wrong_is_found_by_its_rule_alone(int number, string key) => Assert.Equal([key], Judge(Wrong[number].Content).Select(f => f.RuleKey).Distinct());

    [Theory, Requirement("01.14", "01.20")]
    [InlineData("01", true)]
    [InlineData("", false)]
    [InlineData("09", false)]
    public void What_is_claimed_has_the_granularity_of_the_entry_above(string serial, bool right)
    {
        var around = Whole with { Above = _ => Split([new HandlingItem("01", "新办"), new HandlingItem("02", "变更")]) };
        var item = Seen(Right, "食品经营许可") with { Code = "1151130100877833534000131001000" + serial };

        Assert.Equal(right, !InspectItem.Judge(SplitRules.All, item with { Around = around }).Any());
        Assert.Empty(InspectItem.Judge(SplitRules.All, item with { Around = around with { Above = _ => Split([]) } }));
        Assert.Empty(InspectItem.Judge(SplitRules.All, item with { Around = around with { Above = null } }));
    }

    private static EntryAbove Split(IReadOnlyList<HandlingItem> standard) => new(true, ItemStatus.InUse, "01", standard);

    [Fact]
    public void A_commitment_for_what_the_state_council_excludes_is_a_fault() =>
        Assert.Contains(Judge(Right with { Commitment = new("内容", "条件", "责任", "监管") }, "危险化学品经营许可"), f => f.RuleKey == "commitment-excluded");

    [Fact]
    public void A_name_that_says_nothing_is_a_fault() => Assert.Contains(Judge(Right, "其他"), f => f.RuleKey == "name-vague");

    [Fact]
    [Requirement("02.07")]
    public void Every_rule_has_a_key_of_its_own_a_known_element_a_source_and_a_remedy()
    {
        Assert.Equal(InspectionStandard.BuiltIn.Count, InspectionStandard.BuiltIn.Select(r => r.Key).Distinct().Count());
        Assert.All(InspectionStandard.BuiltIn, r => Assert.True(
            ItemElements.Find(r.Element) is not null && r.Source.Length > 0 && r.Why.Length > 0 && r.Remedy.EndsWith('。') && r.Days > 0, r.Key));
    }

    [Theory]
    [InlineData("""{"gt": ["promisedDays", 9]}""", true)]
    [InlineData("""{"gt": ["promisedDays", 10]}""", false)]
    [InlineData("""{"all": [{"eq": ["typeCode", "01"]}, {"eq": ["feeCharged", false]}]}""", true)]
    [InlineData("""{"not": {"filled": "crossRegion"}}""", true)]
    [InlineData("""{"has": ["materialNames", "营业执照"]}""", true)]
    [InlineData("""{"count": ["materials", "lt", 2]}""", false)]
    public void A_rule_written_on_a_page_asks_for_elements_by_name(string expression, bool fault)
    {
        var rule = InspectionStandard.Of("r-1", 1, "", new("标题", "", "", "limits", false, "", "", 5, "请改。", expression)).Value;

        Assert.Equal(fault, rule.FaultsOf(Seen(Right, "食品经营许可")).Any());
    }

    [Theory]
    [InlineData("""{"gt": ["promisedDay", 9]}""", "catalogue.rule-name-unknown")]
    [InlineData("""promisedDays > 9""", "catalogue.rule-unreadable")]
    public void A_rule_that_means_nothing_is_refused(string expression, string code) =>
        Assert.Equal(code, InspectionStandard.Of("r-1", 1, "", new("标题", "", "", "limits", false, "", "", 5, "请改。", expression)).Problems[0].Code);

    [Fact]
    public void A_rule_of_a_region_judges_only_its_own_items()
    {
        var rule = InspectionStandard.Of("r-1", 1, "511603", new("标题", "", "", "limits", false, "", "", 5, "请改。", """{"all": []}""")).Value;

        Assert.Empty(rule.FaultsOf(Seen(Right, "食品经营许可")));
        Assert.Single((rule with { RegionCode = "5116" }).FaultsOf(Seen(Right, "食品经营许可")));
    }

    [Fact]
    [Requirement("05.20", "02.14")]
    public void What_enters_the_hall_and_what_does_not_exclude_each_other()
    {
        string[] On(ItemContent content, Func<Inspected, bool>? off) => [.. InspectItem.Judge(InspectionStandard.BuiltIn, Seen(content, "食品经营许可") with { Around = Whole with { OffTheHall = off } }).Select(f => f.RuleKey)];

        Assert.Equal(["hall-both"], On(Right, _ => true));
        Assert.Equal(["hall-fields"], On(Right with { EntersHall = null }, _ => true));
        Assert.Empty(On(Right with { EntersHall = false, Places = [new("城南派出所", "09:00-17:00")] }, _ => true));
        Assert.Equal(["hall-neither"], On(Right with { EntersHall = null, Places = [new("城南派出所", "09:00-17:00")] }, _ => false));
        Assert.Empty(On(Right with { EntersHall = null, Visits = 2, Places = [new("城南派出所", "09:00-17:00")] }, _ => false));
        Assert.Empty(On(Right with { EntersHall = null }, null));
    }

    [Theory, Requirement("05.20", "02.14")]
    [InlineData("广安区政务服务中心", true)]
    [InlineData("市民中心二楼（市政务大厅）", true)]
    [InlineData("枣山镇便民服务中心/政务大厅", true)]
    [InlineData("城北街道便民服务站", true)]
    [InlineData("东北旺南路甲29号综合行政服务中心", true)]
    [InlineData("广安区税务局办税服务厅", false)]
    [InlineData("广安区行政中心 3 号楼", false)]
    [InlineData("城南派出所", false)]
    public void A_hall_is_a_hall_by_whichever_name_and_stands_against_what_is_said_of_entering(string place, bool hall)
    {
        bool Found(bool? enters, string rule, bool byAddress) => InspectItem.Judge(
            InspectionStandard.BuiltIn, Seen(Right with { EntersHall = enters, Visits = 2, Places = [byAddress ? new(place, "09:00-17:00") : new("金安大道 1 号", "09:00-17:00", Name: place)] }, "食品经营许可"))
            .Any(f => f.RuleKey == rule);

        Assert.Equal(hall, Found(false, "hall-place", byAddress: true));
        Assert.Equal(hall, Found(false, "hall-place", byAddress: false));
        Assert.Equal(hall, Found(null, "hall-neither", byAddress: true));
    }

    [Theory]
    [InlineData("01", true, nameof(ItemStatus.InUse), "01", true, "")]
    [InlineData("01", false, nameof(ItemStatus.InUse), "", true, "licence-unlisted")]
    [InlineData("01", false, nameof(ItemStatus.InUse), "", false, "")]
    [InlineData("01", true, nameof(ItemStatus.Cancelled), "01", true, "licence-unlisted")]
    [InlineData("01", true, nameof(ItemStatus.InUse), "07", true, "licence-unlisted")]
    [InlineData("07", true, nameof(ItemStatus.Paused), "07", true, "parent-retired")]
    [InlineData("07", false, nameof(ItemStatus.InUse), "", true, "")]
    [Requirement("01.24", "14.23")]
    public void Only_what_the_licence_list_names_is_a_licence(string type, bool bound, string above, string aboveType, bool listed, string expected)
    {
        var around = Whole with { Above = _ => new(bound, Enum.Parse<ItemStatus>(above), aboveType, []), LicencesListed = listed };
        var found = InspectItem.Judge(ParentRules.All, Seen(Right with { TypeCode = type }, "食品经营许可") with { Around = around });

        Assert.Equal(expected, string.Join(' ', found.Select(f => f.RuleKey)));
        Assert.All(ParentRules.All, r => Assert.Equal(r.Key == "licence-unlisted", r.BlocksNew));
    }

    [Theory]
    [InlineData(true, false, nameof(ThemeAudience.Person), "")]
    [InlineData(true, false, nameof(ThemeAudience.Everybody), "")]
    [InlineData(false, true, nameof(ThemeAudience.Person), "person company")]
    [InlineData(true, true, nameof(ThemeAudience.Company), "person")]
    [Requirement("02.13")]
    public void The_themes_of_an_item_are_those_of_who_may_apply(bool persons, bool companies, string theme, string expected)
    {
        var seen = Seen(Right with { ForPersons = persons, ForCompanies = companies }, "食品经营许可") with { Around = Whole with { ThemesOf = _ => [Enum.Parse<ThemeAudience>(theme)] } };
        var found = InspectItem.Judge(InspectionStandard.BuiltIn.Where(r => r.Key == "audience-theme"), seen);

        Assert.Equal(expected, string.Join(' ', found.Select(f => f.Place)));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("01,07", "", true)]
    [InlineData("07", "", false)]
    [InlineData("", "4", true)]
    [InlineData("", "1,2,3,5,6", false)]
    [InlineData("01", "4,5", true)]
    [InlineData("07", "4", false)]
    [Requirement("02.07")]
    public void A_rule_counts_for_the_types_and_levels_it_names(string types, string levels, bool counts)
    {
        var rule = InspectionStandard.Of("r-1", 1, "", new("标题", "", "", "limits", false, types, levels, 5, "请改。", """{"all": []}""")).Value;

        Assert.Equal(counts, rule.FaultsOf(Seen(Right, "食品经营许可")).Any());
    }

    [Fact]
    [Requirement("02.07")]
    public void A_rule_may_be_for_every_type_that_an_item_may_have() =>
        Assert.Empty(ItemTypeNames.All.Keys.Append("30").Except(RulePageModel.Types.Select(t => t.Code)));

    [Fact]
    public void A_level_is_that_of_the_region()
    {
        var county = InspectionStandard.Of("r-1", 1, "", new("标题", "", "", "limits", false, "", "4", 5, "请改。", """{"all": []}""")).Value;
        var counted = ((string[])["", "51", "5116", "511602", "511602001", "511602001001"]).Select(r => county.FaultsOf(Seen(Right, "食品经营许可") with { RegionCode = r }).Any());

        Assert.Equal([false, false, false, true, false, false], counted);
        Assert.Equal("行政许可；县级", (county with { Types = ["01"] }).Extent);
    }

    private static IReadOnlyList<Fault> Judge(ItemContent content, string name = "食品经营许可") => InspectItem.Judge(InspectionStandard.BuiltIn, Seen(content, name));

    private static Inspected Seen(ItemContent content, string name) => new(
        "code", ItemKind.Implementation, "511602", Guid.Empty, true, new ItemState("000131015001", name, content),
        Whole);
}
