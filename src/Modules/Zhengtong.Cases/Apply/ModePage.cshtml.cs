using Microsoft.AspNetCore.Mvc;
using Zhengtong.Cases.Model;

namespace Zhengtong.Cases.Apply;

/// <summary>Changes 情形 and 办理方式 of a draft.</summary>
internal sealed class ModePageModel(SaveDraft save) : DraftPageModel
{
    [BindProperty]
    public string? Situation { get; set; }

    [BindProperty]
    public Mode Mode { get; set; }

    public Choices Choices => new(Open.Item, Situation ?? "", Mode);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var elsewhere = await LoadAsync(ct);
        if (elsewhere is null)
        {
            (Revision, Situation, Mode) = (Open.Draft.Revision, Open.Draft.Situation, Open.Draft.Mode);
        }

        return elsewhere ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var done = await save.ModeAsync(Id, Revision, Situation ?? "", Mode == default ? Mode.Normal : Mode, Act(), ct);
        return done.Ok ? Redirect($"/apply/draft/{Id}") : await AgainAsync(done, ct);
    }
}
