using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Tests.Unit.Catalogue;

/// <summary>A dictionary of a shop, and an item that asks whose the premises are.</summary>
internal static class SmallDictionary
{
    public static readonly ElementDictionary Shop = new(
        [new ElementGroup("shop", "店铺", 10), new ElementGroup("staff", "人员", 20, null, new Repeat(0, 5, "人员"))],
        [
            Element("shopName", FieldType.Text, "shop"),
            Element("area", FieldType.Number, "shop"),
            Element("hasKitchen", FieldType.YesNo, "shop"),
            Element("kitchenArea", FieldType.Number, "shop"),
            Element("staffName", FieldType.Text, "staff"),
        ],
        [
            new ElementRelation("kitchenShown", """{"eq":["hasKitchen",true]}""", RelationKind.Visible, "kitchenArea", "有厨房才填"),
            new ElementRelation("kitchenNeeded", """{"ge":["area",50]}""", RelationKind.Required, "kitchenArea", ""),
        ]);

    public static readonly ItemFormPlan Plan = new()
    {
        Questions =
        [
            new SituationQuestion("premises", "场所从哪里来", [new("own", "自有"), new("rent", "租用")]),
            new SituationQuestion("landlord", "房东是谁", [new("person", "个人"), new("company", "单位")], """{"eq":["premises","rent"]}"""),
        ],
        Groups =
        [
            new PlanGroup("shop", [new PlanElement("shopName", true), new PlanElement("area"), new PlanElement("hasKitchen"), new PlanElement("kitchenArea")]),
            new PlanGroup("staff", [new PlanElement("staffName")], "company"),
        ],
    };

    public static readonly ItemContent Item = new()
    {
        TypeCode = "01",
        TypeName = "行政许可",
        FormPlan = Plan,
        Situations = [new("own", "自有场所", "", """{"eq":["premises","own"]}"""), new("rent", "租用场所", "", """{"eq":["premises","rent"]}""")],
        Materials =
        [
            new ItemMaterial { Key = "m1", Name = "申请书", SourceCode = "10" },
            new ItemMaterial { Key = "m2", Name = "租赁合同", SourceCode = "10", Situations = ["rent"] },
            new ItemMaterial { Key = "m3", Name = "房东身份证明", SourceCode = "20", When = """{"eq":["landlord","person"]}""" },
        ],
    };

    private static DataElement Element(string key, FieldType type, string group) => new() { Key = key, Name = key + "名", Type = type, Group = group };
}
