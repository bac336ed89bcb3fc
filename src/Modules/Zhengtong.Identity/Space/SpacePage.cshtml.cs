using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Proving;
using Zhengtong.Identity.Space.Copies;
using Zhengtong.Identity.Space.Known;
using Zhengtong.Identity.Space.Readings;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space;

/// <summary>
/// 数字空间 (一人一档, 一企一档; 08.14, 08.15, 08.16): everything that the platform holds of whoever one acts as, a card each with the latest and the way to the whole. One statement a card, however
/// much there is.
/// </summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class SpacePageModel(
    Database db, PersonalData personal, ReadingList readings, IEnumerable<ISpaceSource> sources, IOptions<SpaceSettings> settings, TimeProvider clock) : PageModel
{
    public const string Path = "/my/space";

    internal sealed record Basic(string Name, string NumberName, string Number, string Phone, AssuranceLevel Level, IdentityProof? Proof, int Consents, int Delegations);

    internal sealed record KnownLine(Guid Id, string Label, string From, bool Old);

    public Party Party { get; private set; } = null!;

    public Basic Of { get; private set; } = null!;

    public int KnownCount { get; private set; }

    public int OldCount { get; private set; }

    public IReadOnlyList<KnownLine> Known { get; private set; } = [];

    public IReadOnlyList<SpaceCard> Cards { get; private set; } = [];

    public IReadOnlyList<ReadingList.Row> Readings { get; private set; } = [];

    public SpaceCopy? Copy { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Party = User.Party()!;
        var (now, id, months) = (clock.GetUtcNow().UtcDateTime, Party.Id, settings.Value.ConfirmAfterMonths);
        var proof = await db.ProofsOf(id).AsNoTracking().OrderByDescending(p => p.Level).ThenByDescending(p => p.At).FirstOrDefaultAsync(ct);
        Of = Party.Kind == PartyKind.Company ? await OfCompanyAsync(id, proof, LegalDay.Of(now), ct) : await OfPersonAsync(id, proof, LegalDay.Of(now), ct);
        // Counted without a cap of its own: no more are taken in than KnownValues.Most and what the owner adds.
        var known = db.KnownOf(Party).AsNoTracking().Where(k => k.WithdrawnAt == null);
        var old = known.Old(now, months);
        var latest = await known.OrderByDescending(k => k.Id).Take(SpaceCard.Latest).Select(k => new { Known = k, All = known.Count(), Old = old.Count() }).ToListAsync(ct);
        (KnownCount, OldCount) = latest.Count > 0 ? (latest[0].All, latest[0].Old) : (0, 0);
        Known = [.. latest.Select(x => new KnownLine(x.Known.Id, x.Known.Label, KnownWords.Of(x.Known), KnownWords.IsOld(x.Known, now, months)))];
        Readings = (await readings.PageAsync(Party, User.Actor()!.Id, null, SpaceCard.Latest, ct)).Rows;
        Copy = await db.CopyOf(Party).AsNoTracking().SingleOrDefaultAsync(ct);
        List<SpaceCard> cards = [];
        foreach (var source in sources.OrderBy(s => s.Order))
        {
            cards.AddRange(await source.CardsAsync(Party, ct));
        }

        Cards = cards;
    }

    private async Task<Basic> OfPersonAsync(Guid id, IdentityProof? proof, DateOnly today, CancellationToken ct)
    {
        var alive = db.MandatesOn(today);
        var of = await db.Set<Person>().AsNoTracking().Where(p => p.Id == id).Select(p => new
        {
            Person = p,
            Consents = db.Set<SsoConsent>().Count(c => c.PersonId == id && c.EndedAt == null),
            Delegations = alive.Count(d => d.PrincipalId == id || d.DelegateId == id),
        }).SingleAsync(ct);
        return new Basic(
            Mask.Name(of.Person.Name), DocumentKinds.NameOf(of.Person.IdKind), Mask.Id(personal.Open(of.Person.IdNumberHidden)), Mask.Phone(personal.Open(of.Person.PhoneHidden)),
            proof?.Level ?? AssuranceLevel.Registered, proof, of.Consents, of.Delegations);
    }

    private async Task<Basic> OfCompanyAsync(Guid id, IdentityProof? proof, DateOnly today, CancellationToken ct)
    {
        var (alive, agents) = (db.MandatesOn(today), db.AgenciesOn(today));
        var of = await db.Set<Company>().AsNoTracking().Where(c => c.Id == id).Select(c => new
        {
            Company = c,
            Agents = agents.Count(g => g.CompanyId == id),
            Delegations = alive.Count(d => d.PrincipalId == id),
        }).SingleAsync(ct);
        return new Basic(
            of.Company.Name, DocumentKinds.NameOf(DocumentKinds.CreditCode), of.Company.CreditCode, Mask.Phone(personal.Open(of.Company.PhoneHidden)),
            proof?.Level ?? AssuranceLevel.Registered, proof, of.Agents, of.Delegations);
    }
}
