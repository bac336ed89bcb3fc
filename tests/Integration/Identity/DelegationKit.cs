using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>Gives mandates by the product's own acts, and acts under them.</summary>
internal static class DelegationKit
{
    public const MandateActs Whole = MandateActs.Apply | MandateActs.Sign | MandateActs.Follow | MandateActs.Collect;

    /// <summary>Signed by the one, accepted by the other.</summary>
    public static async Task<Guid> GiveAsync(
        this WindowStage stage, string to = "lisi", MandateActs acts = Whole, string? item = null, bool everything = false, int? most = null, bool ends = false, string from = "zhangsan", Guid? company = null)
    {
        var (giver, taker) = (await stage.ActAsync(from), await stage.ActAsync(to));
        var command = new OfferDelegation.Command
        {
            Address = to, Name = taker.Actor.Name, Everything = everything, Items = everything ? [] : [item ?? stage.Item.Code], Acts = [.. MandateWords.All.Select(a => a.Act).Where(a => acts.HasFlag(a))],
            Until = new DateOnly(2026, 12, 31), MostUses = most, EndsWithCase = ends,
        };
        var id = await stage.Host.InScopeAsync(async s =>
        {
            var offer = s.GetRequiredService<OfferDelegation>();
            var prepared = await offer.PrepareAsync(company, command, giver, default);
            Assert.True(prepared.Ok, prepared.Ok ? "" : prepared.Problems[0].Message);
            return (await offer.SignAsync(company, command, prepared.Value.Digest, giver, default)).Value;
        });
        var accepted = await stage.Host.InScopeAsync(s => s.GetRequiredService<AnswerDelegation>().HandleAsync(id, true, taker, default));
        Assert.True(accepted.Ok, accepted.Ok ? "" : accepted.Problems[0].Message);
        return id;
    }

    /// <summary>A browser in a session of the login under the mandate, and who the session says he is.</summary>
    public static Task<(HttpClient Browser, ClaimsPrincipal User)> UnderAsync(this TestHost host, string login, Guid delegation) => host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Login == login);
        var token = (await s.GetRequiredService<SignIn>().OpenAsync(new Proof(account.Id, "test"), End.Pc, "", "test", default)).Value.Token;
        var hash = RandomToken.HashOf(token);
        var principal = await db.Set<Delegation>().Where(d => d.Id == delegation).Select(d => d.PrincipalId).SingleAsync();
        var session = await db.Set<Session>().SingleAsync(x => x.TokenHash == hash);
        session.Switch(hash, principal, session.PostId, delegation);
        await db.SaveChangesAsync();
        return (host.Browser(new Cookie(SessionHandler.Cookie, token, "/", "localhost")), (await s.GetRequiredService<SessionStore>().FindAsync(token, default))!);
    });

    /// <summary>From zhangsan to lisi, as the command says; without acts in it, all of them.</summary>
    public static Task<Guid> GiveAsync(this TestHost host, OfferDelegation.Command command) => host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        async Task<Act> ActAsync(string login)
        {
            var person = await db.Set<Person>().AsNoTracking().SingleAsync(p => db.Set<Account>().Any(a => a.PersonId == p.Id && a.Login == login));
            return new Act(new Actor(person.Id, person.Name, ActorKind.Applicant), null, End.Pc, "", Act.Micro(host.Clock.GetUtcNow().UtcDateTime));
        }

        var (giver, taker) = (await ActAsync("zhangsan"), await ActAsync("lisi"));
        (command.Address, command.Name, command.Until) = ("lisi", taker.Actor.Name, new DateOnly(2026, 12, 31));
        command.Acts = command.Acts.Count > 0 ? command.Acts : [.. MandateWords.All.Select(a => a.Act)];
        var offer = s.GetRequiredService<OfferDelegation>();
        var prepared = await offer.PrepareAsync((Guid?)null, command, giver, default);
        Assert.True(prepared.Ok, prepared.Ok ? "" : prepared.Problems[0].Message);
        var id = (await offer.SignAsync(null, command, prepared.Value.Digest, giver, default)).Value;
        Assert.True((await s.GetRequiredService<AnswerDelegation>().HandleAsync(id, true, taker, default)).Ok);
        return id;
    });

    /// <summary>What a helper of the staff does in a session under the mandate.</summary>
    public static async Task<Act> HelpingAsync(this TestHost host, string login, Guid delegation) => host.ActOf((await host.UnderAsync(login, delegation)).User);

    public static Act ActOf(this TestHost host, ClaimsPrincipal user) => new(user.Actor()!, user.ActingFor(), End.Pc, "", Act.Micro(host.Clock.GetUtcNow().UtcDateTime));

    /// <summary>A draft begun by the act, complete.</summary>
    public static Task<Guid> FilledAsync(this WindowStage stage, Act act, string? code = null) => stage.Host.InScopeAsync(async s =>
    {
        var started = await s.GetRequiredService<StartDraft>().HandleAsync(code ?? stage.Item.Code, act, default);
        Assert.True(started.Ok, started.Ok ? "" : started.Problems[0].Message);
        var form = (await s.GetRequiredService<IFormCatalogue>().ReferredAsync("shop", default))!;
        var (answers, materials) = (JsonSerializer.Serialize(new { shop = new { name = "小店", phone = "13812345678" } }), JsonSerializer.Serialize(new[] { new DraftMaterial("m1", null, "", 0, true), new DraftMaterial("m2", null, "", 0, true) }));
        await s.GetRequiredService<Database>().Set<Draft>().Where(d => d.Id == started.Value).ExecuteUpdateAsync(u => u
            .SetProperty(d => d.FormKey, form.Definition.Key).SetProperty(d => d.FormVersion, form.Version).SetProperty(d => d.Answers, answers).SetProperty(d => d.Materials, materials));
        return started.Value;
    });

    public static Task<string> InboxAsync(this TestHost host, string login) => host.InDatabaseAsync(async db =>
    {
        var person = await db.Set<Account>().Where(a => a.Login == login).Select(a => a.PersonId!.Value).SingleAsync();
        return string.Join('\n', (await db.Set<Message>().Where(m => m.PartyId == person).Select(m => new { m.Title, m.Body }).ToListAsync()).Select(m => m.Title + m.Body));
    });
}
