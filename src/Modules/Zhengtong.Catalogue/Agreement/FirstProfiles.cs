namespace Zhengtong.Catalogue.Agreement;

/// <summary>
/// The standards that come with the product; after that they are data, and nothing in the code knows their keys. 三级四同: name, type, legal basis and catalogue code at
/// province, city and county (01.04). The twelve elements of five levels (01.05). 五级十五同 (01.03) names its fifteen nowhere: the twelve and three more are proposed and
/// do not count until somebody in charge has looked at them and switched them on.
/// </summary>
internal static class FirstProfiles
{
    private const string Twelve = "catalogueCode,name,type,legalBasis,authorityScope,limits,process,conditions,materials,form,fee,result";

    private static readonly (string Id, string Key, string Name, string Elements, string Levels, bool Active, string Reason)[] All =
    [
        ("0197a100-0000-7000-8000-000000000001", "three-four", "三级四同", "name,type,legalBasis,catalogueCode", "2,3,4", true, "省、市、县三级同一事项的名称、类型、法律依据、基本编码相同。"),
        ("0197a100-0000-7000-8000-000000000002", "twelve", "十二要素统一", Twelve, "2,3,4,5,6", true, "省、市、县、乡、村五级同一事项的十二个要素统一。"),
        ("0197a100-0000-7000-8000-000000000003", "five-fifteen", "五级十五同", Twelve + ",audience,handlingKind,specialSteps", "2,3,4,5,6", false, "来源文件没有列出十五个要素：预置十二要素和三个候选，请核对后启用。"),
    ];

    public static IEnumerable<object> Profiles => All.Select(p => new { Id = Guid.Parse(p.Id), p.Key, Number = 1, TraceCount = 0, TraceHead = Array.Empty<byte>(), Revision = 0 });

    public static IEnumerable<object> Versions => All.Select(p => new
    {
        Id = Guid.Parse(p.Id.Replace("0197a100", "0197a101", StringComparison.Ordinal)),
        ProfileId = Guid.Parse(p.Id),
        Number = 1,
        p.Name,
        p.Elements,
        p.Levels,
        p.Active,
        EffectiveOn = new DateOnly(2025, 1, 1),
        p.Reason,
        At = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        ById = Platform.Access.Actor.System.Id,
        ByName = "系统预置",
    });
}
