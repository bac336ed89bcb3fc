using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Rules;

namespace Zhengtong.Safety.Shares;

/// <inheritdoc cref="IShareReviews"/>
internal sealed class ShareReviews(Database db) : IShareReviews
{
    public async Task<ShareReview?> OfSystemAsync(Guid systemId, DateOnly day, CancellationToken ct)
    {
        var found = await (
            from s in db.Set<DataShare>().AsNoTracking()
            join c in db.Set<ShareConclusion>().AsNoTracking() on new { s.Id, s.Round } equals new { Id = c.ShareId, c.Round }
            where s.SystemId == systemId
            orderby c.ReviewedAt descending, s.Id descending
            select new { s, c }).ToListAsync(ct);
        var running = found.Where(x => ShareRule.MayRun(x.s, day)).ToList();
        if ((running.FirstOrDefault() ?? found.FirstOrDefault()) is not { } shown)
        {
            return null;
        }

        var (name, _) = shown.s.StatusOn(day).Words();
        return new ShareReview(
            shown.s.Id, shown.s.Resource, running.Count > 0, running.Count > 0 ? shown.c.Verdict.Name() : name, shown.c.Grounds, shown.c.Conditions, shown.c.Until, shown.c.ReviewedByName,
            shown.c.ReviewedAt,
            [.. running.SelectMany(x => x.s.Covers).Distinct()]);
    }
}
