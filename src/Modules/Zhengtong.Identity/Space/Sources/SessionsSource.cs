using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Sources;

/// <summary>Where and how the person signed in; a company does not.</summary>
internal sealed class SessionsSource(Database db) : ISpaceSource
{
    public string Key => "sessions";

    public string Name => "登录记录";

    public int Order => 100;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        var sessions = db.Set<Session>().AsNoTracking().Where(s => db.Set<Account>().Any(a => a.Id == s.AccountId && a.PersonId == party.Id)).OrderBy(s => s.CreatedAt);
        await foreach (var session in sessions.AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return new SpaceRecord(
                "登录", session.CreatedAt, new("方式", SessionsPageModel.NameOf(session.Method)), new("网络地址", session.Address), new("设备", session.Device),
                new("最近使用", LegalDay.Moment(session.LastSeenAt)), new("退出", LegalDay.Moment(session.EndedAt)));
        }
    }
}
