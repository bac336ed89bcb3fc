using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Xunit;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

/// <summary>All that an item says can be written by those who keep it, or has a reason why not.</summary>
public sealed class ItemFormTests
{
    /// <summary>What neither the form nor the plan of the form edits, and why.</summary>
    private static readonly Dictionary<string, string> KeptElsewhere = new(StringComparer.Ordinal)
    {
        ["typeCode"] = "part of the catalogue code: an item of another type is another item",
        ["typeName"] = "goes with the type's code",
        ["personForm"] = "composed of the plan when a version is published, or chosen by the type's profile",
        ["companyForm"] = "composed of the plan when a version is published, or chosen by the type's profile",
        ["sourceUrl"] = "provenance, written by the import",
        ["sourceDate"] = "provenance, written by the import",
        ["sourceNote"] = "provenance, written by the import",
        ["defaulted"] = "marks what a profile completed; a mark falls away when the element is written",
        ["result.template"] = "chosen by the type's profile among the templates of the site",
        ["steps.organisationId"] = "joint handling: set with the joint item, kept when the step is written",
        ["steps.organisationName"] = "joint handling: set with the joint item, kept when the step is written",
    };

    private static readonly ItemMaterial Material = new()
    {
        Key = "m1", Name = "申请书", Form = "原件", Copies = 2, Need = MaterialNeed.Optional, SourceCode = "20", SourceNote = "公安机关", Note = "签字", CheckPoints = ["齐全"], Committable = true, Tolerable = true,
        PaperRequiredBy = "某法第一条", BlankForm = "blank.docx", Sample = "sample.pdf", Situations = ["own"], When = """{"eq":["premises","own"]}""", ReviewPoints = [new("p1", "清楚")],
    };

    /// <summary>Every property says something that no empty item says.</summary>
    internal static readonly ItemContent Full = new()
    {
        TypeCode = "20", TypeName = "公共服务", ForPersons = false, ForCompanies = false, ServiceObject = "企业", AuthorityScope = "县级", UseLevels = [3, 4], PowerSource = "2", EntrustedBy = "市局", SupervisedBy = "市监局",
        HandlingItems = [new("01", "新办")], ExcludedReason = "涉密", Simple = true, Tags = [ItemTags.Names.Keys.First()], RiskClasses = [3, 7], LegalBasis = ["某法"], Conditions = ["成年"], Materials = [Material],
        Situations = [new("own", "自有", "说明", """{"eq":["premises","own"]}""")], StatutoryLimit = new(20, LimitUnit.CalendarDays), PromisedLimit = new(1, LimitUnit.CalendarMonths), StatutoryLimitText = "二十日", PromisedLimitText = "一个月",
        Instant = true, Filing = true, Steps = [new("step1", "收件", StepKind.Intake, 1, "window-clerk", 1, Guid.Parse("0197a100-0000-7000-8000-00000000000a"), "住建局")], ProcessText = ["先申请"],
        Fee = new FeeTerms { Charged = true, Text = "按标准", Items = [new("证照费", "10 元", "某文")], BeforeDecision = true }, Visits = 1, VisitsReason = "现场", OnlineDepth = "全程网办", HandleForms = ["1", "2"], EntersHall = true, OnlinePayment = true,
        CrossRegion = "3", Places = [new("路一号", "工作日", "1", "大厅")], ConsultPhone = "1", ComplaintPhone = "2",
        Result = new ItemResult { Name = "许可证", KindCode = "1", Template = "licence", ValidMonths = 60, Sample = "result.pdf" }, Questions = [new("问", "答")], Commitment = new("甲", "乙", "丙", "丁"), ToleranceDays = 5,
        UncountedSteps = [new("听证", "某法", 10, "说明")], SpecialSteps = [new("现场勘验", "勘验", 5, "某法", true, true, "某文")], PersonForm = "p", CompanyForm = "c",
        FormPlan = new ItemFormPlan { Questions = [new("premises", "场所", [new("own", "自有"), new("rent", "租用")], "", "看证")], Groups = [new("shop", [new("area", true)])] }, PreReview = false, Courier = false,
        Remarks = new Dictionary<string, string> { ["fee"] = "便宜" }, Manual = [new("一", "文")], SourceUrl = "https://example.cn", SourceDate = "2026", SourceNote = "摘录", Defaulted = ["个人申请表"],
    };

    /// <summary>As empty as it can be, with the rows that keys hang on.</summary>
    private static readonly ItemContent Empty = new()
    {
        TypeCode = "", TypeName = "", Materials = [new ItemMaterial { Key = "m1", Name = "" }], Steps = [new("step1", "", StepKind.Review, 0, "")],
    };

