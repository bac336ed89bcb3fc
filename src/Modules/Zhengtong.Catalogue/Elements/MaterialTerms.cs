using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;

namespace Zhengtong.Catalogue.Elements;

/// <summary>When a material is wanted and how it is accepted, beside what it is: the part of the materials that those below may arrange as the standard has it or by themselves.</summary>
internal static class MaterialTerms
{
    public static IEnumerable<string> Of(ItemContent content)
    {
        foreach (var material in content.Materials)
        {
            string[] terms =
            [
                material.Situations.Count == 0 ? "" : "适用：" + string.Join("、", material.Situations.Select(k => content.Situations.FirstOrDefault(s => s.Key == k)?.Name ?? k)),
                material.Note,
                material.SourceNote,
                material.CheckPoints.Count == 0 ? "" : "受理要点：" + string.Join("；", material.CheckPoints),
                material.Committable ? "可承诺替代" : "",
                material.Tolerable ? "可容缺后补" : "",
                material.PaperRequiredBy.Length == 0 ? "" : "须交纸质：" + material.PaperRequiredBy,
                material.BlankForm.Length == 0 ? "" : "空表：" + UploadedSample.Shown(material.BlankForm),
                material.Sample.Length == 0 ? "" : "样表：" + UploadedSample.Shown(material.Sample),
            ];
            if (terms.Any(t => t.Length > 0))
            {
                yield return string.Join("｜", terms.Where(t => t.Length > 0).Prepend(material.Name));
            }
        }
    }

    /// <summary>The terms of the standard, at the materials of the same name.</summary>
    public static IReadOnlyList<ItemMaterial> Take(IReadOnlyList<ItemMaterial> own, IReadOnlyList<ItemMaterial> standard) =>
    [
        .. own.Select(m => standard.FirstOrDefault(s => s.Name == m.Name) is { } same
            ? m with
            {
                Situations = same.Situations, Note = same.Note, SourceNote = same.SourceNote, CheckPoints = same.CheckPoints, Committable = same.Committable, Tolerable = same.Tolerable,
                PaperRequiredBy = same.PaperRequiredBy, BlankForm = same.BlankForm, Sample = same.Sample,
            }
            : m),
    ];
}
