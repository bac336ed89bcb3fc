using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Halls.Model;
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
        all.Add(await HelperAsync(window, subjects));

        var sides = await host.InDatabaseAsync(db => db.Set<Delegation>().AsNoTracking().SingleAsync(d => d.Id == live));
        subjects.Add(new Subject(
            SubjectKind.Delegation, "delegation", new() { ["id"] = $"{live}" },
            v => v.Party?.Mandate is null && v.Actor is { } actor && (actor.Id == sides.PrincipalId || actor.Id == sides.DelegateId), $"/my/delegations/{live}"));
        return all;
    }

    /// <summary>A clerk who took on to help, acting in the name of who asked.</summary>
    private static async Task<Visitor> HelperAsync(WindowStage window, List<Subject> subjects)
    {
        var (host, asking, helping) = (window.Host, await window.ActAsync("zhangsan"), await window.ActAsync("clerk2"));
        var request = await host.InDatabaseAsync(async db =>
        {
            var taken = await db.Set<AssistRequest>().FirstAsync(r => r.PartyId == asking.Party.Id);
            taken.Accept(helping);
            await db.SaveChangesAsync();
            return taken.Id;
        });
        subjects.Add(new Subject(
            SubjectKind.HelpTaken, "help taken on", new() { ["requestId"] = $"{request}" }, v => v.Actor?.Id == asking.Actor.Id && v.Party is { Kind: PartyKind.Person, Mandate: null },
            $"/my/delegations/helper/{request}"));
        var signed = await host.InScopeAsync(async s =>
        {
            var sign = s.GetRequiredService<SignHelper>();
            return (await sign.SignAsync(request, (await sign.PrepareAsync(request, asking, default)).Value.Digest, asking, default)).Value;
        });
        return await VisitorAsync(host, "helper of the staff", signed, "clerk2");
    }

    private static async Task<Visitor> VisitorAsync(TestHost host, string name, Guid delegation, string login = "lisi")
    {
        var (browser, user) = await host.UnderAsync(login, delegation);
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
