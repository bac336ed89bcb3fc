using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Assist;

/// <summary>The lists of requests for assisted handling, paged by key, one statement a page.</summary>
internal sealed class AssistLists(Database db)
{
    public const int PageSize = 30;

    internal sealed record Page(IReadOnlyList<AssistRequest> Rows, string? Next);

    /// <summary>What a helper's region is asked for: open, due first; or ended, the last first.</summary>
    public async Task<Page> OfDeskAsync(Post post, bool ended, string? after, CancellationToken ct)
    {
        var requests = db.AssistsFor(post).AsNoTracking();
        requests = ended ? requests.Where(r => r.EndedAt != null) : requests.Where(r => r.EndedAt == null);
        if (DayCursor.Parse(after) is var (day, id))
        {
            requests = ended
                ? requests.Where(r => r.AnswerBy < day || (r.AnswerBy == day && r.Id < id))
                : requests.Where(r => r.AnswerBy > day || (r.AnswerBy == day && r.Id > id));
        }

        var ordered = ended ? requests.OrderByDescending(r => r.AnswerBy).ThenByDescending(r => r.Id) : requests.OrderBy(r => r.AnswerBy).ThenBy(r => r.Id);
        return PageOf(await ordered.Take(PageSize + 1).ToListAsync(ct), r => DayCursor.Of(r.AnswerBy, r.Id));
    }

    public async Task<Page> OfPartyAsync(Party party, Guid? before, CancellationToken ct)
    {
        var requests = db.Set<AssistRequest>().AsNoTracking().Where(r => r.PartyId == party.Id);
        requests = before is { } id ? requests.Where(r => r.Id < id) : requests;
        return PageOf(await requests.OrderByDescending(r => r.Id).Take(PageSize + 1).ToListAsync(ct), r => r.Id.ToString());
    }

    private static Page PageOf(List<AssistRequest> read, Func<AssistRequest, string> cursor) =>
        new([.. read.Take(PageSize)], read.Count > PageSize ? cursor(read[PageSize - 1]) : null);
}

/// <summary>Whom a request concerns behind the counter: the window clerks of the hall's region and of those above it. Inside the SQL.</summary>
internal static class AssistAccess
{
    public static IQueryable<AssistRequest> AssistsFor(this Database db, Post post)
    {
        var region = post.RegionCode;
        return post.Role == Roles.WindowClerk ? db.Set<AssistRequest>().Where(r => r.RegionCode.StartsWith(region)) : db.Set<AssistRequest>().Where(_ => false);
    }
}
