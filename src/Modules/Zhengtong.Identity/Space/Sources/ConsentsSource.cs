using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Federation;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Sources;

/// <summary>Which systems the person agreed to tell what, and which accounts of other platforms sign in to his.</summary>
internal sealed class ConsentsSource(Database db, FederationProviders providers) : ISpaceSource
{
    public string Key => "consents";

    public string Name => "授权的系统和绑定的账号";

    public int Order => 70;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var consent in await db.Set<SsoConsent>().AsNoTracking().Where(c => c.PersonId == party.Id).OrderBy(c => c.Id).ToListAsync(ct))
        {
            var terms = GiveConsent.Read(consent.Terms);
            yield return new SpaceRecord(
                $"授权：{terms.System}", consent.GivenAt, new("单位", terms.Organisation),
                new("提供的信息", SsoScopes.DataNames(consent.Scopes)), new("用途", terms.Purpose), new("期限", terms.KeptFor),
                new("告知内容版本", $"第 {consent.TextVersion} 版"), new("撤回", LegalDay.Moment(consent.EndedAt)));
        }

        var links = db.Set<LinkedAccount>().AsNoTracking().Where(l => db.Set<Account>().Any(a => a.Id == l.AccountId && a.PersonId == party.Id)).OrderBy(l => l.Id);
        foreach (var link in await links.ToListAsync(ct))
        {
            var name = providers.All.FirstOrDefault(p => p.Key == link.Provider)?.Name ?? link.Provider;
            yield return new SpaceRecord($"绑定：{name}", link.LinkedAt, new SpaceFact("解除", LegalDay.Moment(link.EndedAt)));
        }
    }
}
