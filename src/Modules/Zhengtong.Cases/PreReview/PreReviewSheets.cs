using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.PreReview;

/// <summary>What a clerk sees of a pre-review: the answers and materials as they were when it was asked for.</summary>
internal sealed class PreReviewSheets(Database db, ICatalogue catalogue, IFormCatalogue forms, TimeProvider clock)
{
    public static readonly Problem Gone = Problem.NotFound("cases.pre-review-gone", "没有找到这次预审，或不在您窗口的受理范围内。请返回列表查看。");

    /// <param name="Key">Of the field for its remark.</param>
    /// <param name="Material">null: a section of the form.</param>
    internal sealed record Subject(string Key, string Name, ItemMaterial? Material = null);

    internal sealed record Sheet(
        PreReviewRequest Request, PublishedItem Item, FormDefinition Form, FormAnswers Answers, FormContext Context, IReadOnlyList<DraftMaterial> Given, IReadOnlyDictionary<Guid, ScanState> Scans,
        IReadOnlyList<Subject> Subjects)
    {
        public IEnumerable<ItemMaterial> Materials => Item.Content.MaterialsFor(Situation, Answers.Seen(Form, Context));

        public IReadOnlyList<PreReviewRemark> Remarks => JsonSerializer.Deserialize<List<PreReviewRemark>>(Request.Remarks)!;

        public required string Situation { get; init; }
    }

    public async Task<Sheet?> FindAsync(Guid id, Post post, CancellationToken ct)
    {
        if (await db.Set<PreReviewRequest>().AsNoTracking().ForPost(post).SingleOrDefaultAsync(p => p.Id == id, ct) is not { } request)
        {
            return null;
        }

        var (item, form, snapshot) = await PinnedAsync(request, ct);
        var ids = snapshot.Materials.Select(m => m.FileId).OfType<Guid>().ToList();
        var scans = ids.Count == 0 ? [] : await db.Set<StoredFile>().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.ScanState, ct);
        return new Sheet(
            request, item, form, FormAnswers.Parse(snapshot.Answers).Value, snapshot.Context(request.PartyKind, LegalDay.Today(clock)),
            snapshot.Materials, scans, SubjectsOf(item, form, snapshot, request.PartyKind, LegalDay.Today(clock)))
        {
            Situation = snapshot.Situation,
        };
    }

    /// <summary>What a remark can be about.</summary>
    public async Task<IReadOnlyList<Subject>> SubjectsAsync(PreReviewRequest request, CancellationToken ct)
    {
        var (item, form, snapshot) = await PinnedAsync(request, ct);
        return SubjectsOf(item, form, snapshot, request.PartyKind, LegalDay.Today(clock));
    }

    /// <summary>A file of the snapshot, for a post that may answer.</summary>
    public async Task<StoredFile?> FileAsync(Guid id, Guid fileId, Post post, CancellationToken ct)
    {
        var request = await db.Set<PreReviewRequest>().AsNoTracking().ForPost(post).Where(p => p.Id == id).Select(p => new { p.Snapshot, p.PartyId }).SingleOrDefaultAsync(ct);
        return request is not null && PreReviewSnapshot.Parse(request.Snapshot).Materials.Any(m => m.FileId == fileId)
            ? await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId && f.OwnerPartyId == request.PartyId, ct)
            : null;
    }

    /// <summary>That this reader saw the applicant's data whole, and what for; before it is shown.</summary>
    public async Task<bool> RecordReadingAsync(Sheet sheet, Act act, CancellationToken ct)
    {
        db.RecordReading(sheet.Request.PartyId, act, $"预审 {sheet.Request.Number} 的申请表");
        return (await db.SaveAsync(ct)).Ok;
    }

    private static IReadOnlyList<Subject> SubjectsOf(PublishedItem item, FormDefinition form, PreReviewSnapshot snapshot, PartyKind kind, DateOnly today) =>
    [
        .. form.Sections.Select(s => new Subject("section-" + s.Key, s.Title)),
        .. item.Content.MaterialsFor(snapshot.Situation, FormAnswers.Parse(snapshot.Answers).Value.Seen(form, snapshot.Context(kind, today))).Select(m => new Subject("material-" + m.Key, m.Name, m)),
    ];

    private async Task<(PublishedItem Item, FormDefinition Form, PreReviewSnapshot Snapshot)> PinnedAsync(PreReviewRequest request, CancellationToken ct)
    {
        var snapshot = PreReviewSnapshot.Parse(request.Snapshot);
        var form = await forms.FindAsync(snapshot.FormKey, snapshot.FormVersion, ct) ?? throw new InvalidOperationException($"Form {snapshot.FormKey} {snapshot.FormVersion} is gone.");
        return (await catalogue.VersionAsync(request.ItemVersionId, ct), form.Definition, snapshot);
    }
}

internal static class PreReviewScope
{
    /// <summary>As with the intake: a window's region, whichever organisation decides.</summary>
    public static IQueryable<PreReviewRequest> ForPost(this IQueryable<PreReviewRequest> requests, Post post) => post.Role == Roles.WindowClerk
        ? requests.Where(p => p.RegionCode == post.RegionCode)
        : requests.Where(_ => false);
}
