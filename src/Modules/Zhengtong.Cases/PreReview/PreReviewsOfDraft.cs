using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.PreReview;

/// <summary>What the applicant sees of pre-reviews on the pages of his draft, which he was found to own. A draft that never asked costs no statement.</summary>
internal sealed class PreReviewsOfDraft(Database db)
{
    /// <param name="Last">The last one asked for, withdrawn ones left out.</param>
    /// <param name="ForEarlier">The draft has changed since that one was asked for.</param>
    internal sealed record View(Guid DraftId, bool Offered, PreReviewRequest? Last, bool ForEarlier)
    {
        public IReadOnlyList<PreReviewRemark> Remarks => Last is null ? [] : JsonSerializer.Deserialize<List<PreReviewRemark>>(Last.Remarks)!;

        public string Href => $"/apply/draft/{DraftId}/pre-review";

        /// <summary>Where what a remark is about is put right.</summary>
        public string HrefOf(PreReviewRemark remark) => remark.Key.Split('-', 2) is ["section", var key] ? $"/apply/draft/{DraftId}/form/{key}" : $"/apply/draft/{DraftId}/materials#{remark.Key}";
    }

    public async Task<View> OfAsync(OpenDraft open, CancellationToken ct)
    {
        var last = open.Draft.PreReviewId is { } id ? await db.Set<PreReviewRequest>().AsNoTracking().SingleAsync(p => p.Id == id, ct) : null;
        last = last?.Ending == PreReviewEnding.Withdrawn ? null : last;
        return new View(
            open.Draft.Id,
            !open.AtWindow && PreReviewRule.Offered(open.Item.Content),
            last,
            last is not null && last.Snapshot != PreReviewSnapshot.Of(open).ToJson());
    }
}
