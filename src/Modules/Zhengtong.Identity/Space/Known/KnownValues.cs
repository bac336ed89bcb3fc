using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Known;

/// <inheritdoc cref="IKnownValues"/>
internal sealed class KnownValues(Database db, PersonalData personal, IParties parties, IOptions<SpaceSettings> settings, TimeProvider clock) : IKnownValues
{
    /// <summary>Forms ask for few things; beyond this somebody's space is being filled on purpose.</summary>
    public const int Most = 500;

    public async Task<IReadOnlyList<KnownAnswer>> OfAsync(PartyProfile profile, CancellationToken ct)
    {
        var (now, months) = (clock.GetUtcNow().UtcDateTime, settings.Value.ConfirmAfterMonths);
        var proof = await db.ProofsOf(profile.Id).AsNoTracking().OrderByDescending(x => x.At).FirstOrDefaultAsync(ct);
        var kept = await db.KnownOf(profile.Id).AsNoTracking().Where(k => k.WithdrawnAt == null).OrderBy(k => k.Id).Take(Most).ToListAsync(ct);
        return
        [
            .. profile.Known().Where(k => k.Value.Length > 0).Select(k => new KnownAnswer(k.Key, k.Value, KnownWords.Of(profile, k.Key, proof))),
            .. kept.Select(k => new KnownAnswer(k.Key, personal.Open(k.ValueHidden), KnownWords.Of(k, now, months))),
        ];
    }

    public async Task StageAsync(StatedValues stated, CancellationToken ct)
    {
        if (await parties.FindAsync(stated.PartyId, ct) is not { } profile)
        {
            return;
        }

        var (own, kept) = (profile.Known(), await db.KnownOf(stated.PartyId).ToDictionaryAsync(k => k.Key, ct));
        foreach (var value in stated.Values.Where(v => KnownWords.MayKeep(v.Key) && own.GetValueOrDefault(v.Key, "").Length == 0))
        {
            if (!kept.TryGetValue(value.Key, out var known))
            {
                if (kept.Count >= Most)
                {
                    continue;
                }

                known = kept[value.Key] = new KnownValue
                {
                    Id = Guid.CreateVersion7(stated.At), PartyId = stated.PartyId, Key = value.Key, Label = value.Label.Shortened(KnownValue.LongestLabel),
                };
                known.Take(FactOf(value, stated));
                db.Add(known);
            }
            else if (known.WithdrawnAt is null && known.RightAt <= stated.At)
            {
                Renew(known, value, stated);
            }
        }
    }

    /// <summary>Said again it is confirmed; said otherwise it is another.</summary>
    private void Renew(KnownValue known, StatedValue value, StatedValues stated)
    {
        if (personal.Open(known.ValueHidden) == value.Value)
        {
            known.Confirm(stated.At);
        }
        else if (known.Take(FactOf(value, stated)) is { } former)
        {
            db.Add(former);
        }
    }

    private KnownFact FactOf(StatedValue value, StatedValues stated) => new(
        personal.Hide(value.Value), value.Shown == value.Value ? "" : personal.Hide(value.Shown), KnownSource.Case, stated.CaseId, stated.CaseNumber, stated.ByDelegate, stated.At);
}

/// <summary>Whose reusable data one sees, inside the SQL.</summary>
internal static class KnownAccess
{
    public static IQueryable<KnownValue> KnownOf(this Database db, Guid partyId) => db.Set<KnownValue>().Where(k => k.PartyId == partyId);

    public static IQueryable<KnownValue> KnownOf(this Database db, Party party) => party.Mandate is null ? db.KnownOf(party.Id) : db.Set<KnownValue>().Where(_ => false);

    /// <summary>As <see cref="KnownWords.IsOld"/>, inside the SQL.</summary>
    public static IQueryable<KnownValue> Old(this IQueryable<KnownValue> known, DateTime now, int months)
    {
        var before = now.AddMonths(-months);
        return known.Where(k => (k.ConfirmedAt ?? k.TakenAt) <= before);
    }
}
