using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Apply;

/// <summary>
/// What is known of an applicant before the first question, and from where: the profile, the agent at the keyboard, and what stands in the space of the applicant since it was stated once
/// (一次采集、多方复用, 03.10, 08.14). The profile wins. Who acts under a mandate is shown nothing of it but the name: he writes what the principal has told him (08.12).
/// </summary>
internal sealed class KnownAnswers(IKnownValues known, IParties parties)
{
    /// <param name="Values">By source of the form language.</param>
    /// <param name="From">By the same, in words.</param>
    internal sealed record Known(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> From);

    public async Task<Known> OfAsync(PartyProfile profile, Act act, CancellationToken ct)
    {
        var (values, from) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        var mandated = act.Party.Mandate is not null;
        foreach (var answer in mandated ? [.. profile.Public().Select(p => new KnownAnswer(p.Key, p.Value, ""))] : await known.OfAsync(profile, ct))
        {
            Put(answer);
        }

        if ((profile.Kind == PartyKind.Company || mandated) && act.Actor.Kind == ActorKind.Applicant && await parties.FindAsync(act.Actor.Id, ct) is { } agent)
        {
            Put(new("agent.name", agent.Name, ""));
            Put(new("agent.idNumber", agent.IdNumber, ""));
            Put(new("agent.phone", agent.Phone, ""));
        }

        return new Known(values, from);

        void Put(KnownAnswer answer)
        {
            if (answer.Value.Length > 0 && values.TryAdd(answer.Key, answer.Value))
            {
                from[answer.Key] = answer.From;
            }
        }
    }
}
