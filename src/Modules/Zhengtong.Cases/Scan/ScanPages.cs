using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Scan;

/// <summary>
/// A material on paper, page by page (纸质扫描上传, 03.25): photographed or scanned pages are added, ordered, taken away, and put together into one PDF that stands
/// for the material like any other file.
/// </summary>
internal sealed class ScanPages(Database db, OpenDrafts drafts, Uploads uploads, IFileStore store)
{
    public const int MostPages = 30;

    /// <summary>Photos as phones and scanners make them; a picture is unpacked to be put on its page.</summary>
    public static readonly UploadRules Rules = new([FileKind.Jpeg, FileKind.Png]) { MaxPixels = 60_000_000 };

    private static readonly Problem NoMaterial = Problem.NotFound("cases.no-such-material", "这个事项没有这项材料，请刷新页面。");

    public Task<List<ScanPage>> OfAsync(Guid draftId, string key, CancellationToken ct) =>
        db.Set<ScanPage>().Where(p => p.DraftId == draftId && p.Key == key).OrderBy(p => p.Position).ThenBy(p => p.Id).ToListAsync(ct);

    public async Task<Outcome> AddAsync(Guid draftId, string key, Stream content, string name, Act act, CancellationToken ct)
    {
        var found = await MaterialAsync(draftId, key, act, ct);
        if (!found.TryGet(out var open))
        {
            return found;
        }

        var pages = await OfAsync(draftId, key, ct);
        if (pages.Count >= MostPages)
        {
            return Problem.Invalid("cases.too-many-pages", $"一份材料最多 {MostPages} 页，请先合成一份 PDF，再继续添加。", "files");
        }

        var accepted = await uploads.AcceptAsync(content, name, open.Draft.PartyId, Rules, act, ct);
        if (!accepted.TryGet(out var file))
        {
            return Outcome.Refused([.. accepted.Problems.Select(p => p with { Field = "files" })]);
        }

        db.Add(new ScanPage { Id = Guid.CreateVersion7(act.At), DraftId = draftId, Key = key, FileId = file.Id, FileName = file.Name, Position = pages.Count == 0 ? 1 : pages[^1].Position + 1 });
        return await db.SaveAsync(ct);
    }

    /// <param name="up">Towards the first page; false: towards the last.</param>
    public async Task<Outcome> MoveAsync(Guid draftId, string key, Guid pageId, bool up, Act act, CancellationToken ct)
    {
        var found = await MaterialAsync(draftId, key, act, ct);
        if (!found.Ok)
        {
            return found;
        }

        var pages = await OfAsync(draftId, key, ct);
        var at = pages.FindIndex(p => p.Id == pageId);
        var to = up ? at - 1 : at + 1;
        if (at < 0 || to < 0 || to >= pages.Count)
        {
            return Outcome.Done();
        }

        (pages[at], pages[to]) = (pages[to], pages[at]);
        for (var i = 0; i < pages.Count; i++)
        {
            pages[i].Position = i + 1;
        }

        return await db.SaveAsync(ct);
    }

    /// <summary>Taking away what is not there is no fault.</summary>
    public async Task<Outcome> RemoveAsync(Guid draftId, string key, Guid pageId, Act act, CancellationToken ct)
    {
        var found = await MaterialAsync(draftId, key, act, ct);
        if (found.Ok && (await OfAsync(draftId, key, ct)).Find(p => p.Id == pageId) is { } page)
        {
            db.Remove(page);
            return await db.SaveAsync(ct);
        }

        return found;
    }

    /// <summary>Makes one PDF of the pages, in their order, and puts it to the material; the pages are gone in the same save, so that sending twice makes one.</summary>
    public async Task<Outcome> AssembleAsync(Guid draftId, string key, Act act, CancellationToken ct)
    {
        var found = await MaterialAsync(draftId, key, act, ct);
        if (!found.TryGet(out var open))
        {
            return found;
        }

        if (AttachMaterial.Refusal(open, key) is { } full)
        {
            return full;
        }

        var pages = await OfAsync(draftId, key, ct);
        if (pages.Count == 0)
        {
            return Problem.Invalid("cases.no-pages", "还没有添加页面，请先拍照或上传每一页。", "files");
        }

        var name = open.Item.Content.Materials.Single(m => m.Key == key).Name;
        var made = await PdfAsync(pages, name, open.Draft.PartyId, act, ct);
        if (!made.TryGet(out var pdf))
        {
            return made;
        }

        await using var content = new MemoryStream(pdf);
        var accepted = await uploads.AcceptAsync(content, $"{(name.Length > 60 ? name[..60] : name)}（扫描件）.pdf", open.Draft.PartyId, UploadRules.Materials, act, ct);
        if (!accepted.TryGet(out var file))
        {
            return Outcome.Refused([.. accepted.Problems.Select(p => p with { Field = "files" })]);
        }

        db.RemoveRange(pages);
        open.Write([.. open.Given, new DraftMaterial(key, file.Id, file.Name, file.Size)]);
        return await drafts.SaveAsync(open, act, ct);
    }

    private async Task<Outcome<byte[]>> PdfAsync(List<ScanPage> pages, string title, Guid partyId, Act act, CancellationToken ct)
    {
        var ids = pages.Select(p => p.FileId).ToList();
        var files = await db.Set<StoredFile>().AsNoTracking().Where(f => ids.Contains(f.Id) && f.OwnerPartyId == partyId).ToDictionaryAsync(f => f.Id, ct);
        using var pdf = new ScanPdf(title, act.At);
        foreach (var (page, number) in pages.Select((p, i) => (p, i + 1)))
        {
            if (files.GetValueOrDefault(page.FileId) is not { } file || file.ScanState == ScanState.Infected || await store.OpenAsync(file.StoreKey, ct) is not { } picture)
            {
                return Problem.Invalid("cases.page-unreadable", $"第 {number} 页无法使用，请删除这一页后重新上传。", "files");
            }

            await using (picture)
            {
                if (!(await pdf.AddAsync(picture, ct)).Ok)
                {
                    return Problem.Invalid("cases.page-unreadable", $"第 {number} 页无法打开，请删除这一页，重新拍照或扫描后上传。", "files");
                }
            }
        }

        return pdf.ToBytes();
    }

    private async Task<Outcome<OpenDraft>> MaterialAsync(Guid draftId, string key, Act act, CancellationToken ct)
    {
        var found = await drafts.ForChangeAsync(draftId, null, act, ct);
        return found.TryGet(out var open) && open.Materials.All(m => m.Key != key) ? NoMaterial : found;
    }
}
