using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Delegations;

/// <summary>The delegations that a person has given, has accepted and is asked to accept, newest first, paged by key.</summary>
internal sealed class DelegationList(Database db, PersonalData personal, TimeProvider clock)
{
    public const int PageSize = 20;

    /// <param name="Other">The other side, as the reader may see it.</param>
    internal sealed record Row(Guid Id, DelegationKind Kind, string Principal, string Other, string Scope, DateOnly From, DateOnly Until, DelegationState State);

    internal sealed record Page(IReadOnlyList<Row> Rows, Guid? After);

    /// <param name="words">The beginning of the delegate's name, or his whole phone number; empty: all.</param>
    public async Task<Page> GivenAsync(Guid person, string words, Guid? after, CancellationToken ct)
    {
        var given = await db.GivenByAsync(person, LegalDay.Today(clock), ct);
        if (personal.TypedPhoneLookup(words) is { } phone)
        {
            given = given.Where(d => d.AddressLookup == phone);
        }
        else if (words.Length > 0)
        {
            given = given.Where(d => d.DelegateName.StartsWith(words));
        }

        return await PageAsync(given, d => $"{Mask.Name(d.DelegateName)}（{d.AddressMasked}）", after, ct);
    }

    /// <param name="words">The beginning of the principal's name; empty: all.</param>
    public async Task<Page> TakenAsync(Guid person, string words, Guid? after, CancellationToken ct) =>
        await PageAsync(db.TakenBy(person).Where(d => words == "" || d.PrincipalName.StartsWith(words)), d => d.PrincipalName, after, ct);

    public async Task<IReadOnlyList<Row>> OfferedAsync(Guid person, CancellationToken ct) =>
        (await PageAsync(await db.OfferedToAsync(personal, person, clock.GetUtcNow().UtcDateTime, ct), OfferDelegation.NameOf, null, ct)).Rows;

    private async Task<Page> PageAsync(IQueryable<Delegation> delegations, Func<Delegation, string> other, Guid? after, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        delegations = after is { } last ? delegations.Where(d => d.Id < last) : delegations;
        var found = await delegations.AsNoTracking().OrderByDescending(d => d.Id).Take(PageSize + 1).ToListAsync(ct);
        return new Page(
            [.. found.Take(PageSize).Select(d => new Row(
                d.Id, d.Kind, d.PrincipalName, other(d), Mandate.TextOf(Mandate.ScopeOf(d.Scope)).Shortened(80), d.From, d.Until, DelegationRule.StateOf(d, now)))],
            found.Count > PageSize ? found[PageSize - 1].Id : null);
    }
}
