using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Notices;

/// <summary>Edits one template: looked at with sample data first, saved as a new version with a reason (03.18).</summary>
[Authorize(Policy = Policies.Administrator)]
internal sealed class TemplatePageModel(Templates templates, TemplateRenderer renderer, IConfiguration configuration, TimeProvider clock) : PageModel
{
    public IReadOnlyList<DocumentTemplate> Versions { get; private set; } = [];

    public DocumentTemplate InUse => Versions.First(v => v.Active);

    public string Name { get; private set; } = "";

    public string Body { get; private set; } = "";

    public string Reason { get; private set; } = "";

    /// <summary>Encoded by the renderer.</summary>
    public string? Preview { get; private set; }

    public bool Saved { get; private set; }

    public async Task<IActionResult> OnGetAsync(string key, bool saved, CancellationToken ct)
    {
        if (!await LoadAsync(key, ct))
        {
            return NotFound();
        }

        (Name, Body, Saved) = (InUse.Title, InUse.Body, saved);
        Preview = Show(InUse);
        return Page();
    }

    public async Task<IActionResult> OnPostPreviewAsync(string key, string? title, string? body, string? reason, CancellationToken ct)
    {
        if (!await LoadAsync(key, ct))
        {
            return NotFound();
        }

        Keep(title, body, reason);
        var made = await templates.TryAsync(key, Name, Body, HttpContext.Act(clock, Reason), ct);
        ModelState.AddProblems(made);
        Preview = made.TryGet(out var next) ? Show(next) : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key, string? title, string? body, string? reason, CancellationToken ct)
    {
        if (!await LoadAsync(key, ct))
        {
            return NotFound();
        }

        Keep(title, body, reason);
        Outcome saved = string.IsNullOrWhiteSpace(Reason)
            ? Problem.Invalid("cases.reason-missing", "请写明为什么修改，便于以后查对。", "Reason")
            : await templates.SaveNewVersionAsync(key, Name, Body, HttpContext.Act(clock, Reason), ct);
        return ModelState.AddProblems(saved) ? Page() : LocalRedirect($"{TemplatesPageModel.Path}/{key}?saved=true");
    }

    private void Keep(string? title, string? body, string? reason) => (Name, Body, Reason) = (title?.Trim() ?? "", body ?? "", reason?.Trim() ?? "");

    private async Task<bool> LoadAsync(string key, CancellationToken ct)
    {
        if (!NoticeTemplates.Keys.Contains(key))
        {
            return false;
        }

        Versions = await templates.VersionsAsync(key, ct);
        return Versions.Count > 0;
    }

    private string Show(DocumentTemplate template) => renderer.RenderHtml(
        template, template.DeclaredFields.ToDictionary(f => f.Name, Sample), new Issuing("示例机关", "示例文号", clock.GetUtcNow().UtcDateTime));

    private object? Sample(TemplateField field) => field switch
    {
        { Kind: FieldKind.List } => new[] { 1, 2 }.Select(n => field.Items!.ToDictionary(i => i.Name, i => (object?)$"〔{i.Label}{n}〕")).ToList(),
        { Name: "date" } => LegalDay.Date(LegalDay.Today(clock)),
        { Name: "trackUrl" or "verifyUrl" } => $"{Request.Site(configuration)}/",
        _ => $"〔{field.Label}〕",
    };
}
