using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>
/// A person agrees that a system of another organisation gets data about him, or takes it back (个人信息保护法第十三条 to 十五条, 第二十三条). What was agreed to holds for these data and these terms:
/// more data, another purpose or another text are asked for anew.
/// </summary>
internal sealed class GiveConsent(Database db, EndGrants ending)
{
    /// <summary>Of the consent page's own words; raised when they change in meaning.</summary>
    public const int TextVersion = 1;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal sealed record Terms(string System, string Organisation, string Purpose, string KeptFor);

    public static string TermsOf(SsoSystem system) => JsonSerializer.Serialize(new Terms(system.Facts.Name, system.OwnerName, system.Facts.Purpose, system.Facts.KeptFor), Json);

    public static Terms Read(string terms) => JsonSerializer.Deserialize<Terms>(terms, Json)!;

    /// <param name="since">Given then or later; null: whenever.</param>
    public async Task<bool> HoldsAsync(Guid personId, SsoSystem system, IReadOnlyList<string> scopes, DateTime? since, CancellationToken ct)
    {
        var consent = await db.Set<SsoConsent>().AsNoTracking().SingleOrDefaultAsync(c => c.PersonId == personId && c.SystemId == system.Id && c.EndedAt == null, ct);
        return consent is { TextVersion: TextVersion } && consent.Terms == TermsOf(system) && scopes.All(consent.Scopes.Split(' ').Contains) && (since is null || consent.GivenAt >= since);
    }

    public async Task<Outcome> HandleAsync(SsoSystem system, IReadOnlyList<string> scopes, Act act, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleAsync(p => p.Id == act.Actor.Id, ct);
        var former = await db.Set<SsoConsent>().SingleOrDefaultAsync(c => c.PersonId == person.Id && c.SystemId == system.Id && c.EndedAt == null, ct);
        if (former is not null)
        {
            (former.EndedAt, former.Revision) = (act.At, former.Revision + 1);
            // The former leaves the unique place before the new one takes it.
            var left = await db.SaveAsync(ct);
            if (!left.Ok)
            {
                return left;
            }
        }

        db.Add(new SsoConsent
        {
            Id = act.NewId(), PersonId = person.Id, SystemId = system.Id, Scopes = string.Join(' ', scopes), TextVersion = TextVersion, Terms = TermsOf(system), GivenAt = act.At,
        });
        db.Record(person, act, "system-consent-given", new { system = system.Id, scopes, TextVersion });
        return await db.SaveAsync(ct);
    }

    /// <summary>All that was granted under it ends in the same save: no refresh token is worth anything from now on.</summary>
    public async Task<Outcome> TakeBackAsync(Guid consentId, Act act, CancellationToken ct)
    {
        var consent = await db.Set<SsoConsent>().SingleOrDefaultAsync(c => c.Id == consentId && c.PersonId == act.Actor.Id && c.EndedAt == null, ct);
        if (consent is null)
        {
            return Problem.NotFound("identity.consent-unknown", "没有找到这项授权，它可能已经撤回。请刷新页面查看。");
        }

        var person = await db.Set<Person>().SingleAsync(p => p.Id == act.Actor.Id, ct);
        (consent.EndedAt, consent.Revision) = (act.At, consent.Revision + 1);
        db.Record(person, act, "system-consent-ended", new { system = consent.SystemId });
        await ending.StageAsync(db.Set<SsoGrant>().Where(g => g.SystemId == consent.SystemId && g.ActorId == consent.PersonId), act.At, int.MaxValue, ct);
        return await db.SaveAsync(ct);
    }
}
