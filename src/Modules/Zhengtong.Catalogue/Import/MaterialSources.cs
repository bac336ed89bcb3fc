using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Import;

/// <summary>来源渠道 of a material (02.02), where it is plain from what the material is: a certificate comes from an authority, a form from the applicant.</summary>
internal sealed class MaterialSources
{
    private static readonly string[] OwnWords = ["申请书", "申请表", "登记表", "审批表", "申报表", "承诺书", "委托书", "申请报告"];
    private readonly HashSet<string> _certificates;

    private MaterialSources(HashSet<string> certificates) => _certificates = certificates;

    public static MaterialSources Read(TextReader csv) =>
        new(Csv.Read(csv).Where(r => r["is_certificate"] == "是").Select(r => r["material_name"]).ToHashSet(StringComparer.Ordinal));

    public ItemMaterial Annotate(ItemMaterial material) =>
        _certificates.Contains(material.Name) ? material with { SourceCode = "20", SourceNote = "政府部门核发（按材料名称归类）" }
        : OwnWords.Any(w => material.Name.Contains(w, StringComparison.Ordinal)) ? material with { SourceCode = "10", SourceNote = "申请人自备（按材料名称归类）" }
        : material;
}
