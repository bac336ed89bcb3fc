using Microsoft.EntityFrameworkCore;
using Zhengtong.Feedback.Contracts;
using Zhengtong.Feedback.Model;
using Zhengtong.Feedback.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Rate;

/// <inheritdoc cref="IRatings"/>
internal sealed class Ratings(Database db) : IRatings
{
    public Task<RatingAverage?> OfItemAsync(Guid itemId, CancellationToken ct) => AverageAsync(TallyOf.Item, itemId, ct);

    public Task<RatingAverage?> OfOrganisationAsync(Guid organisationId, CancellationToken ct) => AverageAsync(TallyOf.Organisation, organisationId, ct);

    public async Task<IReadOnlyList<CaseRating>> OfCaseAsync(Guid caseId, Actor asker, CancellationToken ct)
    {
        var watches = asker.Has(Roles.Supervisor);
        var found = await db.Set<Rating>().AsNoTracking().Where(r => r.CaseId == caseId && (watches || r.CaseClosedAt != null)).OrderBy(r => r.Id).ToListAsync(ct);
        return [.. found.Select(r => new CaseRating(r.Occasion, r.Level, Levels.Stars(r.Level), r.Text, r.At))];
    }

    private async Task<RatingAverage?> AverageAsync(TallyOf of, Guid subject, CancellationToken ct) =>
        await db.Set<Tally>().AsNoTracking().SingleOrDefaultAsync(t => t.Of == of && t.SubjectId == subject, ct) is { Count: > 0 } tally
            ? new RatingAverage(Math.Round((decimal)tally.Stars / tally.Count, 2), tally.Count, tally.Bad)
            : null;
}
