using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Sources;

/// <summary>The inbox of the party. The platform below knows no spaces, so it is told of here.</summary>
internal sealed class MessagesSource(Database db) : ISpaceSource
{
    public string Key => "messages";

    public string Name => "消息";

    public int Order => 60;

    public async Task<IReadOnlyList<SpaceCard>> CardsAsync(Party party, CancellationToken ct)
    {
        var latest = await Inbox(party).OrderByDescending(m => m.Id).Take(SpaceCard.Latest).Select(m => new { m.Id, m.Title, m.SentAt }).ToListAsync(ct);
        return [new SpaceCard("消息", "envelope", "/my/messages", "全部消息", "还没有消息。", [.. latest.Select(m => new SpaceLine(m.Title, $"/my/messages/{m.Id}", m.SentAt))])];
    }

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var message in Inbox(party).OrderBy(m => m.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return new SpaceRecord(message.Title, message.SentAt, new SpaceFact("内容", message.Body), new SpaceFact("读过", LegalDay.Moment(message.ReadAt)));
        }
    }

    private IQueryable<Message> Inbox(Party party) => db.Set<Message>().AsNoTracking().Where(m => m.PartyId == party.Id);
}
