using Microsoft.EntityFrameworkCore;
using Zhengtong.Feedback.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>The lists of enquiries, paged by key, one statement a page.</summary>
internal sealed class EnquiryLists(Database db)
{
    public const int PageSize = 30;
    private const int MostWords = 5;

    internal sealed record Page<T>(IReadOnlyList<T> Rows, string? Next);

    /// <summary>What waits for an organisation's answer, due first; or what it answered, newest first.</summary>
    public async Task<Page<Enquiry>> OfOfficeAsync(Post post, bool waiting, string? after, CancellationToken ct)
    {
        var enquiries = db.EnquiriesFor(post).AsNoTracking().Where(e => e.Waiting == waiting);
        if (DayCursor.Parse(after) is var (day, id))
        {
            enquiries = waiting
                ? enquiries.Where(e => e.DueOn > day || (e.DueOn == day && e.Id > id))
                : enquiries.Where(e => e.DueOn < day || (e.DueOn == day && e.Id < id));
        }

        var ordered = waiting ? enquiries.OrderBy(e => e.DueOn).ThenBy(e => e.Id) : enquiries.OrderByDescending(e => e.DueOn).ThenByDescending(e => e.Id);
        var read = await ordered.Take(PageSize + 1).ToListAsync(ct);
        return PageOf(read, e => DayCursor.Of(e.DueOn, e.Id));
    }

    public async Task<Page<Enquiry>> OfPartyAsync(Party party, Guid? before, CancellationToken ct)
    {
        var enquiries = db.EnquiriesOf(party).AsNoTracking();
        enquiries = before is { } id ? enquiries.Where(e => e.Id < id) : enquiries;
        return PageOf(await enquiries.OrderByDescending(e => e.Id).Take(PageSize + 1).ToListAsync(ct), e => e.Id.ToString());
    }

    /// <summary>What waits for the lead to be published.</summary>
    public async Task<Page<PublicAnswer>> ProposedAsync(Post post, Guid? before, CancellationToken ct)
    {
        var organisation = post.OrganisationId;
        var answers = db.Set<PublicAnswer>().AsNoTracking().Where(p => p.OrganisationId == organisation && p.PublishedAt == null);
        answers = before is { } id ? answers.Where(p => p.Id < id) : answers;
        return PageOf(await answers.OrderByDescending(p => p.Id).Take(PageSize + 1).ToListAsync(ct), p => p.Id.ToString());
    }

    /// <summary>Published answers of a region and below that hold every word.</summary>
    public async Task<Page<PublicAnswer>> PublishedAsync(string regionCode, string? words, Guid? before, CancellationToken ct)
    {
        var answers = db.Set<PublicAnswer>().AsNoTracking().Where(p => p.PublishedAt != null && p.RegionCode.StartsWith(regionCode));
        answers = (words ?? "").Split((char[])[' ', '　'], StringSplitOptions.RemoveEmptyEntries).Take(MostWords)
            .Aggregate(answers, (q, word) => q.Where(p => p.Question.Contains(word) || p.Answer.Contains(word) || p.ItemName.Contains(word) || p.OrganisationName.Contains(word)));
        answers = before is { } id ? answers.Where(p => p.Id < id) : answers;
        return PageOf(await answers.OrderByDescending(p => p.Id).Take(PageSize + 1).ToListAsync(ct), p => p.Id.ToString());
    }

    private static Page<T> PageOf<T>(List<T> read, Func<T, string> cursor) =>
        new([.. read.Take(PageSize)], read.Count > PageSize ? cursor(read[PageSize - 1]) : null);
}
