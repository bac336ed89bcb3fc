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

        var file = await Earlier(open.Draft, act).SingleOrDefaultAsync(f => f.Id == fileId, ct);
        return file is null ? Problem.NotFound("cases.file-not-yours", "没有找到这份材料，请重新上传。")
            : open.Given.Any(g => g.Key == key && g.FileId == fileId) ? Outcome.Done()
            : await AddAsync(draftId, open, new DraftMaterial(key, file.Id, file.Name, file.Size), null, act, ct);
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

    /// <summary>The files the party handed in with earlier cases, for himself to use again. A clerk is not shown them.</summary>
    public IQueryable<StoredFile> Earlier(Draft draft, Act act)
    {
        var own = act.Actor.Kind == ActorKind.Applicant ? draft.PartyId : Guid.Empty;
        return db.Set<StoredFile>().AsNoTracking().Where(f => f.OwnerPartyId == own && f.ScanState != ScanState.Infected
            && db.Set<CaseMaterial>().Any(m => m.FileId == f.Id && db.Set<Case>().Any(c => c.Id == m.CaseId && c.ApplicantId == own)));
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
