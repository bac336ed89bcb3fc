using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Apply;

/// <summary>
/// What is known of an applicant before the first question: the profile, the agent at the keyboard, and what was answered in the last case, the one with the
/// same form before others (一次采集、多方复用, 03.10). The profile wins. Who acts under a mandate
/// is shown nothing of it but the name: he writes what the principal has told him (08.12).
/// </summary>
internal sealed class KnownAnswers(Database db, IFormCatalogue forms, IParties parties)
{
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(PartyProfile profile, FormDefinition form, Act act, CancellationToken ct)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var mandated = act.Party.Mandate is not null;
        Put(known, mandated ? profile.Public() : profile.Known());
        if (profile.Kind == PartyKind.Company || mandated)
        {
            if (act.Actor.Kind == ActorKind.Applicant && await parties.FindAsync(act.Actor.Id, ct) is { } agent)
            {
                Put(known, [new("agent.name", agent.Name), new("agent.idNumber", agent.IdNumber), new("agent.phone", agent.Phone)]);
            }
        }

        if (!mandated)
        {
            Put(known, await EarlierAsync(profile, form, ct));
        }

        return known;
    }

    private async Task<IReadOnlyDictionary<string, string>> EarlierAsync(PartyProfile profile, FormDefinition form, CancellationToken ct)
    {
        var last = await db.Set<Case>().AsNoTracking()
            .Where(c => c.ApplicantId == profile.Id)
            .Join(db.Set<Application>(), c => c.Id, a => a.CaseId, (c, a) => new { c.Id, a.FormKey, a.FormVersion, a.Answers })
            .OrderByDescending(x => x.FormKey == form.Key ? 1 : 0).ThenByDescending(x => x.Id)
            .FirstOrDefaultAsync(ct);
        return last is null || await forms.FindAsync(last.FormKey, last.FormVersion, ct) is not { } used || !FormAnswers.Parse(last.Answers).TryGet(out var answers)
            ? new Dictionary<string, string>()
            : Prefill.Collect(used.Definition, answers);
    }

    private static void Put(Dictionary<string, string> known, IEnumerable<KeyValuePair<string, string>> more)
    {
        foreach (var (source, value) in more.Where(x => x.Value.Length > 0))
        {
            known.TryAdd(source, value);
        }
    }
}
