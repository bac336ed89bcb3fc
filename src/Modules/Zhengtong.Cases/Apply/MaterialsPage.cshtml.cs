using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Apply;

/// <summary>The materials of an application: upload, photograph, use an earlier one again, or, at the window, mark as seen on paper.</summary>
[RequestSizeLimit(MaxRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxRequest)]
internal sealed class MaterialsPageModel(Database db, AttachMaterial attach) : DraftPageModel
{
    private const long MaxRequest = (AttachMaterial.MaxPerMaterial * 20L * 1024 * 1024) + (1024 * 1024);
    private const int EarlierRead = 200;
    private const int EarlierShown = 20;

    [BindProperty]
    public string Key { get; set; } = "";

    public IReadOnlyDictionary<Guid, ScanState> Scans { get; private set; } = new Dictionary<Guid, ScanState>();

    /// <summary>By the name of the material.</summary>
    public ILookup<string, EarlierFile> Earlier { get; private set; } = Array.Empty<EarlierFile>().ToLookup(f => f.Material);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var elsewhere = await ShowAsync(ct);
        return elsewhere ?? Page();
    }

    /// <summary>With the header of upload.js the answer is the list of that material, otherwise the page again.</summary>
    public async Task<IActionResult> OnPostUploadAsync([FromForm] List<IFormFile> files, CancellationToken ct)
    {
        List<Problem> problems = files.Count == 0 ? [Problem.Invalid("cases.no-file", "请先选择要上传的文件。", AttachMaterial.FieldOf(Key))] : [];
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            var done = await attach.UploadAsync(Id, Key, content, file.FileName, Act(), ct);
            problems.AddRange(done.Problems.Select(p => p with { Message = $"{Shown(file.FileName)}：{p.Message}" }));
        }

        return await AnswerAsync(problems.Count == 0 ? Outcome.Done() : Outcome.Refused(problems), ct);
    }

    public async Task<IActionResult> OnPostReuseAsync([FromForm] Guid fileId, CancellationToken ct) => await AnswerAsync(await attach.ReuseAsync(Id, Key, fileId, Act(), ct), ct);

    public async Task<IActionResult> OnPostPaperAsync(CancellationToken ct) => await AnswerAsync(await attach.PaperAsync(Id, Key, Act(), ct), ct);

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] Guid? fileId, CancellationToken ct) => await AnswerAsync(await attach.RemoveAsync(Id, Key, fileId, Act(), ct), ct);

    public IReadOnlyList<EarlierFile> EarlierOf(ItemMaterial material) => [.. Earlier[material.Name].Take(EarlierShown)];

    public MaterialView View(ItemMaterial material) => new(this, material, ModelState.TryGetValue(AttachMaterial.FieldOf(material.Key), out var entry) && entry.Errors.Count > 0
        ? string.Join(" ", entry.Errors.Select(e => e.ErrorMessage))
        : null);

    /// <summary>A claimed name only to be recognised by who chose it: no path, not longer than a line.</summary>
    private static string Shown(string claimed)
    {
        var name = claimed[(claimed.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.Length > 40 ? name[..40] + "…" : name;
    }

    private async Task<IActionResult> AnswerAsync(Outcome done, CancellationToken ct)
    {
        if (!done.Ok && done.Problems[0].Kind == ProblemKind.NotFound)
        {
            return done.ToPage();
        }

        var byScript = Request.Headers.XRequestedWith == "upload";
        if (done.Ok && !byScript)
        {
            return Redirect($"/apply/draft/{Id}/materials#{AttachMaterial.FieldOf(Key)}");
        }

        db.ChangeTracker.Clear();
        if (await ShowAsync(ct) is { } elsewhere)
        {
            return elsewhere;
        }

        ModelState.AddProblems(done);
        return byScript && Open.Materials.FirstOrDefault(m => m.Key == Key) is { } material ? Partial("_MaterialFiles", View(material)) : Page();
    }

    private async Task<IActionResult?> ShowAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } elsewhere)
        {
            return elsewhere;
        }

        var ids = Open.Given.Select(g => g.FileId).OfType<Guid>().ToList();
        Scans = ids.Count == 0 ? Scans : await db.Set<StoredFile>().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.ScanState, ct);
        var earlier = await attach.Earlier(Act(), [.. Open.Materials.Select(m => m.Name)]).Take(EarlierRead).ToListAsync(ct);
        Earlier = earlier.DistinctBy(f => (f.Material, f.Sha256)).ToLookup(f => f.Material);
        return null;
    }
}

/// <param name="Error">What is wrong with this material, at its field.</param>
internal sealed record MaterialView(MaterialsPageModel Page, ItemMaterial Material, string? Error)
{
    public string ListId => $"files-{Material.Key}";
}
