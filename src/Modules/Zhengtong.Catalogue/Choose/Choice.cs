using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Ui.Components;

namespace Zhengtong.Catalogue.Choose;

/// <summary>
/// A question whose answers are looked for and chosen, where a list of all would be too long: what is chosen stays ticked, what was found stands below it. Plain form posts: it works
/// without script, by keyboard and on the phone.
/// </summary>
/// <param name="Name">Of the field that carries what is chosen.</param>
/// <param name="FindName">Of the field that carries what is looked for.</param>
/// <param name="Told">What the search says besides what it found.</param>
internal sealed record Choice(string Name, string Label, string FindName, string? Find, IReadOnlyList<SelectListItem> Options, IReadOnlyCollection<string> Chosen, string? Told)
{
    public string? Hint { get; init; }

    public string FindLabel { get; init; } = "查找";

    public string FindHint { get; init; } = "名称中的几个字，词之间用空格隔开";

    /// <summary>The handler of the page that looks, without the place on the page to come back to.</summary>
    public required string Address { get; init; }

    public bool Many { get; init; } = true;

    public bool Optional { get; init; }

    /// <summary>Where the page opens again after looking.</summary>
    public string Place => "choose-" + Id;

    public string Id => TagBuilder.CreateSanitizedId(Name, "_");

    public string Empty => Optional ? "没有选择。" : "还没有选择，请先查找。";

    public Field Of(ModelStateDictionary state) => new(Name, Label)
    {
        Kind = Many ? FieldKind.Checkboxes : FieldKind.Radios,
        Options = Many || !Optional || Options.Count == 0 ? Options : [new SelectListItem("不选", ""), .. Options],
        Value = Many ? null : Chosen.FirstOrDefault() ?? "",
        Values = Chosen,
        Hint = Options.Count == 0 ? Empty : Hint,
        Error = state.TryGetValue(Name, out var entry) && entry.Errors.Count > 0 ? string.Join(";", entry.Errors.Select(e => e.ErrorMessage)) : null,
        Required = !Optional,
    };
}
