using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Apply;

/// <summary>Puts files to the materials of a draft and takes them away. Files stand for themselves, so no page's revision is asked for: a phone may add what a PC fills in.</summary>
internal sealed class AttachMaterial(Database db, OpenDrafts drafts, Uploads uploads)
{
    public const int MaxPerMaterial = 10;
    public const int MaxPerDraft = 50;
    private const int Tries = 5;

    public async Task<Outcome> UploadAsync(Guid draftId, string key, Stream content, string name, Act act, CancellationToken ct)
    {
        var found = await RoomAsync(draftId, key, act, ct);
        if (!found.TryGet(out var open))
        {
            return found;
        }

        var accepted = await uploads.AcceptAsync(content, name, open.Draft.PartyId, UploadRules.Materials, act, ct);
        if (!accepted.TryGet(out var file))
        {
            return Outcome.Refused([.. accepted.Problems.Select(p => p with { Field = FieldOf(key) })]);
        }

        return await AddAsync(draftId, open, new DraftMaterial(key, file.Id, file.Name, file.Size), file, act, ct);
    }

    /// <summary>A file of an earlier case of the same party, by its own hand; whose it is stands in the query.</summary>
    public async Task<Outcome> ReuseAsync(Guid draftId, string key, Guid fileId, Act act, CancellationToken ct)
    {
        var found = await RoomAsync(draftId, key, act, ct);
        if (!found.TryGet(out var open))
        {
            return found;
        }

        var name = open.Item.Content.Materials.First(m => m.Key == key).Name;
        var earlier = await Earlier(act, [name]).FirstOrDefaultAsync(f => f.Id == fileId, ct);
        return earlier is null ? Problem.NotFound("cases.file-not-yours", "没有找到这份材料，请重新上传。")
            : open.Given.Any(g => g.Key == key && g.FileId == fileId) ? Outcome.Done()
            : await AddAsync(draftId, open, new DraftMaterial(key, earlier.Id, earlier.FileName, earlier.Size, From: earlier.CaseNumber), null, act, ct);
    }

    /// <summary>The clerk has seen the material on paper (纸质). Only at the window.</summary>
    public async Task<Outcome> PaperAsync(Guid draftId, string key, Act act, CancellationToken ct)
    {
        var found = await RoomAsync(draftId, key, act, ct);
        if (!found.TryGet(out var open))
        {
            return found;
        }

        if (!open.AtWindow)
        {
            return Problem.Forbidden("cases.paper-at-window-only", "网上申请请上传材料的照片或扫描件。");
        }

        return open.Given.Any(g => g.Key == key && g.Paper) ? Outcome.Done() : await AddAsync(draftId, open, new DraftMaterial(key, null, "", 0, true), null, act, ct);
    }

    /// <param name="fileId">Null: the paper mark. Taking away what is not there is no fault.</param>
    public async Task<Outcome> RemoveAsync(Guid draftId, string key, Guid? fileId, Act act, CancellationToken ct)
    {
        var found = await drafts.ForChangeAsync(draftId, null, act, ct);
        if (!found.TryGet(out var open) || !open.Given.Any(g => g.Key == key && g.FileId == fileId))
        {
            return found;
        }

        open.Write([.. open.Given.Where(g => g.Key != key || g.FileId != fileId)]);
        return await drafts.SaveAsync(open, act, ct);
    }

    /// <summary>
    /// The files that the party handed in with earlier cases for a material of that name, for himself to use again, the newest first. Under a mandate those of the cases begun by it. A clerk is not
    /// shown them.
    /// </summary>
    public IQueryable<EarlierFile> Earlier(Act act, IReadOnlyList<string> materials)
    {
        var cases = act.Actor.Kind == ActorKind.Applicant ? db.Set<Case>().OwnOf(act.Party) : db.Set<Case>().Where(_ => false);
        return
            from f in db.Set<StoredFile>()
            join m in db.Set<CaseMaterial>() on (Guid?)f.Id equals m.FileId
            join c in cases on m.CaseId equals c.Id
            where f.OwnerPartyId == c.ApplicantId && f.ScanState != ScanState.Infected && materials.Contains(m.Name)
            orderby f.UploadedAt descending, c.Id descending
            select new EarlierFile { Id = f.Id, FileName = f.Name, Size = f.Size, Sha256 = f.Sha256, UploadedAt = f.UploadedAt, Material = m.Name, CaseNumber = c.Number };
    }

    public static string FieldOf(string key) => $"material-{key}";

    private async Task<Outcome<OpenDraft>> RoomAsync(Guid draftId, string key, Act act, CancellationToken ct)
    {
        var found = await drafts.ForChangeAsync(draftId, null, act, ct);
        return found.TryGet(out var open) && Refusal(open, key) is { } refusal ? refusal : found;
    }

    /// <summary>Why the material takes no further file, if so.</summary>
    public static Problem? Refusal(OpenDraft open, string key) =>
        open.Item.Content.Materials.All(m => m.Key != key) ? Problem.NotFound("cases.no-such-material", "这个事项没有这项材料，请刷新页面。")
        : open.Given.Count(g => g.Key == key) >= MaxPerMaterial ? Problem.Invalid("cases.too-many-files", $"每项材料最多 {MaxPerMaterial} 个文件，请先删除不需要的文件。", FieldOf(key))
        : open.Given.Count >= MaxPerDraft ? Problem.Invalid("cases.too-many-files", $"一份申请最多 {MaxPerDraft} 个文件，请合并后再上传。", FieldOf(key))
        : null;

    /// <summary>Files sent at the same moment all find their place: whoever comes second reads again and adds his to the list.</summary>
    private async Task<Outcome> AddAsync(Guid draftId, OpenDraft open, DraftMaterial material, StoredFile? file, Act act, CancellationToken ct)
    {
        for (var left = Tries; ; left--)
        {
            open.Write([.. open.Given, material]);
            var saved = await drafts.SaveAsync(open, act, ct);
            if (saved.Ok || left == 1)
            {
                return saved;
            }

            var again = await RoomAsync(draftId, material.Key, act, ct);
            if (!again.TryGet(out var fresh))
            {
                return again;
            }

            open = fresh;
            if (file is not null)
            {
                db.Add(file);
            }
        }
    }
}

/// <summary>A file of an earlier case that may be used again.</summary>
internal sealed record EarlierFile
{
    public required Guid Id { get; init; }

    public required string FileName { get; init; }

    public required long Size { get; init; }

    public required string Sha256 { get; init; }

    public required DateTime UploadedAt { get; init; }

    public required string Material { get; init; }

    public required string CaseNumber { get; init; }
}
