using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Registering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Federation;

/// <summary>
/// Signs in who was signed in by another platform (08.03, 08.05, 08.06, 08.07). An account that is linked is his; else the other platform must have proved who he is: then the person of that document
/// number is he, registered by it if nobody knew him before. A platform that proves nothing (微信) signs in to what was linked and to nothing else. What the session may do is bound by the level
/// that the platform vouches for; an account whose holder has set up an authenticator, a passkey or a certificate asks for that besides, unless the platform vouches for as much. Staff are not
/// signed in by other platforms.
/// </summary>
internal sealed class EnterFederated(Database db, PersonalData personal, TimeProvider clock)
{
    public static readonly Problem NotLinked = Problem.Conflict("identity.federation-not-linked", "这个账号还没有绑定。请先用手机号或账号登录（没有的先注册），再到“我的资料—第三方账号”绑定。");
    private static readonly Problem Taken = Problem.Conflict("identity.federation-taken", "这个第三方账号已绑定其他账号，或者您已绑定过同一平台的账号。请先解除原来的绑定。");
    private static readonly Problem Differs = Problem.Forbidden("identity.federation-differs", "对方平台的实名信息与登记的不一致，没有登录。请用其他方式登录，或者持身份证到政务服务大厅核对。");

    /// <param name="Next">What is still wanted; null when the other platform's word is enough.</param>
    internal sealed record Right(Proof Proof, PendingStep? Next);

    public async Task<Outcome<Right>> HandleAsync(FederationProvider provider, ForeignPerson foreign, End end, CancellationToken ct)
    {
        var level = provider.LevelOf(foreign.Acr);
        var subject = SubjectOf(provider, foreign);
        var linked = await (
            from l in db.Set<LinkedAccount>()
            join a in db.Set<Account>() on l.AccountId equals a.Id
            where l.Provider == provider.Key && l.SubjectLookup == subject && l.EndedAt == null && a.Kind == ActorKind.Applicant
            select (Guid?)a.Id).SingleOrDefaultAsync(ct);
        var found = linked is { } account ? new Proof(account, MethodStrength.Federated, level)
            : level < AssuranceLevel.RealName || foreign is not { Name.Length: > 0 and <= 100, IdNumber.Length: > 0 and <= 40 } ? NotLinked
            : await FirstAsync(provider, foreign, level, subject, end, ct);
        return found.TryGet(out var proof) ? new Right(proof, await NextAsync(proof, ct)) : Outcome<Right>.Because(found.Problems);
    }

    /// <summary>Links the account of whoever is signed in.</summary>
    public async Task<Outcome> LinkAsync(FederationProvider provider, ForeignPerson foreign, Guid accountId, Act act, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleAsync(p => p.Id == act.Actor.Id, ct);
        if (foreign.IdNumber is { Length: > 0 } && (DocumentOf(foreign, act.At) is not { } document || personal.IdLookup(document.Kind, document.Number) != person.IdNumberLookup))
        {
            // A proved account of somebody else would let him in here.
            return Differs;
        }

        db.Add(LinkOf(provider, SubjectOf(provider, foreign), accountId, act.At));
        db.Record(person, act, "account-linked", new { provider = provider.Key });
        return await db.SaveAsync(ct, Taken);
    }

    public async Task<Outcome> UnlinkAsync(Guid id, Guid accountId, Act act, CancellationToken ct)
    {
        var link = await db.Set<LinkedAccount>().SingleOrDefaultAsync(l => l.Id == id && l.AccountId == accountId && l.EndedAt == null, ct);
        if (link is null)
        {
            return Problem.NotFound("identity.link-unknown", "没有找到这项绑定，它可能已经解除。请刷新页面查看。");
        }

        (link.EndedAt, link.Revision) = (act.At, link.Revision + 1);
        db.Record(await db.Set<Person>().SingleAsync(p => p.Id == act.Actor.Id, ct), act, "account-unlinked", new { provider = link.Provider });
        return await db.SaveAsync(ct);
    }

    /// <summary>The step that a sign-in by text message goes on to; guesses at it are counted by the account.</summary>
    private async Task<PendingStep?> NextAsync(Proof proof, CancellationToken ct) => (await OwnKeys.OfAsync(db, proof.AccountId, ct)).Besides(proof.MayCarry) is { } kind
        ? new PendingStep { Kind = kind, AccountId = proof.AccountId, Login = $"{ActorKind.Applicant}:{proof.AccountId}", Method = proof.Method }
        : null;

    private async Task<Outcome<Proof>> FirstAsync(FederationProvider provider, ForeignPerson foreign, AssuranceLevel level, string subject, End end, CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        if (DocumentOf(foreign, now) is not { } document)
        {
            return ForeignProvider.Odd;
        }

        var id = personal.SealId(document.Kind, document.Number);
        var person = await db.Set<Person>().SingleOrDefaultAsync(p => p.IdNumberLookup == id.Lookup, ct);
        if (person is not null && !PersonName.Same(person.Name, foreign.Name!.Trim()))
        {
            return Differs;
        }

        var phone = MobileNumber.Parse(foreign.Phone).TryGet(out var number) ? personal.SealPhone(number.Text) : new Sealed("", "");
        if (person is null)
        {
            person = Person.Register(foreign.Name!.Trim(), document.Kind, id, phone, "", now);
            db.Add(person);
        }

        var account = await db.Set<Account>().SingleOrDefaultAsync(a => a.PersonId == person.Id, ct);
        var act = new Act(new Actor(person.Id, person.Name, ActorKind.Applicant), null, end, "", now);
        if (account is null)
        {
            // A phone that another account signs in with stays its own.
            var free = phone.Lookup.Length > 0 && !await db.Set<Account>().AnyAsync(a => a.Kind == ActorKind.Applicant && a.PhoneLookup == phone.Lookup, ct);
            account = Account.ForPerson(person.Id, free ? phone : new Sealed("", ""), now);
            db.Add(account);
            db.Record(person, act, "account-opened", new { provider = provider.Key });
        }

        if (!await db.Set<IdentityProof>().AnyAsync(p => p.PartyId == person.Id && p.Kind == ProofKind.Federated && p.Source == provider.Name && p.EndedAt == null, ct))
        {
            db.Add(IdentityProof.Of(person.Id, ProofKind.Federated, provider.Name, "", now));
        }

        db.Add(LinkOf(provider, subject, account.Id, now));
        db.Record(person, act, "account-linked", new { provider = provider.Key });
        var saved = await db.SaveAsync(ct, Taken);
        return saved.Ok ? new Proof(account.Id, MethodStrength.Federated, level) : Outcome<Proof>.Because(saved.Problems);
    }

    private string SubjectOf(FederationProvider provider, ForeignPerson foreign) => personal.LookupOf("federated", provider.Issuer + "\n" + foreign.Subject);

    /// <summary>As we keep it; null when it is none.</summary>
    private static (string Kind, string Number)? DocumentOf(ForeignPerson foreign, DateTime at) =>
        DocumentKinds.Find(foreign.IdKind is { Length: > 0 } told ? told : DocumentKinds.ResidentCard) is { } kind && kind.Number(foreign.IdNumber, LegalDay.Of(at)).TryGet(out var number)
            ? (kind.Code, number) : null;

    private static LinkedAccount LinkOf(FederationProvider provider, string subject, Guid accountId, DateTime at) =>
        new() { Id = Guid.CreateVersion7(at), AccountId = accountId, Provider = provider.Key, SubjectLookup = subject, LinkedAt = at };
}
