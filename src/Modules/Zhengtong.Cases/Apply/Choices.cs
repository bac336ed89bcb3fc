using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Cases.Apply;

/// <summary>The choice of 情形 and 办理方式 as a page shows it, each way explained in plain words.</summary>
internal sealed record Choices(PublishedItem Item, string Situation, Mode Mode)
{
    public IReadOnlyList<Mode> Offered => SubmissionCheck.Modes(Item);

    public IEnumerable<SelectListItem> Situations => Item.Content.Situations.Select(s => new SelectListItem(s.Note.Length == 0 ? s.Name : $"{s.Name}（{s.Note}）", s.Key));

    public IEnumerable<SelectListItem> Modes => Offered.Select(m => new SelectListItem($"{m.Name()}：{Explain(m)}", m.ToString()));

    private string Explain(Mode mode) => mode switch
    {
        Mode.Commitment => $"签一份承诺书，可以不交{Names(Item.Content.Materials.Where(m => m.Committable))}。办结后会核查，承诺不实要承担责任。",
        Mode.Tolerance => $"{Names(Item.Content.Materials.Where(m => m.Tolerable))}可以先缺着，书面承诺在 {Item.Content.ToleranceDays} 个工作日内补交。",
        _ => "按要求交齐全部材料。",
    };

    private static string Names(IEnumerable<ItemMaterial> materials) => string.Join("、", materials.Select(m => $"“{m.Name}”"));
}
