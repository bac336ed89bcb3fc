using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Identity;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>Those who act in the person's name: by a mandate that holds, one that has expired, was taken back, is used up, or is for another item.</summary>
internal static class AccessMandates
{
    public static async Task<List<Visitor>> MakeAsync(WindowStage window, List<Subject> subjects)
    {
        var host = window.Host;
        var live = await window.GiveAsync();
        List<Visitor> all =
        [
            await VisitorAsync(host, "delegate", live),
            await VisitorAsync(host, "delegate, only to apply", await window.GiveAsync(acts: MandateActs.Apply)),
            await VisitorAsync(host, "delegate, expired", await ChangedAsync(window, d => d.SetProperty(x => x.Until, new DateOnly(2026, 3, 1)))),
            await VisitorAsync(host, "delegate, used up", await ChangedAsync(window, d => d.SetProperty(x => x.Uses, 1))),
            await VisitorAsync(host, "delegate for another item", await window.GiveAsync(item: await OtherItemAsync(window))),
        ];
        var ended = await window.GiveAsync();
        var revoked = await VisitorAsync(host, "delegate, revoked", ended);
        var giver = await window.ActAsync("zhangsan");
        await host.InScopeAsync(s => s.GetRequiredService<EndDelegation>().HandleAsync(ended, giver, default));
        all.Add(revoked with { User = (await host.UnderAsync("lisi", ended)).User });

        var sides = await host.InDatabaseAsync(db => db.Set<Delegation>().AsNoTracking().SingleAsync(d => d.Id == live));
        subjects.Add(new Subject(
            SubjectKind.Delegation, "delegation", new() { ["id"] = $"{live}" },
            v => v.Party?.Mandate is null && v.Actor is { } actor && (actor.Id == sides.PrincipalId || actor.Id == sides.DelegateId), $"/my/delegations/{live}"));
        return all;
    }

    private static async Task<Visitor> VisitorAsync(TestHost host, string name, Guid delegation)
    {
        var (browser, user) = await host.UnderAsync("lisi", delegation);
        var visitor = new Visitor(name, browser, user);
        await AccessVisitors.TokenAsync(visitor);
        return visitor;
    }

    private static async Task<Guid> ChangedAsync(WindowStage window, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Delegation>> change)
    {
        var id = await window.GiveAsync(acts: MandateActs.Apply, most: 1);
        await window.Host.InDatabaseAsync(db => db.Set<Delegation>().Where(d => d.Id == id).ExecuteUpdateAsync(change));
        return id;
    }

    private static async Task<string> OtherItemAsync(WindowStage window)
    {
        var code = window.Item.Code[..^4] + "3-00";
        await window.Host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(
            new PublishRequest(code, "食品小作坊登记", window.Item.OrganisationId, window.Item.OrganisationName, window.Item.RegionCode, window.Item.RegionName, WindowStage.Food, "test"),
            Act.BySystem("test", window.Host.Clock.GetUtcNow().UtcDateTime), default));
        return code;
    }
}