    [Fact, Requirement("01.13")]
    public void Every_property_of_an_item_is_in_the_form_or_in_the_plan_or_kept_elsewhere_with_a_reason()
    {
        var all = Leaves(Full);
        Assert.All(all, leaf => Assert.False(JsonNode.DeepEquals(leaf.Value, Leaves(Empty).GetValueOrDefault(leaf.Key)), $"{leaf.Key} says nothing in this test."));
        Assert.Equal(
            typeof(ItemContent).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>() is null).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(StringComparer.Ordinal),
            all.Keys.Select(k => k.Split('.')[0]).Distinct().Order(StringComparer.Ordinal));

        var formed = Taken(ItemForm.Of("名", Full).Apply(Empty).Value);
        var planned = Taken(EditPlan.Apply(Empty, PlanInput.Of(Full)).Value);
        (string Slot, string File)[] files = [("blank:m1", "blank.docx"), ("sample:m1", "sample.pdf"), ("result", "result.pdf")];
        Assert.Equal(files.Select(f => f.Slot), AttachFile.Slots(Empty).Select(s => s.Key));
        var filed = Taken(files.Aggregate(Empty, (content, f) => AttachFile.Put(content, f.Slot, f.File)));

        Assert.Empty(formed.Intersect(KeptElsewhere.Keys));
        Assert.Empty(filed.Intersect(KeptElsewhere.Keys));
        Assert.Empty(planned.Intersect(KeptElsewhere.Keys));
        Assert.Equal(all.Keys.Order(StringComparer.Ordinal), formed.Union(planned).Union(filed).Union(KeptElsewhere.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_was_not_touched_comes_back_as_it_was() => Assert.Equal(Full.ToJson(), ItemForm.Of("名", Full).Apply(Full).Value.ToJson());

    [Fact]
    public void A_mark_of_the_default_profile_falls_away_with_what_was_written_over_it()
    {
        var marked = Full with { Filing = false, Defaulted = ["法定办结时限", "办理结果", "个人申请表"] };
        var form = ItemForm.Of("名", marked);
        form.StatutoryDays = 15;

        Assert.Equal(["办理结果", "个人申请表"], form.Apply(marked).Value.Defaulted);
    }

    [Fact, Requirement("01.28")]
    public void Elements_that_a_page_only_showed_stay_and_of_fixed_materials_the_terms_may_be_written()
    {
        string[] sent = ["Input.Name", "Input.Materials[0].Key", "Input.Materials[0].Note", "Input.ConsultPhone"];
        var shown = ItemForm.OnlyShown(["legalBasis", "materials", "fee", "consult", "type"], sent);
        Assert.Equal(["fee", "legalBasis", "materials", "type"], shown.Order(StringComparer.Ordinal));

        var form = ItemForm.Of("名", Full);
        (form.LegalBasis, form.Fees, form.FeeText, form.Charged, form.ConsultPhone) = (null, [], null, null, "9");
        form.Materials = [new ItemForm.MaterialRow { Key = "m1", Note = "盖章" }];
        var kept = form.Apply(Full, shown).Value;

        Assert.Equal((Full.LegalBasis, Full.Fee, "9"), (kept.LegalBasis, kept.Fee, kept.ConsultPhone));
        var material = Assert.Single(kept.Materials);
        Assert.Equal(("申请书", "原件", 2, "20", "盖章", false), (material.Name, material.Form, material.Copies, material.SourceCode, material.Note, material.Tolerable));
        Assert.Contains("materials", ItemForm.OnlyShown(["materials"], []));
        Assert.Empty(ItemForm.OnlyShown(["materials"], ["Input.Materials[3].Name"]));
    }

    private static HashSet<string> Taken(ItemContent content)
    {
        var got = Leaves(content);
        return [.. Leaves(Full).Where(leaf => JsonNode.DeepEquals(leaf.Value, got.GetValueOrDefault(leaf.Key))).Select(leaf => leaf.Key)];
    }

    /// <summary>The properties; of material, step, result and fee each part by itself.</summary>
    private static Dictionary<string, JsonNode?> Leaves(ItemContent content)
    {
        var leaves = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, value) in JsonNode.Parse(content.ToJson())!.AsObject())
        {
            var parts = name switch
            {
                "materials" or "steps" => value!.AsArray()[0]!.AsObject(),
                "result" or "fee" => value!.AsObject(),
                _ => null,
            };
            foreach (var (part, inner) in parts ?? [])
            {
                leaves[$"{name}.{part}"] = inner;
            }

            if (parts is null)
            {
                leaves[name] = value;
            }
        }

        foreach (var key in (string[])["materials.key", "steps.key"])
        {
            leaves.Remove(key);
        }

        return leaves;
    }
}
