using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Scan;

/// <summary>The pages of one material on paper: take, order, take away, put together.</summary>
[RequestSizeLimit(MaxRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxRequest)]
internal sealed class ScanPageModel(Database db, ScanPages scans) : DraftPageModel
{
    private const long MaxRequest = (10L * 20 * 1024 * 1024) + (1024 * 1024);

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    public ItemMaterial Material { get; private set; } = null!;

    public IReadOnlyList<ScanPage> Pages { get; private set; } = [];

    public string Path => $"/apply/draft/{Id}/scan/{Uri.EscapeDataString(Key)}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAddAsync([FromForm] List<IFormFile> files, CancellationToken ct)
    {
        List<Problem> problems = files.Count == 0 ? [Problem.Invalid("cases.no-file", "请先选择照片或扫描件。", "files")] : [];
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            problems.AddRange((await scans.AddAsync(Id, Key, content, file.FileName, Act(), ct)).Problems);
        }

        return await AnswerAsync(problems.Count == 0 ? Outcome.Done() : Outcome.Refused(problems), Path, ct);
    }

    public async Task<IActionResult> OnPostMoveAsync([FromForm] Guid sheet, [FromForm] bool up, CancellationToken ct) =>
        await AnswerAsync(await scans.MoveAsync(Id, Key, sheet, up, Act(), ct), Path, ct);

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] Guid sheet, CancellationToken ct) => await AnswerAsync(await scans.RemoveAsync(Id, Key, sheet, Act(), ct), Path, ct);

    public async Task<IActionResult> OnPostAssembleAsync(CancellationToken ct) =>
        await AnswerAsync(await scans.AssembleAsync(Id, Key, Act(), ct), $"/apply/draft/{Id}/materials#{AttachMaterial.FieldOf(Key)}", ct);

    private async Task<IActionResult> AnswerAsync(Outcome done, string next, CancellationToken ct)
    {
        if (done.Ok)
        {
            return Redirect(next);
        }

        if (done.Problems[0].Kind == ProblemKind.NotFound)
        {
            return done.ToPage();
        }

        db.ChangeTracker.Clear();
        if (await ShowAsync(ct) is { } elsewhere)
        {
            return elsewhere;
        }

        ModelState.AddProblems(done);
        return Page();
    }

    private async Task<IActionResult?> ShowAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } elsewhere)
        {
            return elsewhere;
        }

        if (Open.Materials.FirstOrDefault(m => m.Key == Key) is not { } material)
        {
            return NotFound();
        }

        (Material, Pages) = (material, await scans.OfAsync(Id, Key, ct));
        return null;
    }
}
