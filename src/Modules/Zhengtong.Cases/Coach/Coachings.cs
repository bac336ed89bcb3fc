using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Coach;

/// <summary>Reads sessions of coaching: staff within their scope, a party its own. One statement a page.</summary>
internal sealed class Coachings(Database db)
{
    public const int PageSize = 30;

    /// <summary>Stands wherever coaching is shown.</summary>
    public const string Said = "申报辅导是免费的咨询建议，不是受理的前提，也不是受理前的实质审查；没有参加辅导的，同样可以直接申请。";

    internal sealed record Row(Guid Id, string Number, string ItemName, string OrganisationName, string Party, DateOnly HeldOn, CoachingForm Form, string ByName, string ByOrganisationName);

    /// <param name="Next">Id of the last row, for the next page; null at the end.</param>
    internal sealed record Page(IReadOnlyList<Row> Rows, Guid? Next);

    public Task<Page> OfPostAsync(Post post, string? words, CoachingForm? form, Guid? after, CancellationToken ct)
    {
        var sessions = db.Set<Coaching>().ForPost(post);
        if (!string.IsNullOrWhiteSpace(words))
        {
            var part = words.Trim();
            sessions = sessions.Where(c => c.ItemName.Contains(part) || c.Number.StartsWith(part));
        }

        return ReadAsync(form is null ? sessions : sessions.Where(c => c.Form == form), after, masked: true, PageSize, ct);
    }

    public Task<Page> OfPartyAsync(Party party, Guid? after, CancellationToken ct) => ReadAsync(db.Set<Coaching>().Where(c => c.PartyId == party.Id), after, masked: false, PageSize, ct);

    /// <summary>What the party was told of the item, the newest first.</summary>
    public async Task<IReadOnlyList<Row>> OfItemAsync(Guid partyId, string itemCode, int take, CancellationToken ct) =>
        (await ReadAsync(db.Set<Coaching>().Where(c => c.PartyId == partyId && c.ItemCode == itemCode), null, masked: false, take, ct)).Rows;

    /// <returns>null when it is not there, or not for this reader.</returns>
    public Task<Coaching?> FindAsync(Guid id, Actor actor, Party? party, CancellationToken ct) => Visible(actor, party).AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);

    public async Task<StoredFile?> FileAsync(Guid id, Guid fileId, Actor actor, Party? party, CancellationToken ct) =>
        await FindAsync(id, actor, party, ct) is { } found && FilesOf(found).Any(f => f.FileId == fileId)
            ? await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == fileId && f.OwnerPartyId == found.PartyId, ct)
            : null;

    public static IReadOnlyList<CoachingFile> FilesOf(Coaching coaching) => JsonSerializer.Deserialize<List<CoachingFile>>(coaching.Files)!;

    private IQueryable<Coaching> Visible(Actor actor, Party? party) =>
        actor.Post is { } post ? db.Set<Coaching>().ForPost(post)
        : party is { } own ? db.Set<Coaching>().Where(c => c.PartyId == own.Id)
        : db.Set<Coaching>().Where(_ => false);

    private static async Task<Page> ReadAsync(IQueryable<Coaching> sessions, Guid? after, bool masked, int take, CancellationToken ct)
    {
        sessions = after is { } last ? sessions.Where(c => c.Id < last) : sessions;
        var read = await sessions.AsNoTracking().OrderByDescending(c => c.Id).Take(take + 1)
            .Select(c => new { c.Id, c.Number, c.ItemName, c.OrganisationName, c.PartyName, c.PartyKind, c.HeldOn, c.Form, c.ByName, c.ByOrganisationName }).ToListAsync(ct);
        return new Page(
            [
                .. read.Take(take).Select(c => new Row(
                    c.Id, c.Number, c.ItemName, c.OrganisationName, masked && c.PartyKind == PartyKind.Person ? Mask.Name(c.PartyName) : c.PartyName,
                    c.HeldOn, c.Form, c.ByName, c.ByOrganisationName)),
            ],
            read.Count > take ? read[take - 1].Id : null);
    }
}

internal static class CoachingScope
{
    /// <summary>A window's region; an approver's organisation.</summary>
    public static IQueryable<Coaching> ForPost(this IQueryable<Coaching> sessions, Post post) => post.Role switch
    {
        Roles.WindowClerk => sessions.Where(c => c.RegionCode.StartsWith(post.RegionCode)),
        Roles.Approver => sessions.Where(c => c.OrganisationId == post.OrganisationId),
        _ => sessions.Where(_ => false),
    };
}
